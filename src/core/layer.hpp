#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/core/crs.hpp"
#include "src/core/date.hpp"
#include "src/core/geometry.hpp"

namespace tasi {

/// A geometry of any of the kinds that layers hold; several parts make it multi. 2-D: Z and M are dropped on reading.
struct Geometry {
    enum class Kind { none, points, lines, polygons };
    Kind kind = Kind::none;
    std::vector<Point> points;
    std::vector<Polyline> lines;
    std::vector<Polygon> polygons;

    static Geometry of(const Point& p) { return {Kind::points, {p}, {}, {}}; }
    static Geometry of(const Polyline& l) { return {Kind::lines, {}, {l}, {}}; }
    static Geometry of(std::vector<Polyline> l) { return {Kind::lines, {}, std::move(l), {}}; }
    static Geometry of(std::vector<Polygon> p) { return {Kind::polygons, {}, {}, std::move(p)}; }
};

enum class FieldType { text, integer, real, date_time };

/// A column. `name` has at most 10 characters in layers that we write; `alias` and `unit` are for people.
struct Field {
    std::string name;
    FieldType type = FieldType::text;
    std::string alias = {};
    std::string unit = {};
};

/// One cell; monostate is NULL. A real is never NaN: NaN becomes NULL.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Instant>;

struct Feature {
    std::int64_t number = 0;  ///< feature id in the file read, for messages
    Geometry geometry;
    std::vector<Value> values;  ///< one per field
};

/// A table with or without geometry: what is read from and written to vector files and CSV.
struct Layer {
    std::string name;
    Geometry::Kind kind = Geometry::Kind::none;  ///< what all features hold (none: a plain table)
    bool multi = true;                           ///< written as Multi* geometry
    Crs crs;
    std::vector<Field> fields;
    std::vector<Feature> features;
    std::string description = {};

    /// Index of the field of that name, whatever its case; -1 when there is none.
    int field(std::string_view name) const;
};

/// NULL for NaN, else the number.
Value real_or_null(double value);
Value real_or_null(const std::optional<double>& value);

/// The cell as text: numbers in their shortest form, NULL as empty text.
std::string text_of(const Value& value);

/// The number in the cell, or nothing: also for a text cell that spells a number.
std::optional<double> number_of(const Value& value);

}  // namespace tasi

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"

namespace tasi::io {

/// What a field of a study layer means, whatever it is called.
enum class FieldRole { date, uncertainty, id, sensor, distance };

/// The names under which other programs store `role`, the preferred one first.
const std::vector<std::string>& known_names(FieldRole role);

/// A layer with the name of its file: finds fields and reads cells, and names the place of what is wrong.
class StudyTable {
public:
    StudyTable(const Layer& layer, std::string file);

    const Layer& layer() const { return layer_; }
    const std::string& file() const { return file_; }

    /// The chosen field (UsageError 2 listing the fields when it is not there), else the first known name; -1 when there is none.
    int field(FieldRole role, const std::optional<std::string>& choice = {}) const;
    /// The same, but UnsafeError (4) listing the fields when there is none.
    int required_field(FieldRole role, const std::optional<std::string>& choice = {}) const;

    /// Trimmed text of a cell; empty for NULL and for field -1.
    std::string text(const Feature& feature, int field) const;
    /// The number in a cell; nothing for NULL and for field -1. UnsafeError (4) when the whole cell is not a finite number, or is a
    /// number that programs write for "no data" (-9999, ...).
    std::optional<double> number(const Feature& feature, int field) const;
    /// The same for a 1-sigma uncertainty, which must be above 0.
    std::optional<double> uncertainty(const Feature& feature, int field) const;
    /// The parts of a text joined by `;`.
    std::vector<std::string> flags(const Feature& feature, int field) const;

    /// `row 4` of a table, `feature 4` of a layer with geometry.
    std::string place(const Feature& feature) const;
    /// `row 4, field date: 'x'`: where a cell is and what it holds.
    std::string cell(const Feature& feature, int field) const;
    /// Names of all fields, for messages.
    std::string field_list() const;

private:
    const Layer& layer_;
    std::string file_;
};

/// Numbers that programs write where there is none: GIS and tide-gauge habits, ends of 16-bit integers.
bool looks_like_no_data(double value);

/// NULL for an empty text.
Value text_or_null(const std::string& text);

}  // namespace tasi::io

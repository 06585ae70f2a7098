#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"
#include "src/io/transect_directions.hpp"

namespace tasi::io {
namespace {

[[noreturn]] void unsafe(const StudyTable& table, const Feature& feature, const std::string& what, const std::string& remedy)
{
    throw UnsafeError("TRANSECT", table.file(), table.place(feature) + " " + what, remedy);
}

/// The single line of a transect: two ends, or more vertices that lie between them on one line.
const Polyline& straight_line(const StudyTable& table, const Feature& feature)
{
    const Geometry& geometry = feature.geometry;
    if (geometry.kind == Geometry::Kind::none) unsafe(table, feature, "has an empty geometry", "draw it or delete it");
    if (geometry.kind != Geometry::Kind::lines)
        unsafe(table, feature,
               geometry.kind == Geometry::Kind::points ? "is a point: the geometry type of transects is line"
                                                       : "is a polygon: the geometry type of transects is line",
               "give a line layer");
    if (geometry.lines.size() != 1)
        unsafe(table, feature, fmt::format("has {} parts", geometry.lines.size()), "a transect is one straight line");
    const Polyline& line = geometry.lines.front();
    if (line.size() < 2) unsafe(table, feature, "has length 0", "delete it");
    const Point a = line.front(), b = line.back();
    const double length_m = distance(a, b);
    if (!(length_m > 0)) unsafe(table, feature, "has length 0", "delete it");
    for (const Point& p : line) {
        const bool on_line = distance_to_segment(p, a, b) <= 1e-4 * length_m;
        if (!on_line) unsafe(table, feature, "is bent", "a transect is one straight line");
    }
    return line;
}

/// Text ids of all features: from the id field, or 1, 2, ... where there is no such field or it is empty throughout.
std::vector<std::string> ids_of(const StudyTable& table, int field)
{
    const auto& features = table.layer().features;
    const bool numbered = std::all_of(features.begin(), features.end(), [&](const Feature& f) { return table.text(f, field).empty(); });
    std::vector<std::string> ids;
    std::map<std::string, const Feature*> seen;
    for (const Feature& feature : features) {
        ids.push_back(numbered ? std::to_string(ids.size() + 1) : table.text(feature, field));
        if (ids.back().empty()) unsafe(table, feature, "has no id", "give every transect an id");
        const auto [first, is_new] = seen.emplace(ids.back(), &feature);
        if (!is_new)
            unsafe(table, feature,
                   fmt::format("has the duplicate transect id '{}' of {}", printable(ids.back()), table.place(*first->second)),
                   "give every transect its own id");
    }
    return ids;
}

int order_of(const StudyTable& table, const Feature& feature, int field, std::size_t index)
{
    if (table.text(feature, field).empty()) return static_cast<int>(index);
    const auto order = number_of(feature.values[static_cast<std::size_t>(field)]);
    if (!order || *order != std::floor(*order) || std::abs(*order) > 1e9)
        unsafe(table, feature, "has an order that is not a whole number", "number the transects 0, 1, 2, ...");
    return static_cast<int>(*order);
}

void require_common_direction(Session& session, const StudyTable& table, const std::vector<Transect>& transects)
{
    const DirectionReport report = compare_directions(transects);
    if (report.against_neighbours) {
        const Feature& feature = table.layer().features[*report.against_neighbours];
        unsafe(table, feature,
               fmt::format("(transect '{}') has a direction against its neighbours: drawn the other way round",
                           printable(transects[*report.against_neighbours].id)),
               "draw all transects from land to sea");
    }
    if (report.sharp_turns > 0)
        session.warnings.add("DIRECTION", table.file(), "neighbouring transects differ by more than 120 degrees in direction",
                             report.sharp_turns);
}

}  // namespace

std::vector<Transect> transects_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice, bool flip)
{
    const StudyTable table(layer, file);
    if (layer.features.empty()) throw NoResultError("EMPTY", table.file(), "the layer has no features", "give a layer with transects");
    const std::vector<std::string> ids = ids_of(table, table.field(FieldRole::id, choice.id));
    const int baseline = layer.field("baseline"), order = layer.field("order"), baseline_m = layer.field("baseline_m"),
              flags = layer.field("flags");

    std::vector<Transect> transects;
    transects.reserve(layer.features.size());
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const Feature& feature = layer.features[i];
        const Polyline& line = straight_line(table, feature);
        Transect transect;
        transect.id = ids[i];
        transect.baseline = table.text(feature, baseline);
        transect.flags = table.flags(feature, flags);
        transect.order = order_of(table, feature, order, i);
        if (baseline_m >= 0) transect.baseline_m = number_of(feature.values[static_cast<std::size_t>(baseline_m)]).value_or(0);
        transect.landward = flip ? line.back() : line.front();
        transect.seaward = flip ? line.front() : line.back();
        transects.push_back(std::move(transect));
    }
    require_common_direction(session, table, transects);
    return transects;
}

Layer layer_of(const std::vector<Transect>& transects, const Crs& crs)
{
    Layer layer{"transects", Geometry::Kind::lines, false, crs, {}, {}, "Transects, each drawn from land to sea"};
    layer.fields = {{"transect", FieldType::text, "Transect", ""},
                    {"baseline", FieldType::text, "Baseline", ""},
                    {"order", FieldType::integer, "Order along the baseline", ""},
                    {"azimuth", FieldType::real, "Azimuth from grid north, seaward", "deg"},
                    {"length_m", FieldType::real, "Length", "m"},
                    {"baseline_m", FieldType::real, "Distance of the baseline from the landward end", "m"},
                    {"flags", FieldType::text, "Flags", ""}};
    for (const Transect& t : transects)
        layer.features.push_back({static_cast<std::int64_t>(layer.features.size()) + 1,
                                  Geometry::of(Polyline{t.landward, t.seaward}),
                                  {text_or_null(t.id), text_or_null(t.baseline), std::int64_t{t.order}, real_or_null(t.azimuth_deg()),
                                   real_or_null(t.length_m()), real_or_null(t.baseline_m), text_or_null(join(t.flags, ";"))}});
    return layer;
}

}  // namespace tasi::io

#include "tools/risk_settlements.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

/// Coastlines of different makers are this far apart.
constexpr double at_the_shore_m = 1000;
/// No place has more.
constexpr double most_people = 1e8;

/// A point lies where it is drawn; a polygon is in the unit of the middle of its extent.
std::optional<Point> middle_of(const Geometry& place, const std::optional<Point>& reached)
{
    const Extent extent = extent_of(place);
    if (extent.empty()) return std::nullopt;
    if (reached && place.kind == Geometry::Kind::points) return reached;
    return Point{(extent.least.x + extent.most.x) / 2, (extent.least.y + extent.most.y) / 2};
}

std::vector<std::optional<double>> populations(Run& run, const Layer& settlements, const std::string& file,
                                               const std::optional<std::string>& people_field)
{
    std::vector<std::optional<double>> people(settlements.features.size());
    if (!people_field) return people;
    const int field = settlements.field(*people_field);
    if (field < 0) throw UsageError("FIELD", file, "there is no field " + *people_field, "see --population-field");
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Value& cell = settlements.features[i].values[static_cast<std::size_t>(field)];
        people[i] = number_of(cell);
        if (people[i] && *people[i] >= 0 && *people[i] <= most_people) continue;
        run.session.warnings.add("POPULATION", file, "no usable population: '" + text_of(cell) + "'; people are left open");
        people[i].reset();
    }
    return people;
}

/// What makes two settlements the same: attributes but for numbers of rows, and place.
std::string identity_of(const Layer& settlements, const Feature& feature)
{
    std::string key;
    for (std::size_t f = 0; f < settlements.fields.size(); ++f) {
        const std::string name = lower_case(settlements.fields[f].name);
        if (name != "id" && name != "objectid" && name != "fid") key += text_of(feature.values[f]) + '\x1f';
    }
    for (const Point& p : feature.geometry.points) key += format_number(p.x) + ' ' + format_number(p.y) + ';';
    for (const Polygon& polygon : feature.geometry.polygons)
        for (const Point& p : polygon.exterior) key += format_number(p.x) + ' ' + format_number(p.y) + ';';
    return key;
}

void mark_duplicates(Run& run, const Layer& settlements, const std::string& file, std::vector<SettlementRow>& rows)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].duplicate = !seen.insert(identity_of(settlements, settlements.features[i])).second;
        if (rows[i].duplicate) run.session.warnings.add("DUPLICATE", file, "a settlement stands in the layer twice: it is counted once");
    }
}

double nearest_km(const std::vector<SettlementRow>& rows)
{
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const SettlementRow& row : rows) nearest_m = std::min(nearest_m, row.risk.near_m.value_or(nearest_m));
    return nearest_m / 1000;
}

void warn(Run& run, const std::string& file, const AdminUnits& units, const std::vector<SettlementRow>& rows)
{
    long not_assessed = 0, outside = 0, disputed = 0, moved = 0;
    std::string reason;
    for (const SettlementRow& row : rows) {
        outside += !units.units().empty() && !row.unit;
        disputed += row.disputed;
        moved += row.moved;
        if (row.risk.assessment != "not assessed") continue;
        if (not_assessed++ == 0) reason = row.risk.reason;
    }
    auto& warnings = run.session.warnings;
    const auto is_far = [](const SettlementRow& row) { return row.risk.reason.starts_with("far:"); };
    if (std::all_of(rows.begin(), rows.end(), is_far))
        warnings.add("FAR", file,
                     fmt::format("no settlement is near the shore (the nearest at {:.0f} km): check the CRS", nearest_km(rows)));
    if (not_assessed > 0)
        warnings.add("NOT-ASSESSED", file, fmt::format("settlements are not assessed, for example: {}", reason), not_assessed);
    if (outside > 0) warnings.add("OUTSIDE", file, "settlements lie outside every administrative unit", outside);
    if (moved > 0) warnings.add("NEAR-UNIT", file, "settlements at the shore lie just outside of the unit that they are given to", moved);
    if (disputed > 0)
        warnings.add("OVERLAP", file, "settlements lie in several administrative units that overlap: the first of the layer counts",
                     disputed);
}

/// Of an outline that reaches far inland, or past the last transect, only a part is known.
void tell_of_parts(SettlementRow& row)
{
    const double unknown = share_not_assessed(row.people);
    if (row.risk.assessment != "not assessed" && unknown > 0.005)
        row.risk.reason += fmt::format("; not assessed in part: {:.0f} %", 100 * unknown);
}

}  // namespace

std::vector<SettlementRow> assess_settlements(Run& run, const Layer& settlements, const std::string& file, const AssessedCoast& coast,
                                              const AdminUnits& units, double unit_within_m, const std::optional<std::string>& people_field,
                                              const Dwellings& dwellings, const ExposureOptions& options)
{
    for (const Feature& settlement : settlements.features)
        if (settlement.geometry.kind == Geometry::Kind::lines)
            throw UnsafeError("GEOMETRY", file, fmt::format("feature {} is a line, not a settlement", settlement.number),
                              "give points or polygons; roads are for --assets");
    const std::vector<std::optional<double>> people = populations(run, settlements, file, people_field);
    std::vector<SettlementRow> rows(settlements.features.size());
    parallel_for(static_cast<int>(rows.size()), [&](int i) {
        const auto n = static_cast<std::size_t>(i);
        const Geometry& place = settlements.features[n].geometry;
        rows[n].risk = risk_of(place, coast, options);
        rows[n].population = people[n];
        rows[n].people = people_of(place, rows[n].risk, coast, options, dwellings);
        tell_of_parts(rows[n]);
        const auto middle = middle_of(place, rows[n].risk.place);
        if (!middle) return;
        rows[n].unit = units.at(*middle);
        if (!rows[n].unit && unit_within_m > 0 && rows[n].risk.near_m.value_or(1e9) <= at_the_shore_m) {
            rows[n].unit = units.near(*middle, unit_within_m);
            rows[n].moved = rows[n].unit.has_value();
        }
        rows[n].disputed = units.disputed(*middle);
    });
    mark_duplicates(run, settlements, file, rows);
    warn(run, file, units, rows);
    return rows;
}

std::vector<Asset> people_of(const std::vector<SettlementRow>& rows)
{
    std::vector<Asset> people;
    for (std::size_t n = 0; n < rows.size(); ++n) {
        const SettlementRow& row = rows[n];
        if (!row.population || row.duplicate) continue;
        for (Asset asset : row.people) {
            if (row.people.size() > 1) asset.stake.own_group = n;
            asset.stake.amount *= *row.population;
            asset.unit = row.unit;
            people.push_back(std::move(asset));
        }
    }
    return people;
}

std::vector<SettlementInUnit> in_units(const std::vector<SettlementRow>& rows)
{
    std::vector<SettlementInUnit> result;
    for (const SettlementRow& row : rows) result.push_back({row.unit, &row.risk, row.duplicate});
    return result;
}

}  // namespace tasi::cli

#include "tools/risk_admin.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "algorithms/exposure/overlay.hpp"

namespace tasi::cli {
namespace {

Value real(const std::optional<double>& value) { return value ? real_or_null(*value) : Value(); }

std::vector<Field> summary_fields()
{
    const auto measure = [](const char* name, const char* alias, const char* unit = "") {
        return Field{name, FieldType::real, alias, unit};
    };
    const auto count = [](const char* name, const char* alias) { return Field{name, FieldType::integer, alias}; };
    return {{"pcode", FieldType::text, "P-code"},
            {"name", FieldType::text, "Name"},
            count("level", "Level"),
            count("year", "Horizon"),
            measure("coast_km", "Coast with transects", "km"),
            measure("assess_km", "Coast assessed", "km"),
            measure("erode_km", "Coast eroding", "km"),
            measure("rate_m_yr", "Mean rate of the assessed coast", "m/yr"),
            measure("rate_ci", "Half width of its interval", "m/yr"),
            count("settl", "Settlements"),
            count("settl_risk", "Settlements at risk"),
            count("settl_na", "Settlements not assessed"),
            measure("ppl", "People"),
            measure("ppl_risk", "People expected to be reached"),
            measure("ppl_lo", "People reached, 5 %"),
            measure("ppl_hi", "People reached, 95 %"),
            measure("ppl_na", "People not assessed"),
            count("rank", "Rank in its level and horizon"),
            {"status", FieldType::text, "Coast"},
            measure("coast_na", "Share of the coast not assessed"),
            measure("ppl_na_sh", "Share of the people not assessed")};
}

std::vector<Value> summary_values(const AdminSummary& row)
{
    return {row.pcode,
            row.name.empty() ? Value() : Value(row.name),
            std::int64_t{row.level},
            std::int64_t{row.year},
            row.coast_km,
            row.assessed_km,
            row.eroding_km,
            real(row.rate_m_per_year),
            real(row.rate_interval),
            std::int64_t{row.settlements},
            std::int64_t{row.at_risk},
            std::int64_t{row.not_assessed},
            real(row.people),
            real(row.people_at_risk),
            real(row.people_low),
            real(row.people_high),
            real(row.people_not_assessed),
            row.rank > 0 ? Value(std::int64_t{row.rank}) : Value(),
            row.status(),
            real(row.coast_share_not_assessed()),
            real(row.people_share_not_assessed())};
}

}  // namespace

Layer admin_layer(const std::vector<AdminSummary>& rows)
{
    Layer layer;
    layer.name = "admin_summary";
    layer.description = "Coast, settlements and people per administrative unit, level and horizon; _na: not assessed";
    layer.fields = summary_fields();
    for (const AdminSummary& row : rows) layer.features.push_back({0, {}, summary_values(row)});
    return layer;
}

Layer admin_map(const AdminUnits& units, const std::vector<AdminSummary>& rows, const Crs& crs)
{
    int last = 0;
    for (const AdminSummary& row : rows) last = std::max(last, row.year);
    std::map<std::pair<int, std::string>, std::vector<const AdminUnit*>> parts;
    for (const AdminUnit& unit : units.units()) parts[{unit.lowest_level(), unit.lowest_pcode()}].push_back(&unit);

    Layer layer;
    layer.name = "admin_units";
    layer.description = fmt::format("Administrative units with their coast, settlements and people at risk by {}", last);
    layer.kind = Geometry::Kind::polygons;
    layer.crs = crs;
    layer.fields = summary_fields();
    for (const AdminSummary& row : rows) {
        const auto of_unit = parts.find({row.level, row.pcode});
        if (row.year != last || of_unit == parts.end()) continue;
        std::vector<Polygon> area;
        for (const AdminUnit* unit : of_unit->second) area.insert(area.end(), unit->area.begin(), unit->area.end());
        if (of_unit->second.size() > 1 || !is_valid_area(area)) area = united(area);
        layer.features.push_back({0, Geometry::of(area), summary_values(row)});
    }
    return layer;
}

}  // namespace tasi::cli

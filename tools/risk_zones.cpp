#include "tools/risk_zones.hpp"

#include <cmath>

#include <fmt/format.h>

#include "algorithms/exposure/overlay.hpp"

namespace tasi::cli {

Layer zones_layer(const std::vector<HazardZone>& zones, const std::vector<double>& people, const ExposureOptions& options, const Crs& crs)
{
    Layer layer;
    layer.name = "hazard_zones";
    layer.description = options.sea_level ? "Land that the shoreline reaches, by horizon and probability, with sea-level rise (Bruun)"
                                          : "Land that the shoreline reaches, by horizon and probability";
    layer.kind = Geometry::Kind::polygons;
    layer.crs = crs;
    layer.fields = {{"year", FieldType::integer, "Horizon"},
                    {"prob", FieldType::integer, "Probability of being reached, at least", "%"},
                    {"area_ha", FieldType::real, "Area", "ha"},
                    {"label", FieldType::text, "In words"}};
    if (!people.empty()) layer.fields.push_back({"ppl", FieldType::real, "People living in it"});
    if (options.sea_level) layer.fields.push_back({"slr", FieldType::text, "Sea-level rise"});
    // Drawn in this order, the likelier and earlier zones come to lie on top.
    for (std::size_t n = zones.size(); n > 0; --n) {
        const HazardZone& zone = zones[n - 1];
        if (zone.area.empty()) continue;
        const auto percent = static_cast<std::int64_t>(std::lround(100 * zone.probability));
        std::vector<Value> values{std::int64_t{zone.year}, percent, area_of(zone.area) / 10'000,
                                  fmt::format("at least {} % likely to be reached by {}", percent, zone.year)};
        if (!people.empty()) values.emplace_back(people[n - 1]);
        if (options.sea_level) values.emplace_back("Bruun");
        layer.features.push_back({0, Geometry::of(zone.area), std::move(values)});
    }
    return layer;
}

Layer setback_layer(const std::vector<SetbackLine>& lines, const SetbackRule& rule, const ExposureOptions& options, const Crs& crs)
{
    Layer layer;
    layer.name = "setback";
    layer.description = "Line behind which to build, by the rule in column rule";
    layer.kind = Geometry::Kind::lines;
    layer.multi = false;
    layer.crs = crs;
    layer.fields = {{"baseline", FieldType::text, "Baseline"},
                    {"years", FieldType::real, "Years", "yr"},
                    {"quantile", FieldType::real, "Quantile of the uncertainty"},
                    {"storm_m", FieldType::real, "Storm buffer", "m"},
                    {"least_m", FieldType::real, "Least setback", "m"},
                    {"mean_m", FieldType::real, "Mean setback", "m"},
                    {"most_m", FieldType::real, "Greatest setback", "m"},
                    {"rule", FieldType::text, "Rule"}};
    for (const SetbackLine& line : lines)
        layer.features.push_back({0,
                                  Geometry::of(line.line),
                                  {line.baseline, rule.years, rule.quantile, rule.storm_m, line.least_m, line.mean_m, line.most_m,
                                   rule.in_words(options.sea_level.has_value())}});
    return layer;
}

}  // namespace tasi::cli

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"

namespace tasi::report {
namespace {

constexpr int label_scale = 8'000;

Colour colour_of(std::size_t horizon) { return horizon_colours[std::min(horizon, horizon_colours.size() - 1)]; }

std::string as_number(int year) { return std::to_string(year); }

/// One rule per year of the column `year`, the soonest first, and one for rows without a year.
std::vector<Rule> rules_by_horizon(const LayerFacts& facts, const std::function<std::string(int year)>& label, Symbol (*draw)(Colour))
{
    const std::vector<int> years = facts.years_in("year");
    std::vector<Rule> rules;
    for (std::size_t i = 0; i < years.size(); ++i)
        rules.push_back({label(years[i]), fmt::format("{} = {}", facts.column("year"), years[i]), draw(colour_of(i))});
    rules.push_back({facts.words()("undated"), facts.column("year") + " IS NULL", draw(unknown)});
    return rules;
}

/// A zone by how sure it is: nearly certain is solid, as likely as not is pale, possible is hatched.
Symbol zone_symbol(int probability_pct, Colour colour)
{
    if (probability_pct >= 90) return {SymbolKind::fill, {fill_part(colour.faded(230), colour, 0.3)}};
    if (probability_pct >= 50) return {SymbolKind::fill, {fill_part(colour.faded(120), colour, 0.5)}};
    return {SymbolKind::fill, {hatch_part(colour, 0.3, 1.6, 45), fill_part(colour.faded(0), colour, 0.3, "dash")}};
}

}  // namespace

LayerStyle forecast_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = rules_by_horizon(facts, as_number, [](Colour colour) {
        return Symbol{SymbolKind::marker, {marker_part("diamond", colour, casing, 1.8)}};
    });
    style.order_by = fmt::format("-{}", facts.column("year"));
    style.display = facts.column("transect");
    return style;
}

LayerStyle forecast_lines_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = rules_by_horizon(facts, as_number, [](Colour colour) {
        return Symbol{SymbolKind::line, {line_part(rgb(0xffffff), 1.2), dashed_part(colour, 0.7, 3, 1)}};
    });
    style.labels = Labels{fmt::format("to_string({})", facts.column("year")), 8, rgb(0x202020), 3 * label_scale, true};
    style.order_by = fmt::format("-{}", facts.column("year"));
    style.display = facts.column("year");
    return style;
}

LayerStyle forecast_bands_style(const LayerFacts& facts)
{
    const std::vector<int> confidence = facts.years_in("confidence");
    const auto label = [&](int year) {
        return confidence.size() == 1 ? facts.words().with("forecast_bands.row_pct", year, confidence.front())
                                      : facts.words().with("forecast_bands.row", year);
    };
    LayerStyle style;
    style.rules = rules_by_horizon(facts, label, [](Colour colour) {
        return Symbol{SymbolKind::fill, {fill_part(colour.faded(70), colour, 0.5, "dash")}};
    });
    style.order_by = fmt::format("{}", facts.column("year"));
    style.display = facts.column("year");
    return style;
}

LayerStyle hazard_zones_style(const LayerFacts& facts)
{
    const std::vector<int> years = facts.years_in("year"), probabilities = facts.years_in("prob");
    LayerStyle style;
    for (std::size_t i = 0; i < years.size(); ++i)
        for (auto prob = probabilities.rbegin(); prob != probabilities.rend(); ++prob) {
            const std::string filter = fmt::format("{} = {} AND {} = {}", facts.column("year"), years[i], facts.column("prob"), *prob);
            style.rules.push_back({facts.words().with("hazard_zones.row", years[i], *prob), filter, zone_symbol(*prob, colour_of(i))});
        }
    style.rules.push_back({facts.words()("other"), "ELSE", zone_symbol(50, unknown)});
    // Zones nest: the wide and late below, the sure and soon on top.
    style.order_by = fmt::format("{} - 10000 * {}", facts.column("prob"), facts.column("year"));
    style.display = fmt::format("{} || ', ' || {} || ' %'", facts.column("year"), facts.column("prob"));
    return style;
}

LayerStyle setback_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = {{facts.words()("setback.line"),
                    {},
                    {SymbolKind::line, {line_part(rgb(0xffffff), 1.4), line_part(rgb(0x762a83), 0.9, "dash dot")}}}};
    if (facts.has("rule")) style.display = facts.column("rule");
    return style;
}

}  // namespace tasi::report

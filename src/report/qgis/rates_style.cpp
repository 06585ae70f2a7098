#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"

namespace tasi::report {
namespace {

/// From here on a map shows a coast, not a beach: transects would stand so close that they hide everything, and a ribbon takes their place.
constexpr int ribbon_scale = 15'000;
constexpr int label_scale = 8'000;  ///< 50 m between transects are then 6 mm on paper

/// How far seaward of the present shore the ribbon lies, in mm on the map: past and coming shorelines stay in sight.
constexpr double ribbon_start_mm = 2.4;

/// How one class is drawn: as a transect when zoomed in, as a piece of the ribbon when zoomed out. The more it moves, the larger.
struct RateLook {
    Colour colour;
    double width_mm;   ///< of the transect
    double ribbon_mm;  ///< length of its piece of the ribbon
    const char* head_at = "";
};

constexpr RateLook strong_retreat{rate_colours[0], 0.6, 4.2, "FirstVertex"}, middle_retreat{rate_colours[1], 0.5, 3.2, "FirstVertex"},
    weak_retreat{rate_colours[2], 0.45, 2.2, "FirstVertex"}, nothing{rate_colours[3], 0.4, 1.4},
    weak_growth{rate_colours[4], 0.45, 2.2, "LastVertex"}, middle_growth{rate_colours[5], 0.5, 3.2, "LastVertex"},
    strong_growth{rate_colours[6], 0.6, 4.2, "LastVertex"};

/// On the map of a country a comb of this size would bury its coast: teeth shrink with the root of the scale from here on.
constexpr int full_size_scale = 60'000;

/// From `start` to `end`, in mm on the map seaward of the present shore (of the middle, where there is none).
std::string ribbon_line(const LayerFacts& facts, double start_mm, double end_mm)
{
    const std::string shore = fmt::format("coalesce({}, length($geometry) / 2)", facts.column("now_m"));
    const auto at = [&](double mm) {
        return fmt::format(
            "project(start_point($geometry), {} + {} * @map_scale / 1000 * min(1, sqrt({} / @map_scale)), azimuth(start_point($geometry), "
            "end_point($geometry)))",
            shore, format_number(mm), full_size_scale);
    };
    return fmt::format("make_line({}, {})", at(start_mm), at(end_mm));
}

SymbolPart ribbon(const LayerFacts& facts, const RateLook& look)
{
    SymbolPart part = generated_line(ribbon_line(facts, ribbon_start_mm, ribbon_start_mm + look.ribbon_mm),
                                     {line_part(casing, 1.5), line_part(look.colour, 1.1)});
    part.above_scale = ribbon_scale;
    return part;
}

/// A head at the end of a transect says where to without colour: landward retreat, seaward growth.
SymbolPart head(const RateLook& look)
{
    SymbolPart marker = marker_part("filled_arrowhead", look.colour, casing, 2 + look.width_mm);
    if (std::string_view(look.head_at) == "FirstVertex") marker.settings.emplace_back("angle", "180");
    return marker_on_line(marker, look.head_at);
}

Symbol rate_symbol(const LayerFacts& facts, const RateLook& look)
{
    std::vector<SymbolPart> near{line_part(casing, look.width_mm + 0.3), line_part(look.colour, look.width_mm)};
    if (*look.head_at) near.push_back(head(look));
    if (facts.in_degrees()) return {SymbolKind::line, near};
    for (SymbolPart& part : near) part.below_scale = ribbon_scale;
    near.push_back(ribbon(facts, look));
    return {SymbolKind::line, near};
}

/// Broken at every scale: neither still nor safe.
Symbol unknown_symbol(const LayerFacts& facts)
{
    Symbol symbol{SymbolKind::line, {dashed_part(unknown, 0.6, 1.2, 1.2)}};
    if (facts.in_degrees()) return symbol;
    symbol.parts.front().below_scale = ribbon_scale;
    symbol.parts.push_back(
        generated_line(ribbon_line(facts, ribbon_start_mm, ribbon_start_mm + 2.6), {dashed_part(unknown, 0.6, 0.7, 0.5)}));
    symbol.parts.back().above_scale = ribbon_scale;
    return symbol;
}

/// A class of a significant trend: `trend` of the column, and rates from `low` to `high` (m/yr, magnitudes; 0: open).
Rule rate_rule(const LayerFacts& facts, std::string_view trend, double low, double high, const RateLook& look)
{
    const bool eroding = trend == "eroding";
    const std::string rate = eroding ? "-" + facts.column("LRR") : facts.column("LRR");
    std::string filter = fmt::format("{} IS NOT NULL AND {} = '{}'", facts.column("LRR"), facts.column("trend"), trend);
    if (low > 0) filter += fmt::format(" AND {} >= {}", rate, format_number(low));
    if (high > 0) filter += fmt::format(" AND {} < {}", rate, format_number(high));
    const MapWords& words = facts.words();
    const std::string amount = low <= 0    ? words.with("rates.under", words.number(high))
                               : high <= 0 ? words.with("rates.over", words.number(low))
                                           : words.with("rates.within", words.number(low), words.number(high));
    return {words.with(eroding ? "rates.eroding" : "rates.accreting", amount), filter, rate_symbol(facts, look)};
}

Rule not_significant(const LayerFacts& facts)
{
    const std::string confidence = facts.confidence_pct();
    const std::string label = confidence.empty() ? facts.words()("rates.none_plain") : facts.words().with("rates.none", confidence);
    return {
        label,
        fmt::format("{} IS NOT NULL AND {} NOT IN ('eroding', 'accreting', 'not assessed')", facts.column("LRR"), facts.column("trend")),
        rate_symbol(facts, nothing)};
}

Rule not_assessed(const LayerFacts& facts)
{
    return {facts.words()("rates.not_assessed"),
            fmt::format("{0} IS NULL OR {1} IS NULL OR {1} = 'not assessed'", facts.column("LRR"), facts.column("trend")),
            unknown_symbol(facts)};
}

/// The number with its sign, also the plus.
std::string signed_number(const std::string& column, int decimals)
{
    return fmt::format("if({0} > 0, '+', '') || format_number({0}, {1})", column, decimals);
}

}  // namespace

LayerStyle rates_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = {
        rate_rule(facts, "eroding", strong_rate, 0, strong_retreat),  rate_rule(facts, "eroding", weak_rate, strong_rate, middle_retreat),
        rate_rule(facts, "eroding", 0, weak_rate, weak_retreat),      not_significant(facts),
        rate_rule(facts, "accreting", 0, weak_rate, weak_growth),     rate_rule(facts, "accreting", weak_rate, strong_rate, middle_growth),
        rate_rule(facts, "accreting", strong_rate, 0, strong_growth), not_assessed(facts)};
    style.labels = Labels{fmt::format("if({} IS NULL, '', {})", facts.column("LRR"), signed_number(facts.column("LRR"), 1)), 8,
                          rgb(0x202020), label_scale};
    style.order_by = fmt::format("coalesce(abs({}), -1)", facts.column("LRR"));
    style.display = facts.column("transect");
    return style;
}

}  // namespace tasi::report

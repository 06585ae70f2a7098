#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {
namespace {

constexpr int label_scale = 12'000;  ///< 50 m between transects are then 4 mm on paper

Symbol one(SymbolKind kind, SymbolPart part) { return {kind, {std::move(part)}}; }

/// The more it moves, the wider; a head at its end says where to without colour: landward retreat, seaward growth.
Symbol rate_symbol(Colour colour, double width_mm, std::string_view head_at)
{
    Symbol symbol{SymbolKind::line, {line_part(casing, width_mm + 0.5), line_part(colour, width_mm)}};
    if (head_at.empty()) return symbol;
    SymbolPart head = marker_part("filled_arrowhead", colour, casing, 1.6 + width_mm);
    if (head_at == "FirstVertex") head.settings.emplace_back("angle", "180");
    symbol.parts.push_back(marker_on_line(head, head_at));
    symbol.parts.back().below_scale = 2 * label_scale;
    return symbol;
}

/// A class of a significant trend: `word` of the column `trend`, and rates from `low` to `high` (m/yr, magnitudes; 0: open).
Rule rate_rule(const LayerFacts& facts, std::string_view word, double low, double high, Colour colour, double width_mm)
{
    const bool eroding = word == "eroding";
    const std::string rate = eroding ? "-" + facts.column("LRR") : facts.column("LRR");
    std::string filter = fmt::format("{} IS NOT NULL AND {} = '{}'", facts.column("LRR"), facts.column("trend"), word);
    if (low > 0) filter += fmt::format(" AND {} >= {}", rate, format_number(low));
    if (high > 0) filter += fmt::format(" AND {} < {}", rate, format_number(high));
    const std::string amount = low <= 0    ? phrase_with("qgis.rates.under", format_number(high))
                               : high <= 0 ? phrase_with("qgis.rates.over", format_number(low))
                                           : phrase_with("qgis.rates.within", format_number(low), format_number(high));
    return {phrase_with(eroding ? "qgis.rates.eroding" : "qgis.rates.accreting", amount), filter,
            rate_symbol(colour, width_mm, eroding ? "FirstVertex" : "LastVertex")};
}

Rule not_significant(const LayerFacts& facts)
{
    const std::string filter =
        fmt::format("{} IS NOT NULL AND {} NOT IN ('eroding', 'accreting', 'not assessed')", facts.column("LRR"), facts.column("trend"));
    return {std::string(phrase("qgis.rates.none")), filter, rate_symbol(rate_colours[3], 0.6, "")};
}

Rule not_assessed(const LayerFacts& facts)
{
    const std::string filter =
        fmt::format("{0} IS NULL OR {1} IS NULL OR {1} = 'not assessed'", facts.column("LRR"), facts.column("trend"));
    return {std::string(phrase("qgis.rates.not_assessed")), filter, one(SymbolKind::line, dashed_part(unknown, 0.6, 1.2, 1.2))};
}

/// The number with its sign, also the plus.
std::string signed_number(const std::string& column, int decimals)
{
    return fmt::format("if({0} > 0, '+', '') || format_number({0}, {1})", column, decimals);
}

/// The year of a moment, a day or a text in ISO 8601.
std::string year_of(const std::string& column) { return fmt::format("to_int(left(to_string({}), 4))", column); }

std::vector<Rule> rules_by_year(const LayerFacts& facts, Symbol (*draw)(Colour, bool))
{
    const std::string year = year_of(facts.column("date"));
    std::vector<Rule> rules;
    const std::vector<YearClass> classes = year_classes(facts.years_in("date"));
    for (const YearClass& c : classes)
        rules.push_back({c.label, fmt::format("{0} >= {1} AND {0} <= {2}", year, c.first, c.last), draw(c.colour, &c == &classes.back())});
    rules.push_back({std::string(phrase("qgis.undated")), facts.column("date") + " IS NULL", draw(unknown, false)});
    return rules;
}

}  // namespace

std::vector<YearClass> year_classes(const std::vector<int>& years)
{
    const std::size_t most = time_colours.size(), n = years.size(), classes = std::min(n, most);
    std::vector<YearClass> made;
    for (std::size_t c = 0; c < classes; ++c) {
        // The newest year stands alone; the others are shared out in equal numbers.
        const bool newest = c + 1 == classes;
        const std::size_t shared = classes - 1, first = newest ? n - 1 : c * (n - 1) / shared,
                          last = newest ? n - 1 : (c + 1) * (n - 1) / shared - 1;
        const int from = years[first], to = years[last];
        const std::size_t colour = classes == 1 ? most - 1 : c * (most - 1) / (classes - 1);
        made.push_back({from, to, from == to ? std::to_string(from) : fmt::format("{}\u2013{}", from, to), time_colours[colour]});
    }
    return made;
}

LayerStyle rates_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = {rate_rule(facts, "eroding", strong_rate, 0, rate_colours[0], 1.3),
                   rate_rule(facts, "eroding", weak_rate, strong_rate, rate_colours[1], 1.0),
                   rate_rule(facts, "eroding", 0, weak_rate, rate_colours[2], 0.7),
                   not_significant(facts),
                   rate_rule(facts, "accreting", 0, weak_rate, rate_colours[4], 0.7),
                   rate_rule(facts, "accreting", weak_rate, strong_rate, rate_colours[5], 1.0),
                   rate_rule(facts, "accreting", strong_rate, 0, rate_colours[6], 1.3),
                   not_assessed(facts)};
    const std::string confidence = facts.confidence_pct();
    for (Rule& rule : style.rules)
        rule.heading = confidence.empty() ? std::string(phrase("qgis.rates.heading_plain")) : phrase_with("qgis.rates.heading", confidence);
    style.labels = Labels{fmt::format("if({} IS NULL, '', {})", facts.column("LRR"), signed_number(facts.column("LRR"), 1)), 8,
                          rgb(0x202020), label_scale};
    style.order_by = fmt::format("coalesce(abs({}), -1)", facts.column("LRR"));
    style.display = facts.column("transect");
    return style;
}

LayerStyle shorelines_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules =
        rules_by_year(facts, [](Colour colour, bool newest) { return one(SymbolKind::line, line_part(colour, newest ? 0.9 : 0.4)); });
    style.labels = Labels{fmt::format("coalesce(left(to_string({}), 10), '')", facts.column("date")), 7, rgb(0x202020), label_scale};
    style.order_by = fmt::format("to_string({})", facts.column("date"));
    style.display = facts.column("date");
    return style;
}

LayerStyle positions_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = rules_by_year(facts, [](Colour colour, bool newest) {
        return one(SymbolKind::marker, marker_part("circle", colour, rgb(0xffffff), newest ? 2.0 : 1.4));
    });
    style.order_by = fmt::format("to_string({})", facts.column("date"));
    style.display = facts.column("transect");
    return style;
}

LayerStyle vertices_style(const LayerFacts& facts)
{
    LayerStyle style;
    if (facts.has("date")) {
        style.rules =
            rules_by_year(facts, [](Colour colour, bool) { return one(SymbolKind::marker, marker_part("circle", colour, colour, 0.6)); });
    } else {
        style.rules = {
            {std::string(phrase("qgis.vertices.title")), {}, one(SymbolKind::marker, marker_part("circle", casing, casing, 0.6))}};
    }
    return style;
}

LayerStyle transects_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = {{std::string(phrase("qgis.transects.title")), {}, one(SymbolKind::line, line_part(casing, 0.25))}};
    style.labels = Labels{fmt::format("to_string({})", facts.column("transect")), 7, casing, label_scale};
    style.display = facts.column("transect");
    return style;
}

LayerStyle baseline_style(const LayerFacts&)
{
    LayerStyle style;
    style.rules = {{std::string(phrase("qgis.baseline.title")), {}, one(SymbolKind::line, dashed_part(rgb(0x202020), 0.4, 3, 1.2))}};
    return style;
}

}  // namespace tasi::report

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"

namespace tasi::report {
namespace {

constexpr int label_scale = 8'000;

Symbol one(SymbolKind kind, SymbolPart part) { return {kind, {std::move(part)}}; }

/// The year of a moment, a day or a text in ISO 8601.
std::string year_of(const std::string& column) { return fmt::format("to_int(left(to_string({}), 4))", column); }

std::vector<Rule> rules_by_year(const LayerFacts& facts, Symbol (*draw)(Colour, bool))
{
    const std::string year = year_of(facts.column("date"));
    std::vector<Rule> rules;
    const std::vector<YearClass> classes = year_classes(facts.years_in("date"));
    for (const YearClass& c : classes)
        rules.push_back({c.label, fmt::format("{0} >= {1} AND {0} <= {2}", year, c.first, c.last), draw(c.colour, &c == &classes.back())});
    rules.push_back({facts.words()("undated"), facts.column("date") + " IS NULL", draw(unknown, false)});
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

LayerStyle shorelines_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = rules_by_year(facts, [](Colour colour, bool newest) {
        if (!newest) return one(SymbolKind::line, line_part(colour, 0.35));
        return Symbol{SymbolKind::line, {line_part(rgb(0xffffff), 1.4), line_part(colour, 0.8)}};
    });
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
        style.rules = {{{}, {}, one(SymbolKind::marker, marker_part("circle", casing, casing, 0.6))}};
    }
    return style;
}

LayerStyle transects_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = {{{}, {}, one(SymbolKind::line, line_part(casing, 0.25))}};
    style.labels = Labels{fmt::format("to_string({})", facts.column("transect")), 7, casing, label_scale};
    style.display = facts.column("transect");
    return style;
}

LayerStyle baseline_style(const LayerFacts&)
{
    LayerStyle style;
    style.rules = {{{}, {}, one(SymbolKind::line, dashed_part(rgb(0x202020), 0.4, 3, 1.2))}};
    return style;
}

}  // namespace tasi::report

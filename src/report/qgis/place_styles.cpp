#include <fmt/format.h>

#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {
namespace {

constexpr int label_scale = 100'000;

/// Shape and fill both tell the class: a reader of a black-and-white print sees it too.
Symbol place_symbol(Geometry::Kind kind, Colour colour, std::string_view shape, double size_mm)
{
    if (kind == Geometry::Kind::points) return {SymbolKind::marker, {marker_part(shape, colour, rgb(0x202020), size_mm)}};
    if (kind == Geometry::Kind::lines) return {SymbolKind::line, {line_part(casing, 1.2), line_part(colour, 0.8)}};
    return {SymbolKind::fill, {fill_part(colour.faded(170), rgb(0xffffff), 1.4), fill_part(colour.faded(0), rgb(0x101010), 0.6)}};
}

/// Not assessed is hatched or an empty square: neither safe nor in danger.
Symbol unknown_place(Geometry::Kind kind)
{
    if (kind == Geometry::Kind::points) return {SymbolKind::marker, {marker_part("square", unknown.faded(60), unknown, 2.4)}};
    if (kind == Geometry::Kind::lines) return {SymbolKind::line, {dashed_part(unknown, 0.8, 1.2, 1.2)}};
    return {SymbolKind::fill, {hatch_part(unknown, 0.3, 1.6, 45), fill_part(unknown.faded(0), unknown, 0.4, "dash")}};
}

/// At risk, by the probability of being reached until the last horizon.
std::vector<Rule> at_risk(const LayerFacts& facts)
{
    const std::string is_at_risk = facts.column("class") + " = 'at risk'";
    const std::vector<int> horizons = facts.numbers_after("p_");
    const Colour strong = rate_colours[0], weak = rate_colours[1];
    if (horizons.empty())
        return {{std::string(phrase("qgis.settlements_at_risk.at_risk")), is_at_risk, place_symbol(facts.kind(), strong, "triangle", 4)}};
    const int last = horizons.back();
    const std::string likely = fmt::format("coalesce({}, 1) >= 0.5", facts.column(fmt::format("p_{}", last)));
    return {{phrase_with("qgis.settlements_at_risk.likely", last), is_at_risk + " AND " + likely,
             place_symbol(facts.kind(), strong, "triangle", 4)},
            {phrase_with("qgis.settlements_at_risk.possible", last), fmt::format("{} AND NOT ({})", is_at_risk, likely),
             place_symbol(facts.kind(), weak, "diamond", 3.4)}};
}

}  // namespace

LayerStyle settlements_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = at_risk(facts);
    style.rules.push_back({std::string(phrase("qgis.settlements_at_risk.not_at_risk")), facts.column("class") + " = 'not at risk'",
                           place_symbol(facts.kind(), rgb(0xd1e5f0), "circle", 2.4)});
    style.rules.push_back({std::string(phrase("qgis.settlements_at_risk.not_assessed")), "ELSE", unknown_place(facts.kind())});
    const std::string name = facts.place_name(), reached = facts.column("reach_yr");
    if (!name.empty()) {
        const std::string year = fmt::format("if({0} IS NULL, '', ' (~' || to_string(round({0})) || ')')", reached);
        style.labels = Labels{fmt::format("coalesce({}, '') || {}", name, year), 9, rgb(0x101010), label_scale, true};
        style.display = name;
    }
    // Places in danger on top of others.
    style.order_by = fmt::format("CASE WHEN {0} = 'at risk' THEN 2 WHEN {0} = 'not at risk' THEN 1 ELSE 0 END", facts.column("class"));
    return style;
}

}  // namespace tasi::report

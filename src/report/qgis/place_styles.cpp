#include <algorithm>

#include <fmt/format.h>

#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"

namespace tasi::report {
namespace {

constexpr int name_scale = 50'000;     ///< names of all places
constexpr int danger_scale = 400'000;  ///< names of places in danger

/// From here on a map shows a country: the signs of thousands of places shrink.
constexpr int country_scale = 150'000;

/// A sign that is smaller on the map of a country. The small one lies below: where no scale is known the large one is seen.
Symbol marker_at_scales(std::string_view shape, Colour fill, Colour stroke, double size_mm, double small_mm)
{
    Symbol symbol{SymbolKind::marker, {marker_part(shape, fill, stroke, small_mm), marker_part(shape, fill, stroke, size_mm)}};
    symbol.parts.front().above_scale = country_scale;
    symbol.parts.back().below_scale = country_scale;
    return symbol;
}

/// Shape and fill both tell the class: a reader of a black-and-white print sees it too.
Symbol place_symbol(Geometry::Kind kind, Colour colour, std::string_view shape, double size_mm)
{
    if (kind == Geometry::Kind::points) return marker_at_scales(shape, colour, rgb(0x202020), size_mm, size_mm * 0.6);
    if (kind == Geometry::Kind::lines) return {SymbolKind::line, {line_part(casing, 1.2), line_part(colour, 0.8)}};
    return {SymbolKind::fill, {fill_part(colour.faded(170), rgb(0xffffff), 1.2), fill_part(colour.faded(0), rgb(0x101010), 0.5)}};
}

/// Not assessed is hatched or an empty square: neither safe nor in danger.
Symbol unknown_place(Geometry::Kind kind)
{
    if (kind == Geometry::Kind::points) return marker_at_scales("square", unknown.faded(60), unknown, 2.4, 0.9);
    if (kind == Geometry::Kind::lines) return {SymbolKind::line, {dashed_part(unknown, 0.8, 1.2, 1.2)}};
    return {SymbolKind::fill, {hatch_part(unknown, 0.3, 1.6, 45), fill_part(unknown.faded(0), unknown, 0.4, "dash")}};
}

/// At risk, by the probability of being reached until the last horizon.
std::vector<Rule> at_risk(const LayerFacts& facts)
{
    const MapWords& words = facts.words();
    const std::string is_at_risk = facts.column("class") + " = 'at risk'";
    const std::vector<int> horizons = facts.numbers_after("p_");
    const Colour strong = rate_colours[0], weak = rate_colours[1];
    if (horizons.empty()) return {{words("settlements_at_risk.at_risk"), is_at_risk, place_symbol(facts.kind(), strong, "triangle", 4)}};
    const int last = horizons.back();
    const std::string likely = fmt::format("coalesce({}, 1) >= 0.5", facts.column(fmt::format("p_{}", last)));
    return {
        {words.with("settlements_at_risk.likely", last), is_at_risk + " AND " + likely, place_symbol(facts.kind(), strong, "triangle", 4)},
        {words.with("settlements_at_risk.possible", last), fmt::format("{} AND NOT ({})", is_at_risk, likely),
         place_symbol(facts.kind(), weak, "diamond", 3.4)}};
}

/// Its name, and below it the year by which it is as likely as not reached; places out of danger only where there is room.
Labels place_labels(const LayerFacts& facts, const std::string& name)
{
    const std::string reached = facts.column("reach_yr");
    const std::string year = fmt::format("if({0} IS NULL, '', '\\n' || replace({1}, '{{}}', to_string(to_int(floor({0})))))", reached,
                                         text_expression(facts.words()("settlements_at_risk.reached")));
    const std::string shown = fmt::format("if({} = 'at risk' OR coalesce(@map_scale, 1) < {}, coalesce({}, '') || {}, '')",
                                          facts.column("class"), name_scale, name, year);
    return {shown, 9, rgb(0x101010), danger_scale, true, 10};
}

/// How likely some of an asset is reached by the last horizon.
struct AssetClass {
    double least, under;  ///< probabilities
    const char* words;
    Colour colour;
    double size_mm;
};
constexpr AssetClass asset_classes[] = {{0.5, 2, "assets.likely", rate_colours[0], 3.4},
                                        {0.1, 0.5, "assets.possible", rate_colours[1], 2.8},
                                        {-1, 0.1, "assets.unlikely", rgb(0x4d5d6c), 2.0}};

Symbol asset_symbol(Geometry::Kind kind, const AssetClass& one)
{
    if (kind == Geometry::Kind::points) return {SymbolKind::marker, {marker_part("square", one.colour, rgb(0xffffff), one.size_mm)}};
    if (kind == Geometry::Kind::lines)
        return {SymbolKind::line, {line_part(rgb(0xffffff), one.size_mm / 3 + 0.6), line_part(one.colour, one.size_mm / 3)}};
    return {SymbolKind::fill, {fill_part(one.colour.faded(190), one.colour, 0.3)}};
}

bool holds(const AssetClass& one, const std::vector<std::optional<double>>& values)
{
    for (const auto& p : values)
        if (p && *p >= one.least && *p < one.under) return true;
    return false;
}

}  // namespace

LayerStyle settlements_style(const LayerFacts& facts)
{
    LayerStyle style;
    style.rules = at_risk(facts);
    style.rules.push_back({facts.words()("settlements_at_risk.not_at_risk"), facts.column("class") + " = 'not at risk'",
                           place_symbol(facts.kind(), rgb(0xd1e5f0), "circle", 2.4)});
    style.rules.push_back({facts.words()("settlements_at_risk.not_assessed"), "ELSE", unknown_place(facts.kind())});
    if (const std::string name = facts.place_name(); !name.empty()) {
        style.labels = place_labels(facts, name);
        style.display = name;
    }
    // Places in danger on top of others.
    style.order_by = fmt::format("CASE WHEN {0} = 'at risk' THEN 2 WHEN {0} = 'not at risk' THEN 1 ELSE 0 END", facts.column("class"));
    return style;
}

LayerStyle assets_style(const LayerFacts& facts)
{
    const std::vector<int> horizons = facts.numbers_after("p_");
    const int last = horizons.empty() ? 0 : horizons.back();
    const std::string field = fmt::format("p_{}", last), p = facts.column(field);
    const std::vector<std::optional<double>> values = facts.numbers_in(field);
    LayerStyle style;
    // Only classes that hold something: a road is often a single feature, and its legend then a single line.
    for (const AssetClass& one : asset_classes)
        if (holds(one, values))
            style.rules.push_back({facts.words().with(one.words, last), fmt::format("{0} >= {1} AND {0} < {2}", p, one.least, one.under),
                                   asset_symbol(facts.kind(), one)});
    style.rules.push_back({facts.words()("assets.not_assessed"), "ELSE", unknown_place(facts.kind())});
    const bool all_known = std::all_of(values.begin(), values.end(), [](const auto& value) { return value.has_value(); });
    if (all_known && style.rules.size() == 2) {
        style.rules.pop_back();
        style.rules.front().filter.clear();
    }
    style.order_by = fmt::format("coalesce({}, -1)", p);
    style.display = facts.place_name();
    return style;
}

LayerStyle warnings_style(const LayerFacts& facts)
{
    const MapWords& words = facts.words();
    const Colour yellow = rgb(0xffd92f), black = rgb(0x101010);
    const auto mark = [&](std::string_view shape, Colour fill, double size_mm, const char* angle) {
        SymbolPart part = marker_part(shape, fill, black, size_mm);
        part.settings.emplace_back("angle", angle);
        return Symbol{SymbolKind::marker, {std::move(part)}};
    };
    LayerStyle style;
    style.rules = {{words("warnings.erosion"), facts.column("kind") + " = 'more erosion'", mark("triangle", yellow, 3.4, "180")},
                   {words("warnings.growth"), facts.column("kind") + " = 'more growth'", mark("triangle", rgb(0xffffff), 3.0, "0")},
                   {words("warnings.break"), "ELSE", mark("diamond", yellow, 2.4, "0")}};
    style.order_by = fmt::format("abs(coalesce({}, 0))", facts.column("depart_m"));
    style.display = facts.column("transect");
    return style;
}

}  // namespace tasi::report

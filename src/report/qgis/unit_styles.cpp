#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_looks.hpp"
#include "src/report/qgis/palette.hpp"

namespace tasi::report {
namespace {

constexpr int label_scale = 250'000;

/// What an area is shaded by, and what its legend says.
struct Shading {
    std::string field;    ///< numbers, not negative
    std::string unknown;  ///< expression: the number says nothing
    std::string unit;     ///< key of the words for `{} people`
    std::string none;     ///< words for zero
    std::string missing;  ///< words for unknown
};

/// The largest of 1, 2, 5, 10, 20, 50, ... that is not above `value`.
double round_down(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    const double lead = value / power;
    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

Symbol shaded(Colour colour) { return {SymbolKind::fill, {fill_part(colour.faded(85), colour, 0.4)}}; }
Symbol empty_area() { return {SymbolKind::fill, {fill_part(rgb(0xffffff).faded(60), casing, 0.2)}}; }
Symbol unknown_area()
{
    return {SymbolKind::fill, {hatch_part(unknown.faded(150), 0.2, 3, 45), fill_part(unknown.faded(0), unknown, 0.45, "dash")}};
}

Rule shade_rule(const LayerFacts& facts, const Shading& by, double low, double high, Colour colour)
{
    const MapWords& words = facts.words();
    const std::string column = facts.column(by.field), from = words.number(low), to = words.number(high);
    const std::string amount = high <= 0  ? words.with("rates.over", from)
                               : low <= 0 ? words.with("rates.under", to)
                                          : words.with("rates.within", from, to);
    std::string filter = fmt::format("NOT coalesce({}, true) AND {} >= {}", by.unknown, column, low > 0 ? format_number(low) : "0.5");
    if (high > 0) filter += fmt::format(" AND {} < {}", column, format_number(high));
    return {words.with(by.unit, amount), filter, shaded(colour)};
}

std::vector<Rule> shades(const LayerFacts& facts, const Shading& by)
{
    const std::vector<double> bounds = class_bounds(facts.numbers_in(by.field));
    std::vector<Rule> rules;
    for (std::size_t c = bounds.size() + 1; c-- > 0;) {
        const double low = c == 0 ? 0 : bounds[c - 1], high = c == bounds.size() ? 0 : bounds[c];
        const std::size_t colour = bounds.empty() ? 2 : c * (unit_colours.size() - 1) / bounds.size();
        if (low > 0 || high > 0) rules.push_back(shade_rule(facts, by, low, high, unit_colours[colour]));
    }
    const std::string column = facts.column(by.field);
    rules.push_back({by.none, fmt::format("NOT coalesce({}, true) AND {} < 0.5", by.unknown, column), empty_area()});
    rules.push_back({by.missing, "ELSE", unknown_area()});
    return rules;
}

/// The number of people, else of settlements where nobody stated people.
Shading shading_of_units(const LayerFacts& facts)
{
    const bool counted = has_people(facts);
    const std::string field = counted ? "ppl_risk" : "settl_risk";
    const std::string open =
        fmt::format("({} IS NULL OR {} IN ('no coast measured', 'coast not assessed'))", facts.column(field), facts.column("status"));
    return {field, open, counted ? "admin_units.people" : "admin_units.settlements",
            facts.words()(counted ? "admin_units.nobody" : "admin_units.no_danger"), facts.words()("admin_units.not_assessed")};
}

/// Inland, or a coast that no transect crosses: another thing than a coast whose transects could not be assessed.
Rule no_coast(const LayerFacts& facts)
{
    return {facts.words()("admin_units.no_coast"),
            facts.column("status") + " = 'no coast measured'",
            {SymbolKind::fill, {hatch_part(unknown.faded(90), 0.15, 6, 45), fill_part(unknown.faded(0), unknown, 0.15, "dot")}}};
}

/// A coast that was assessed, with nobody known to live on it: neither safe people nor unknown coast.
Rule no_settlements(const LayerFacts& facts)
{
    return {facts.words()("admin_units.no_settlements"),
            fmt::format("{} IS NULL AND {} = 0 AND {} IN ('assessed', 'partly assessed')", facts.column("ppl_risk"), facts.column("settl"),
                        facts.column("status")),
            {SymbolKind::fill, {fill_part(rgb(0xffffff).faded(0), casing, 0.3, "dot")}}};
}

}  // namespace

bool has_people(const LayerFacts& facts)
{
    const std::vector<std::optional<double>> people = facts.numbers_in("ppl_risk");
    return std::any_of(people.begin(), people.end(), [](const auto& value) { return value.has_value(); });
}

std::vector<double> class_bounds(const std::vector<std::optional<double>>& values)
{
    std::vector<double> positive, bounds;
    for (const auto& value : values)
        if (value && *value >= 0.5) positive.push_back(*value);
    std::sort(positive.begin(), positive.end());
    if (positive.empty()) return {};
    for (std::size_t c = 1; c < unit_colours.size(); ++c) {
        const double bound = round_down(positive[std::min(c * positive.size() / unit_colours.size(), positive.size() - 1)]);
        if (bound > positive.front() * 0.999 && (bounds.empty() || bound > bounds.back())) bounds.push_back(std::max(bound, 1.0));
    }
    if (bounds.empty()) bounds.push_back(std::max(round_down(positive.front()), 1.0));
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    return bounds;
}

LayerStyle admin_units_style(const LayerFacts& facts)
{
    LayerStyle style;
    const Shading by = shading_of_units(facts);
    style.rules = shades(facts, by);
    if (const auto settlements = facts.numbers_in("settl");
        std::find(settlements.begin(), settlements.end(), std::optional<double>(0)) != settlements.end())
        style.rules.insert(style.rules.end() - 1, no_settlements(facts));
    if (const auto coasts = facts.texts_in("status"); std::find(coasts.begin(), coasts.end(), "no coast measured") != coasts.end())
        style.rules.insert(style.rules.end() - 1, no_coast(facts));
    const std::string number = fmt::format(
        "replace({}, '{{}}', format_number({}, 0))",
        text_expression(facts.words()(has_people(facts) ? "admin_units.label" : "admin_units.settlements")), facts.column(by.field));
    const std::string name = fmt::format("coalesce({}, {}, '')", facts.column("name"), facts.column("pcode"));
    style.labels =
        Labels{fmt::format("{} || if(coalesce({}, true) OR {} < 0.5, '', '\\n' || {})", name, by.unknown, facts.column(by.field), number),
               8,
               rgb(0x54278f),
               label_scale,
               false,
               0};
    style.display = name;
    return style;
}

LayerStyle mobility_style(const LayerFacts& facts)
{
    LayerStyle style;
    const MapWords& words = facts.words();
    const Shading by{"people_n", facts.column("people_n") + " IS NULL", "mobility.people", words.with("mobility.people", 0),
                     words("mobility.not_covered")};
    style.rules = shades(facts, by);
    // Counts that may not be told stand apart from places that nobody counted.
    const Symbol hidden{SymbolKind::fill,
                        {hatch_part(unit_colours.front(), 0.3, 1.6, 135), fill_part(unit_colours.front().faded(0), unit_colours[1], 0.4)}};
    style.rules.insert(
        style.rules.end() - 1,
        {words("mobility.hidden"), fmt::format("{} IS NULL AND {} IS NOT NULL", facts.column("people_n"), facts.column("people")), hidden});
    style.labels = Labels{fmt::format("coalesce({}, {}, '') || coalesce('\\n' || {}, '')", facts.column("name"), facts.column("pcode"),
                                      facts.column("people")),
                          8,
                          rgb(0x54278f),
                          label_scale,
                          false,
                          0};
    style.display = facts.column("name");
    return style;
}

}  // namespace tasi::report

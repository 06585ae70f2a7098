#include "src/report/page_legend.hpp"

#include <cmath>
#include <set>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/map_data.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

using kainjow::mustache::data;
using Json = nlohmann::ordered_json;

data rate_legend(const Texts& text)
{
    data rows(data::type::list);
    for (const RateClass& look : rate_classes()) {
        data row(data::type::object);
        row.set("colour", look.colour);
        row.set("width", format_number(look.width + 1));
        row.set("casing", look.dashed ? data(false) : data(format_number(look.width + 3)));
        row.set("dashed", look.dashed);
        row.set("text", text(look.text));
        rows.push_back(row);
    }
    return rows;
}

data shoreline_ramp()
{
    data steps(data::type::list);
    for (int i = 0; i < 10; ++i) {
        data step(data::type::object);
        step.set("x", std::to_string(10 * i));
        step.set("colour", shoreline_colour(i / 9.0));
        steps.push_back(step);
    }
    return steps;
}

std::set<int> whole_numbers(const Layer* layer, const char* field)
{
    std::set<int> found;
    if (layer)
        for (const Feature& feature : layer->features)
            if (const auto value = Cells(*layer).number(feature, field)) found.insert(static_cast<int>(std::lround(*value)));
    return found;
}

data years_of(const std::set<int>& years)
{
    data list(data::type::list);
    for (const int year : years) {
        data one(data::type::object);
        one.set("year", std::to_string(year));
        one.set("last", year == *years.rbegin());
        list.push_back(one);
    }
    return list;
}

void put_zones(data& page, const StudyResults& results, const Texts& text)
{
    const Layer* zones = results.layer("hazard_zones");
    const std::set<int> years = whole_numbers(zones, "year"), probabilities = whole_numbers(zones, "prob");
    data class_list(data::type::list);
    for (const int probability : probabilities) {
        data one(data::type::object);
        one.set("opacity", format_fixed(zone_opacity(probability), 2));
        one.set("text", text("zone_class", {{"p", std::to_string(probability)}}));
        class_list.push_back(one);
    }
    page.set("has_zones", !years.empty());
    page.set("zone_years", years_of(years));
    page.set("zone_classes", class_list);
}

void put_forecast(data& page, const StudyResults& results)
{
    const std::set<int> years = whole_numbers(results.layer("forecast_lines"), "year");
    page.set("has_forecast", !years.empty());
    page.set("forecast_years", years_of(years));
    page.set("has_bands", results.layer("forecast") != nullptr);
}

/// The rule of the setback from its columns, in the language of the page.
void put_setback(data& page, const StudyResults& results, const Texts& text)
{
    const Layer* setback = results.layer("setback");
    page.set("has_setback", setback && !setback->features.empty());
    if (!setback || setback->features.empty()) return;
    const Cells cell(*setback);
    const Feature& first = setback->features.front();
    const auto years = cell.number(first, "years"), storm = cell.number(first, "storm_m"), quantile = cell.number(first, "quantile");
    const std::string stated = printable(cell.text(first, "rule"));
    const bool known = years && storm && quantile;
    std::string rule =
        known ? text("setback_rule", {{"years", text.number(*years)},
                                      {"storm", figure(text, storm, *storm == std::round(*storm) ? 0 : 1)},
                                      {"quantile", figure(text, 100 * *quantile, *quantile * 100 == std::round(*quantile * 100) ? 0 : 1)}})
              : stated;
    if (known && !results.parameter("setback", "slr").empty()) rule += " " + text("setback_slr");
    page.set("setback_rule", rule);
    page.set("rule_untranslated", !known && text.language().code != "en");
}

/// Colours of units by people expected to be reached, from none to many.
struct UnitClass {
    double from;
    const char* colour;
    const char* text;
};

constexpr UnitClass unit_classes[] = {
    {1000, "#7a0177", "units_1000"},
    {100, "#c51b8a", "units_100"},
    {1, "#f768a1", "units_1"},
    {0, "#feebe2", "units_0"},
};

void put_units(data& page, const StudyResults& results, const Texts& text)
{
    data rows(data::type::list);
    for (const UnitClass& one : unit_classes) {
        data row(data::type::object);
        row.set("colour", one.colour);
        row.set("text", text(one.text));
        rows.push_back(row);
    }
    data none(data::type::object);
    none.set("colour", "none");
    none.set("text", text("units_none"));
    rows.push_back(none);
    page.set("has_units", results.layer("admin_units") != nullptr);
    page.set("unit_classes", rows);
}

/// The map in words, for those who do not see it.
void put_description(data& page, const StudyResults& results, const Texts& text)
{
    const Layer* places = results.layer("settlements_at_risk");
    page.set("map_text", text("map_text", {{"transects", count(text, results.rates().features.size())},
                                           {"settlements", count(text, places ? places->features.size() : 0)}}));
}

}  // namespace

void put_legend(data& page, const StudyResults& results, const Texts& text)
{
    const Layer* lines = results.layer("shorelines");
    const Dates dates = lines ? shoreline_dates(*lines) : Dates();
    page.set("rates_legend", text("rates_legend"));
    page.set("rate_classes", rate_legend(text));
    page.set("has_shorelines", dates.first.has_value());
    page.set("first_shoreline", dates.first ? std::to_string(dates.first->year()) : "");
    page.set("last_shoreline", dates.last ? std::to_string(dates.last->year()) : "");
    page.set("ramp", shoreline_ramp());
    put_zones(page, results, text);
    put_forecast(page, results);
    put_setback(page, results, text);
    put_units(page, results, text);
    put_description(page, results, text);
    page.set("has_settlements", results.layer("settlements_at_risk") != nullptr);
}

Json map_looks(const StudyResults& results)
{
    Json classes = Json::array(), opacity = Json::object(), units = Json::array();
    for (const RateClass& look : rate_classes())
        classes.push_back({{"colour", look.colour}, {"width", look.width}, {"dashed", look.dashed}});
    for (const int probability : whole_numbers(results.layer("hazard_zones"), "prob"))
        opacity[std::to_string(probability)] = std::round(100 * zone_opacity(probability)) / 100;
    for (const UnitClass& one : unit_classes) units.push_back({{"from", one.from}, {"colour", one.colour}});
    return {{"classes", classes}, {"zone_opacity", opacity}, {"units", units}};
}

}  // namespace tasi::report

#include "src/report/page.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <kainjow/mustache.hpp>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/findings.hpp"
#include "src/report/map_data.hpp"
#include "src/report/page_policy.hpp"
#include "src/report/page_tables.hpp"
#include "src/report/provenance.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/series_data.hpp"
#include "src/report/static_map.hpp"

namespace tasi::report {
namespace {

using kainjow::mustache::data;
using Json = nlohmann::ordered_json;

data list_of(const std::vector<std::string>& texts)
{
    data list(data::type::list);
    for (const std::string& one : texts) list.push_back(one);
    return list;
}

/// Strings `<name>_1`, `<name>_2`, ...
data numbered(const Texts& text, const std::string& name)
{
    data list(data::type::list);
    for (int i = 1; text.has(name + "_" + std::to_string(i)); ++i) list.push_back(text(name + "_" + std::to_string(i)));
    return list;
}

data strings_of(const Texts& text)
{
    data strings(data::type::object);
    for (const auto& [key, value] : text.all()) strings.set(key, value);
    return strings;
}

// ---- the parts of the page

std::optional<Instant> as_of(const Layer& rates)
{
    std::optional<Instant> newest;
    for (const Feature& feature : rates.features)
        if (const auto date = Cells(rates).moment(feature, "as_of"); date && (!newest || *newest < *date)) newest = date;
    return newest;
}

void put_head(data& page, const StudyResults& results, const Texts& text, const PageOptions& options)
{
    const auto date = as_of(results.rates());
    page.set("lang", text.language().code);
    page.set("title", printable(options.title));
    page.set("generator", "tasi " + options.version);
    page.set("state", date ? text("state", {{"date", text.day(*date)}}) : text("state_unknown"));
    page.set("unreviewed", !text.language().reviewed);
    page.set("footer", text("footer", {{"version", options.version}}));
    page.set("interactive", !leaflet_version().empty());
    page.set("static_map", static_map(results, text));
}

void put_quality(data& page, const StudyResults& results, const Texts& text)
{
    page.set("open", list_of(not_assessed(results, text)));
    page.set("remarks", list_of(quality_remarks(results, text)));
    const std::vector<Doubt> doubts = doubts_of(results);
    data rows(data::type::list);
    for (const Doubt& doubt : doubts) {
        data row(data::type::object);
        row.set("name", doubt.name);
        row.set("what", doubt.what);
        row.set("count", text.number(static_cast<double>(doubt.count)));
        rows.push_back(row);
    }
    page.set("has_doubts", !doubts.empty());
    page.set("doubts_summary", text("doubts_summary", {{"kinds", std::to_string(doubts.size())}}));
    page.set("doubts", rows);
}

void put_findings(data& page, const StudyResults& results, const Texts& text)
{
    data cards(data::type::list);
    for (const Finding& finding : headline_findings(results, text)) {
        data card(data::type::object);
        card.set("id", finding.id);
        card.set("figure", finding.figure);
        card.set("text", finding.text);
        cards.push_back(card);
    }
    page.set("findings", cards);
}

// ---- legend

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

/// The surer, the stronger.
double zone_opacity(int probability) { return 0.15 + 0.5 * probability / 100; }

void put_zones(data& page, const StudyResults& results, const Texts& text)
{
    const Layer* zones = results.layer("hazard_zones");
    const std::set<int> years = whole_numbers(zones, "year"), probabilities = whole_numbers(zones, "prob");
    data year_list(data::type::list), class_list(data::type::list);
    for (const int year : years) {
        data one(data::type::object);
        one.set("year", std::to_string(year));
        one.set("last", year == *years.rbegin());
        year_list.push_back(one);
    }
    for (const int probability : probabilities) {
        data one(data::type::object);
        one.set("opacity", format_fixed(zone_opacity(probability), 2));
        one.set("text", text("zone_class", {{"p", std::to_string(probability)}}));
        class_list.push_back(one);
    }
    page.set("has_zones", !years.empty());
    page.set("zone_years", year_list);
    page.set("zone_classes", class_list);
}

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
    std::vector<std::string> years;
    for (const int year : whole_numbers(results.layer("forecast_lines"), "year")) years.push_back(std::to_string(year));
    page.set("has_forecast", !years.empty());
    page.set("forecast_years", join(years, ", "));
    const Layer* setback = results.layer("setback");
    const bool drawn = setback && !setback->features.empty();
    page.set("has_setback", drawn);
    page.set("setback_rule", drawn ? printable(Cells(*setback).text(setback->features.front(), "rule")) : "");
    page.set("has_settlements", results.layer("settlements_at_risk") != nullptr);
}

void put_method(data& page, const StudyResults& results, const Texts& text)
{
    page.set("means", numbered(text, "means"));
    page.set("means_not", numbered(text, "means_not"));
    page.set("methods", numbered(text, "method"));
    const std::vector<std::string> scenes = scenes_by_sensor(results);
    page.set("scenes", scenes.empty() ? text("prov_none") : join(scenes, ", "));
    page.set("crs", results.crs.name);
    const std::vector<Step> steps = steps_of(results);
    const std::string tool = steps.empty() || steps.front().tool.empty() ? text("prov_none") : steps.front().tool;
    const std::string map = leaflet_version().empty() ? "" : ", Leaflet " + leaflet_version();
    page.set("program", join({tool, libraries_of(results)}, "; ") + map);
    data rows(data::type::list);
    for (const Step& step : steps) {
        data row(data::type::object);
        row.set("file", step.file);
        row.set("command", step.command);
        row.set("options", step.options);
        row.set("inputs", std::to_string(step.inputs));
        row.set("sha256", step.sha256);
        rows.push_back(row);
    }
    page.set("steps", rows);
}

// ---- what the scripts get

Json script_texts(const Texts& text)
{
    Json strings{{"decimal", std::string(1, text.language().decimal)}, {"thousands", text.language().thousands}};
    for (const char* key : {"zoom_in", "zoom_out", "zone", "layer_forecast", "chart_axis", "chart_unknown", "col_transect", "filter", "all",
                            "rows", "show_all", "show_fewer", "open_chart"})
        strings[key] = text(key);
    return strings;
}

/// The transect that the chart shows first: that of the fastest retreat.
std::size_t first_transect(const Layer& rates)
{
    const Cells cell(rates);
    std::size_t first = 0;
    double least = 0;
    for (std::size_t row = 0; row < rates.features.size(); ++row) {
        const double rate = cell.number(rates.features[row], "LRR").value_or(0);
        if (cell.text(rates.features[row], "trend") == "eroding" && rate < least) least = rate, first = row;
    }
    return first;
}

Json map_with_looks(MapData& map, const StudyResults& results)
{
    Json classes = Json::array(), opacity = Json::object();
    for (const RateClass& look : rate_classes())
        classes.push_back({{"colour", look.colour}, {"width", look.width}, {"dashed", look.dashed}});
    for (const int probability : whole_numbers(results.layer("hazard_zones"), "prob"))
        opacity[std::to_string(probability)] = std::round(100 * zone_opacity(probability)) / 100;
    map.json["classes"] = classes;
    map.json["zone_opacity"] = opacity;
    return std::move(map.json);
}

void put_data(data& page, io::Session& session, const StudyResults& results, const Texts& text)
{
    MapData map = map_data(session, results, text);
    SeriesData series = series_data(results, text);
    const std::size_t all = results.rates().features.size();
    page.set("map_note", text("map_note", {{"tolerance", text.number(map.tolerance_m)}}));
    page.set("series_note", series.with_positions == all
                                ? std::string()
                                : text("series_note", {{"n", text.number(static_cast<double>(series.with_positions))},
                                                       {"all", text.number(static_cast<double>(all))}}));
    page.set("data", json_for_script({{"text", script_texts(text)},
                                      {"first", first_transect(results.rates())},
                                      {"map", map_with_looks(map, results)},
                                      {"series", std::move(series.json)}}));
}

}  // namespace

std::string json_for_script(const Json& json)
{
    std::string text;
    for (const char c : json.dump(-1, ' ', true)) text += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return text;
}

std::string page(io::Session& session, const StudyResults& results, const std::vector<Table>& tables, const Texts& text,
                 const PageOptions& options)
{
    data page(data::type::object);
    page.set("t", strings_of(text));
    put_head(page, results, text, options);
    put_quality(page, results, text);
    put_findings(page, results, text);
    put_legend(page, results, text);
    put_method(page, results, text);
    put_data(page, session, results, text);
    page.set("tables", page_tables(tables, text));
    put_policy(page);
    kainjow::mustache::mustache pattern{std::string(embedded("page/page.html"))};
    if (!pattern.is_valid()) throw BugError("PAGE", "page.html", pattern.error_message(), "please report this");
    return pattern.render(page);
}

}  // namespace tasi::report

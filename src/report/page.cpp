#include "src/report/page.hpp"

#include <algorithm>

#include <kainjow/mustache.hpp>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/findings.hpp"
#include "src/report/map_data.hpp"
#include "src/report/page_legend.hpp"
#include "src/report/page_policy.hpp"
#include "src/report/page_tables.hpp"
#include "src/report/provenance.hpp"
#include "src/report/series_data.hpp"
#include "src/report/static_map.hpp"
#include "src/report/words.hpp"

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
    const std::vector<Doubt> doubts = doubts_of(results, text);
    data rows(data::type::list);
    for (const Doubt& doubt : doubts) {
        data row(data::type::object);
        row.set("name", doubt.name);
        row.set("what", doubt.what);
        row.set("said", doubt.said);
        row.set("untranslated", doubt.said.empty() && text.language().code != "en");
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
        card.set("steps", list_of(finding.steps));
        card.set("has_steps", !finding.steps.empty());
        card.set("has_open", !finding.open.empty());
        card.set("open", finding.open);
        cards.push_back(card);
    }
    page.set("findings", cards);
}

// ---- method

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

Json script_texts(const StudyResults& results, const Texts& text)
{
    Json strings{{"decimal", std::string(1, text.language().decimal)}, {"thousands", text.language().thousands}};
    for (const char* key : {"zoom_in",
                            "zoom_out",
                            "zone",
                            "layer_forecast",
                            "layer_bands",
                            "chart_axis",
                            "chart_unknown",
                            "chart_not_assessed",
                            "chart_no_series",
                            "col_transect",
                            "col_ppl_risk",
                            "filter",
                            "all",
                            "rows",
                            "show_all",
                            "show_fewer",
                            "open_chart",
                            "show_place",
                            "all_dates",
                            "overview"})
        strings[key] = text(key);
    strings["chart_summary"] = text("chart_summary", {{"confidence", results.confidence()},
                                                      {"rate", "{rate}"},
                                                      {"interval", "{interval}"},
                                                      {"trend", "{trend}"},
                                                      {"n", "{n}"},
                                                      {"certainty", "{certainty}"}});
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

void put_data(data& page, io::Session& session, const StudyResults& results, const Texts& text)
{
    MapData map = map_data(session, results, text);
    SeriesData series = series_data(results, text);
    const std::size_t all = results.rates().features.size();
    map.json["looks"] = map_looks(results);
    page.set("map_note", text(map.between_m > map.tolerance_m ? "map_note_between" : "map_note",
                              {{"tolerance", text.number(map.tolerance_m)}, {"between", text.number(map.between_m)}}));
    page.set("series_note", series.with_positions == all
                                ? std::string()
                                : text("series_note", {{"n", count(text, series.with_positions)}, {"all", count(text, all)}}));
    page.set("data", json_for_script({{"text", script_texts(results, text)},
                                      {"first", first_transect(results.rates())},
                                      {"words", std::move(series.words)},
                                      {"spans", std::move(series.spans)},
                                      {"years", std::move(series.years)},
                                      {"map", std::move(map.json)},
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

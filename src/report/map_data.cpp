#include "src/report/map_data.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/report/cells.hpp"
#include "src/report/simplify.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr double first_tolerance_m = 2;
constexpr std::size_t most_vertices = 200'000;  ///< of lines and zones together: about 2 MB of page

/// Moves simplified geometry to longitude and latitude and writes it down.
class Drawer {
public:
    Drawer(io::Session& session, const Crs& crs, double tolerance_m)
        : to_globe_(session, crs, io::crs_from_user("EPSG:4326")), tolerance_m_(tolerance_m)
    {
    }

    Json line(const Polyline& vertices) { return line(vertices, tolerance_m_); }
    Json line(const Polyline& vertices, double tolerance_m)
    {
        Json numbers = Json::array();
        std::int64_t x = 0, y = 0;
        for (const Point& vertex : simplified(vertices, tolerance_m)) {
            const Point p = to_globe_(vertex);
            const std::int64_t at_x = std::llround(1e6 * p.x), at_y = std::llround(1e6 * p.y);
            numbers.push_back(at_x - x);
            numbers.push_back(at_y - y);
            x = at_x;
            y = at_y;
            ++vertices_;
        }
        return numbers;
    }
    Json lines(const Geometry& geometry) { return lines(geometry, tolerance_m_); }
    Json lines(const Geometry& geometry, double tolerance_m)
    {
        Json list = Json::array();
        for (const Polyline& one : geometry.lines) list.push_back(line(one, tolerance_m));
        return list;
    }
    Json polygons(const std::vector<Polygon>& polygons)
    {
        Json list = Json::array();
        for (const Polygon& polygon : polygons) {
            Json rings = Json::array({line(polygon.exterior)});
            for (const Polyline& hole : polygon.holes) rings.push_back(line(hole));
            list.push_back(std::move(rings));
        }
        return list;
    }
    std::size_t vertices() const { return vertices_; }

private:
    io::Transformer to_globe_;
    double tolerance_m_;
    std::size_t vertices_ = 0;
};

/// The first and the last as fine as the rest of the map, those between as `between_m` says.
Json shorelines(Drawer& draw, const Layer& layer, const Texts& text, double between_m)
{
    const Cells cell(layer);
    const Dates dates = shoreline_dates(layer);
    std::vector<std::pair<Instant, const Feature*>> by_date;
    for (const Feature& feature : layer.features)
        if (const auto date = cell.moment(feature, "date"); date && !feature.geometry.lines.empty()) by_date.emplace_back(*date, &feature);
    std::stable_sort(by_date.begin(), by_date.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json list = Json::array();
    for (const auto& [date, feature] : by_date) {
        const bool end = date == by_date.front().first || date == by_date.back().first;
        list.push_back({{"d", text.day(date)},
                        {"s", printable(cell.text(*feature, "sensor"))},
                        {"c", shoreline_colour(dates.share(date))},
                        {"g", end ? draw.lines(feature->geometry) : draw.lines(feature->geometry, between_m)}});
    }
    return list;
}

/// One line each, in the order of the rates: empty where a transect has none.
Json transects(Drawer& draw, const Layer& rates)
{
    Json list = Json::array();
    for (const Feature& feature : rates.features)
        list.push_back(feature.geometry.lines.empty() ? Json::array() : draw.line(feature.geometry.lines.front()));
    return list;
}

Json bands(Drawer& draw, const StudyResults& results)
{
    Json list = Json::array();
    const Layer* forecast = results.layer("forecast");
    if (!forecast) return list;
    for (const auto& [year, polygons] : forecast_bands(results.rates(), *forecast))
        list.push_back({{"y", year}, {"g", draw.polygons(polygons)}});
    return list;
}

/// Units with what their colour and pop-up say.
Json units(Drawer& draw, const StudyResults& results, const Texts& text)
{
    Json list = Json::array();
    const Layer* layer = results.layer("admin_units");
    if (!layer) return list;
    const Cells cell(*layer);
    for (const Feature& feature : layer->features) {
        const auto people = cell.number(feature, "ppl_risk");
        const std::string name = cell.text(feature, "name"), code = cell.text(feature, "pcode");
        Json one{{"n", printable(name.empty() ? code : name)}, {"s", word(text, "status", cell.text(feature, "status"))}};
        if (people) one["p"] = std::round(*people * 10) / 10;
        one["v"] = figure(text, people);
        one["g"] = draw.polygons(feature.geometry.polygons);
        list.push_back(std::move(one));
    }
    return list;
}

/// Lines or polygons with a year, and zones with their probability.
Json by_year(Drawer& draw, const StudyResults& results, const char* name)
{
    Json list = Json::array();
    const Layer* layer = results.layer(name);
    if (!layer) return list;
    const Cells cell(*layer);
    for (const Feature& feature : layer->features) {
        Json one{{"y", cell.number(feature, "year").value_or(0)}};
        if (const auto probability = cell.number(feature, "prob")) one["p"] = *probability;
        one["g"] =
            feature.geometry.kind == Geometry::Kind::polygons ? draw.polygons(feature.geometry.polygons) : draw.lines(feature.geometry);
        list.push_back(std::move(one));
    }
    return list;
}

/// What a pop-up says of a settlement: the headings once, then a list of figures for each.
Json headings_of(const std::vector<int>& years, const Texts& text)
{
    Json headings = Json::array();
    for (const char* key : {"col_class", "col_reach", "col_reach_lo", "col_reach_hi"}) headings.push_back(text(key));
    for (const int year : years) headings.push_back(text("col_p", {{"year", std::to_string(year)}}));
    for (const char* key : {"col_distance", "col_note"}) headings.push_back(text(key));
    return headings;
}

Json figures_of(const Layer& layer, const Feature& feature, const std::vector<int>& years, const Texts& text)
{
    const Cells cell(layer);
    const std::string assessment = cell.text(feature, "class");
    const bool open = assessment == "not assessed";
    Json figures = Json::array({word(text, "risk", assessment)});
    const auto say = [&](const std::string& said) { figures.push_back(said == "–" ? "" : said); };
    for (const char* field : {"reach_yr", "reach_lo", "reach_hi"})
        say(open ? "" : year_of(cell.number(feature, field), text("after_2200")));
    for (const int year : years) say(chance(text, cell.number(feature, "p_" + std::to_string(year))));
    say(figure(text, cell.number(feature, "dist_m")));
    say(reason_of(text, cell.text(feature, "reason")));
    return figures;
}

Json settlements(Drawer& draw, const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    if (!layer) return {{"headings", Json::array()}, {"rows", Json::array()}};
    const std::vector<int> years = horizons(*layer, "p_");
    Json rows = Json::array();
    for (std::size_t row = 0; row < layer->features.size(); ++row) {
        const Feature& feature = layer->features[row];
        Json one{{"n", settlement_name(*layer, row)},
                 {"k", Cells(*layer).text(feature, "class")},
                 {"f", figures_of(*layer, feature, years, text)}};
        if (!feature.geometry.polygons.empty()) one["g"] = draw.polygons(feature.geometry.polygons);
        if (!feature.geometry.points.empty()) one["at"] = draw.line({feature.geometry.points.front()});
        rows.push_back(std::move(one));
    }
    return {{"headings", headings_of(years, text)}, {"rows", std::move(rows)}};
}

Json drawn(Drawer& draw, const StudyResults& results, const Texts& text, double between_m)
{
    const Layer* lines = results.layer("shorelines");
    return {{"land", draw.polygons(land_strips(results.rates()))},
            {"units", units(draw, results, text)},
            {"shorelines", lines ? shorelines(draw, *lines, text, between_m) : Json::array()},
            {"zones", by_year(draw, results, "hazard_zones")},
            {"setback", by_year(draw, results, "setback")},
            {"bands", bands(draw, results)},
            {"forecast", by_year(draw, results, "forecast_lines")},
            {"transects", transects(draw, results.rates())},
            {"settlements", settlements(draw, results, text)}};
}

}  // namespace

std::string shoreline_colour(double share)
{
    struct Colour {
        double red, green, blue;
    };
    constexpr Colour oldest{205, 190, 222}, newest{63, 20, 92};
    const auto between = [&](double a, double b) { return static_cast<int>(std::lround(a + share * (b - a))); };
    return fmt::format("#{:02x}{:02x}{:02x}", between(oldest.red, newest.red), between(oldest.green, newest.green),
                       between(oldest.blue, newest.blue));
}

double zone_opacity(double probability_percent) { return 0.15 + 0.5 * probability_percent / 100; }

double Dates::share(const Instant& date) const
{
    const double span = first && last ? years_between(*first, *last) : 0;
    return span > 0 ? years_between(*first, date) / span : 1;
}

Dates shoreline_dates(const Layer& shorelines)
{
    Dates dates;
    for (const Feature& feature : shorelines.features) {
        const auto date = Cells(shorelines).moment(feature, "date");
        if (!date || feature.geometry.lines.empty()) continue;
        if (!dates.first || *date < *dates.first) dates.first = date;
        if (!dates.last || *dates.last < *date) dates.last = date;
    }
    return dates;
}

MapData map_data(io::Session& session, const StudyResults& results, const Texts& text)
{
    constexpr double coarsest = 4;  ///< of the shorelines between, against the rest: they are given up first
    for (double between_m = first_tolerance_m;; between_m *= 2) {
        const double tolerance_m = std::max(first_tolerance_m, between_m / coarsest);
        Drawer draw(session, results.crs, tolerance_m);
        Json json = drawn(draw, results, text, between_m);
        if (draw.vertices() <= most_vertices || tolerance_m > 1000) return {std::move(json), tolerance_m, between_m};
    }
}

}  // namespace tasi::report

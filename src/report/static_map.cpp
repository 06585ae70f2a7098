#include "src/report/static_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/map_data.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/static_frame.hpp"

namespace tasi::report {
namespace {

Frame frame_of(const StudyResults& results)
{
    Frame frame;
    for (const Feature& feature : results.rates().features)
        for (const Polyline& line : feature.geometry.lines)
            for (const Point& p : line) frame.hold(p);
    frame.settle();
    return frame;
}

std::string shorelines(const Frame& frame, const Layer& layer)
{
    const Dates dates = shoreline_dates(layer);
    std::string svg;
    for (const Feature& feature : layer.features) {
        const auto date = Cells(layer).moment(feature, "date");
        if (!date || !(date == dates.first || date == dates.last)) continue;
        for (const Polyline& line : feature.geometry.lines)
            svg += drawn_line(frame, line, fmt::format("stroke=\"{}\" stroke-width=\"1.6\"", shoreline_colour(dates.share(*date))));
    }
    return svg;
}

/// Where transects stand close, their lines are thinner: half the median distance between neighbours, never wider than they are.
double thinning(const Frame& frame, const Layer& rates)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < rates.features.size(); ++i) {
        const auto &before = rates.features[i - 1].geometry.lines, &here = rates.features[i].geometry.lines;
        if (!before.empty() && !here.empty()) gaps.push_back(distance(before.front().front(), here.front().front()) * frame.scale);
    }
    if (gaps.empty()) return 1;
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return std::clamp(*middle / 10, 0.3, 1.0);
}

/// Lines of one look, drawn as one path.
struct Bundle {
    std::string path;
    Point last{std::numeric_limits<double>::infinity(), 0};  ///< where the last one that was drawn starts, in the picture
};

/// The transects by class. Of those of one class that lie within a unit of the picture one is drawn.
std::vector<Bundle> bundles(const Frame& frame, const Layer& rates)
{
    constexpr double nearest = 0.9;
    std::vector<Bundle> list(rate_classes().size());
    for (const Feature& feature : rates.features) {
        if (feature.geometry.lines.empty() || feature.geometry.lines.front().empty()) continue;
        Bundle& bundle = list[rate_class(rates, feature)];
        const Point start = feature.geometry.lines.front().front(), at{frame.x(start), frame.y(start)};
        if (distance(at, bundle.last) < nearest) continue;
        bundle.last = at;
        for (const Polyline& line : feature.geometry.lines) bundle.path += path_of(frame, line);
    }
    return list;
}

/// Every transect lies on a wider grey line: pale colours vanish on white.
std::string transects(const Frame& frame, const Layer& rates)
{
    const double share = thinning(frame, rates);
    const std::vector<Bundle> lines = bundles(frame, rates);
    std::string casings, colours;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const RateClass& look = rate_classes()[i];
        if (lines[i].path.empty()) continue;
        if (!look.dashed)
            casings += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"#6e6e6e\" stroke-width=\"{}\"/>\n", lines[i].path,
                                   format_fixed((look.width + 1.4) * share, 2));
        colours += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n", lines[i].path, look.colour,
                               format_fixed(look.width * share, 2), look.dashed ? " stroke-dasharray=\"4 4\"" : "");
    }
    return casings + colours;
}

/// Those of the last year, the surer, the stronger.
std::string zones(const Frame& frame, const StudyResults& results)
{
    const Layer* layer = results.layer("hazard_zones");
    if (!layer) return {};
    const Cells cell(*layer);
    double last = 0;
    for (const Feature& feature : layer->features) last = std::max(last, cell.number(feature, "year").value_or(0));
    std::string svg;
    for (const Feature& feature : layer->features)
        if (cell.number(feature, "year") == last)
            svg += drawn_polygons(frame, feature.geometry.polygons,
                                  fmt::format("fill=\"#d95f02\" fill-opacity=\"{}\" stroke=\"#8a3d02\" stroke-width=\"0.6\"",
                                              format_fixed(zone_opacity(cell.number(feature, "prob").value_or(0)), 2)));
    return svg;
}

/// Lines of one layer; of forecasts those of the last year.
std::string lines_of(const Frame& frame, const StudyResults& results, const char* name, const std::string& look)
{
    const Layer* layer = results.layer(name);
    if (!layer) return {};
    const Cells cell(*layer);
    double last = 0;
    for (const Feature& feature : layer->features) last = std::max(last, cell.number(feature, "year").value_or(0));
    std::string svg;
    for (const Feature& feature : layer->features)
        if (cell.number(feature, "year").value_or(last) == last)
            for (const Polyline& line : feature.geometry.lines) svg += drawn_line(frame, line, look);
    return svg;
}

std::string units(const Frame& frame, const StudyResults& results)
{
    std::string svg;
    if (const Layer* layer = results.layer("admin_units"))
        for (const Feature& feature : layer->features)
            svg += drawn_polygons(frame, feature.geometry.polygons,
                                  "fill=\"none\" stroke=\"#5a5a5a\" stroke-width=\"1.2\" stroke-dasharray=\"6 2 1 2\"");
    return svg;
}

/// A round length of about a fifth of the picture.
std::string scale_bar(const Frame& frame, const Texts& text)
{
    const double wish = 0.2 * Frame::width / frame.scale, power = std::pow(10, std::floor(std::log10(wish)));
    const double metres = power * (wish >= 5 * power ? 5 : wish >= 2 * power ? 2 : 1);
    const double x = Frame::margin, y = frame.height - 18, end = x + metres * frame.scale;
    const std::string label = metres >= 1000 ? text.number(metres / 1000) + " km" : text.number(metres) + " m";
    return fmt::format(
        "<path d=\"M{0} {1}v6H{2}v-6\" fill=\"none\" stroke=\"#1f1f1f\" stroke-width=\"1.6\"/>\n"
        "<text x=\"{3}\" y=\"{4}\">{5}</text>\n",
        format_fixed(x, 1), format_fixed(y, 1), format_fixed(end, 1), format_fixed(end + 8, 1), format_fixed(y + 6, 1), label);
}

std::string north_arrow()
{
    return "<path d=\"M968 18l8 24-8-6-8 6z\" fill=\"#1f1f1f\"/>\n<text x=\"968\" y=\"58\" text-anchor=\"middle\">N</text>\n";
}

}  // namespace

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text) switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    return result;
}

std::string static_map(const StudyResults& results, const Texts& text)
{
    const Frame frame = frame_of(results);
    std::string svg = fmt::format(
        "<svg class=\"static-map\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\" font-size=\"15\" stroke-linejoin=\"round\">\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#eaf2f6\"/>\n",
        format_fixed(Frame::width, 0), format_fixed(frame.height, 0), escaped(text("map_label")));
    svg += drawn_polygons(frame, land_strips(results.rates()), "fill=\"#e9dfc3\"");
    svg += units(frame, results);
    svg += transects(frame, results.rates());
    svg += zones(frame, results);
    if (const Layer* lines = results.layer("shorelines")) svg += shorelines(frame, *lines);
    svg += lines_of(frame, results, "setback", "stroke=\"#1f1f1f\" stroke-width=\"2\" stroke-dasharray=\"2 3\"");
    svg += lines_of(frame, results, "forecast_lines", "stroke=\"#0b6e4f\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
    if (const Layer* places = results.layer("settlements_at_risk")) svg += drawn_settlements(frame, *places);
    return svg + scale_bar(frame, text) + north_arrow() + "</svg>\n";
}

}  // namespace tasi::report

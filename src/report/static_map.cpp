#include "src/report/static_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/map_data.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/simplify.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

constexpr double width = 1000, margin = 30, least_height = 260, most_height = 1200;

/// From metres to the units of the picture.
struct Frame {
    double left = std::numeric_limits<double>::infinity(), bottom = left, right = -left, top = -left;
    double scale = 1, height = least_height;  ///< units a metre

    void hold(const Point& p)
    {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        bottom = std::min(bottom, p.y);
        top = std::max(top, p.y);
    }
    void settle()
    {
        if (left > right) left = bottom = right = top = 0;
        const double across = std::max(right - left, 100.0), up = std::max(top - bottom, 100.0);
        scale = std::min((width - 2 * margin) / across, (most_height - 2 * margin) / up);
        height = std::max(least_height, up * scale + 2 * margin);
    }
    double x(const Point& p) const { return width / 2 + (p.x - (left + right) / 2) * scale; }
    double y(const Point& p) const { return height / 2 - (p.y - (bottom + top) / 2) * scale; }
};

Frame frame_of(const StudyResults& results)
{
    Frame frame;
    for (const Feature& feature : results.rates().features)
        for (const Polyline& line : feature.geometry.lines)
            for (const Point& p : line) frame.hold(p);
    frame.settle();
    return frame;
}

std::string path_of(const Frame& frame, const Polyline& line, bool closed = false)
{
    std::string path;
    for (const Point& p : simplified(line, 0.3 / frame.scale))
        path += fmt::format("{}{} {}", path.empty() ? "M" : "L", format_fixed(frame.x(p), 1), format_fixed(frame.y(p), 1));
    return closed ? path + "Z" : path;
}

std::string drawn_polygons(const Frame& frame, const std::vector<Polygon>& polygons, const std::string& look)
{
    std::string path;
    for (const Polygon& polygon : polygons) {
        path += path_of(frame, polygon.exterior, true);
        for (const Polyline& hole : polygon.holes) path += path_of(frame, hole, true);
    }
    return path.empty() ? path : fmt::format("<path d=\"{}\" fill-rule=\"evenodd\" {}/>\n", path, look);
}

std::string drawn_line(const Frame& frame, const Polyline& line, const std::string& look)
{
    return fmt::format("<path d=\"{}\" fill=\"none\" {}/>\n", path_of(frame, line), look);
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

std::string zones(const Frame& frame, const StudyResults& results)
{
    const Layer* layer = results.layer("hazard_zones");
    if (!layer) return {};
    const Cells cell(*layer);
    double last = 0, least = 100;
    for (const Feature& feature : layer->features) {
        last = std::max(last, cell.number(feature, "year").value_or(0));
        least = std::min(least, cell.number(feature, "prob").value_or(100));
    }
    std::string svg;
    for (const Feature& feature : layer->features)
        if (cell.number(feature, "year") == last && cell.number(feature, "prob") == least)
            svg += drawn_polygons(frame, feature.geometry.polygons, "fill=\"#e6842a\" fill-opacity=\"0.35\"");
    return svg;
}

Point middle_of(const Geometry& geometry)
{
    if (!geometry.points.empty()) return geometry.points.front();
    Frame box;
    for (const Polygon& polygon : geometry.polygons)
        for (const Point& p : polygon.exterior) box.hold(p);
    return {(box.left + box.right) / 2, (box.bottom + box.top) / 2};
}

/// Names that were written, so that none lies on another: beside its mark, else above or below it, else not at all.
class Names {
public:
    std::string put(const Frame& frame, double x, double y, const std::string& name)
    {
        const double wide = 8.5 * static_cast<double>(name.size());
        const Place places[] = {{x + 12, y, "start"}, {x - 12, y, "end"}, {x, y - 18, "middle"}, {x, y + 18, "middle"}};
        for (const Place& place : places) {
            const double left = place.x - (place.anchor == std::string_view("start") ? 0
                                           : place.anchor == std::string_view("end") ? wide
                                                                                     : wide / 2);
            const Box box{left, left + wide, place.y - 9, place.y + 9};
            if (!free(box) || box.left < 0 || box.right > width || box.top < 0 || box.bottom > frame.height) continue;
            taken_.push_back(box);
            return fmt::format(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"4\">{}</text>\n",
                format_fixed(place.x, 1), format_fixed(place.y + 5, 1), place.anchor, escaped(name));
        }
        return {};
    }

private:
    struct Place {
        double x, y;
        const char* anchor;
    };
    struct Box {
        double left, right, top, bottom;
    };
    bool free(const Box& box) const
    {
        return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
            return box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;
        });
    }
    std::vector<Box> taken_;
};

/// A triangle at risk, a circle not at risk, a square not assessed: classes differ without their colours.
std::string mark(const std::string& assessment, double x, double y)
{
    if (assessment == "at risk")
        return fmt::format("<path d=\"M{} {}l8 14h-16z\" fill=\"#d95f02\" stroke=\"#1f1f1f\" stroke-width=\"1.6\"/>\n", format_fixed(x, 1),
                           format_fixed(y - 8, 1));
    if (assessment == "not at risk")
        return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"5.5\" fill=\"#ffffff\" stroke=\"#1f1f1f\" stroke-width=\"1.6\"/>\n",
                           format_fixed(x, 1), format_fixed(y, 1));
    return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"#cfcfcf\" stroke=\"#3a3a3a\" stroke-width=\"1.6\"/>\n",
                       format_fixed(x - 5, 1), format_fixed(y - 5, 1));
}

/// Those at risk last, on top of the others, and with their names first.
std::string settlements(const Frame& frame, const Layer& layer)
{
    std::string names, behind, front;
    Names taken;
    const bool few = layer.features.size() <= 60;
    for (const bool at_risk : {true, false})
        for (std::size_t row = 0; row < layer.features.size(); ++row) {
            const Geometry& geometry = layer.features[row].geometry;
            const std::string assessment = Cells(layer).text(layer.features[row], "class");
            if ((geometry.points.empty() && geometry.polygons.empty()) || (assessment == "at risk") != at_risk) continue;
            const Point at = middle_of(geometry);
            const double x = frame.x(at), y = frame.y(at);
            if (x < 0 || x > width || y < 0 || y > frame.height) continue;
            (at_risk ? front : behind) += mark(assessment, x, y);
            if (at_risk || few) names += taken.put(frame, x, y, settlement_name(layer, row));
        }
    return behind + front + names;
}

/// A round length of about a fifth of the picture.
std::string scale_bar(const Frame& frame, const Texts& text)
{
    const double wish = 0.2 * width / frame.scale, power = std::pow(10, std::floor(std::log10(wish)));
    const double metres = power * (wish >= 5 * power ? 5 : wish >= 2 * power ? 2 : 1);
    const double x = margin, y = frame.height - 18, end = x + metres * frame.scale;
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
        format_fixed(width, 0), format_fixed(frame.height, 0), escaped(text("map_label")));
    svg += drawn_polygons(frame, land_strips(results.rates()), "fill=\"#e9dfc3\"");
    svg += zones(frame, results);
    svg += transects(frame, results.rates());
    if (const Layer* lines = results.layer("shorelines")) svg += shorelines(frame, *lines);
    if (const Layer* places = results.layer("settlements_at_risk")) svg += settlements(frame, *places);
    return svg + scale_bar(frame, text) + north_arrow() + "</svg>\n";
}

}  // namespace tasi::report

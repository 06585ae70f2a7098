#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/static_frame.hpp"
#include "src/report/static_map.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

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
            if (!free(box) || box.left < 0 || box.right > Frame::width || box.top < 0 || box.bottom > frame.height) continue;
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

}  // namespace

// Those at risk last, on top of the others, and with their names first.
std::string drawn_settlements(const Frame& frame, const Layer& layer)
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
            if (x < 0 || x > Frame::width || y < 0 || y > frame.height) continue;
            (at_risk ? front : behind) += mark(assessment, x, y);
            if (at_risk || few) names += taken.put(frame, x, y, settlement_name(layer, row));
        }
    return behind + front + names;
}

}  // namespace tasi::report

#include "scenes/synthetic/cloud_polygons.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace tasi::scenes {
namespace {

/// A corner of pixels: row and column of the pixel below and right of it.
struct Corner {
    int row = 0, col = 0;
    friend bool operator==(const Corner&, const Corner&) = default;
};

enum Direction { east, south, west, north };
constexpr std::array<Corner, 4> steps{{{0, 1}, {1, 0}, {0, -1}, {-1, 0}}};

/// Follows the edges of marked pixels, which always lie on the right-hand side.
class EdgeTracer {
public:
    explicit EdgeTracer(const Mask& marked) : marked_(marked), done_(Mask::Zero(marked.rows() + 1, marked.cols() + 1)), groups_(label()) {}

    /// The rings of each group of pixels; the first is the outer one, since its topmost edge comes first.
    std::map<int, std::vector<std::vector<Corner>>> rings()
    {
        std::map<int, std::vector<std::vector<Corner>>> result;
        for (int row = 0; row < marked_.rows(); ++row) {
            for (int col = 0; col < marked_.cols(); ++col) {
                if (is_edge({row, col}, east) && !done_(row, col)) result[groups_(row, col)].push_back(ring({row, col}));
            }
        }
        return result;
    }

private:
    bool at(int row, int col) const
    {
        return row >= 0 && col >= 0 && row < marked_.rows() && col < marked_.cols() && marked_(row, col) != 0;
    }

    /// Whether an edge of a marked pixel leaves the corner in that direction.
    bool is_edge(const Corner& c, int direction) const
    {
        const bool above_left = at(c.row - 1, c.col - 1), above_right = at(c.row - 1, c.col), below_left = at(c.row, c.col - 1),
                   below_right = at(c.row, c.col);
        switch (direction) {
            case east:
                return below_right && !above_right;
            case south:
                return below_left && !below_right;
            case west:
                return above_left && !below_left;
            default:
                return above_right && !above_left;
        }
    }

    std::vector<Corner> ring(const Corner& start)
    {
        std::vector<Corner> corners;
        Corner here = start;
        int direction = east;
        do {
            if (direction == east) done_(here.row, here.col) = 1;
            here = {here.row + steps[static_cast<std::size_t>(direction)].row, here.col + steps[static_cast<std::size_t>(direction)].col};
            // Right before straight before left: where two pixels touch with a corner, the ring stays with its own.
            const int before = direction;
            for (const int turn : {1, 0, 3}) {
                direction = (before + turn) % 4;
                if (is_edge(here, direction)) break;
            }
            if (direction != before) corners.push_back(here);
        } while (!(here == start && direction == east));
        corners.push_back(corners.front());
        return corners;
    }

    /// Numbers the groups of pixels that touch with their sides, from 1.
    Eigen::ArrayXXi label() const
    {
        Eigen::ArrayXXi groups = Eigen::ArrayXXi::Zero(marked_.rows(), marked_.cols());
        int count = 0;
        std::vector<Corner> waiting;
        for (int row = 0; row < marked_.rows(); ++row) {
            for (int col = 0; col < marked_.cols(); ++col) {
                if (!at(row, col) || groups(row, col) != 0) continue;
                groups(row, col) = ++count;
                waiting.push_back({row, col});
                while (!waiting.empty()) {
                    const Corner p = waiting.back();
                    waiting.pop_back();
                    for (const Corner& step : steps) {
                        const Corner q{p.row + step.row, p.col + step.col};
                        if (!at(q.row, q.col) || groups(q.row, q.col) != 0) continue;
                        groups(q.row, q.col) = count;
                        waiting.push_back(q);
                    }
                }
            }
        }
        return groups;
    }

    const Mask& marked_;
    Mask done_;
    Eigen::ArrayXXi groups_;
};

Polyline on_map(const std::vector<Corner>& ring, const Grid& grid)
{
    Polyline line;
    for (const Corner& c : ring) line.push_back(grid.at_corner(c.row, c.col));
    return line;
}

std::string ring_gml(const Polyline& ring, const char* place)
{
    std::string positions;
    for (const Point& p : ring) positions += fmt::format("{}{:.0f} {:.0f}", positions.empty() ? "" : " ", p.x, p.y);
    return fmt::format(
        "          <gml:{0}>\n            <gml:LinearRing>\n              <gml:posList srsDimension=\"2\">{1}</gml:posList>\n"
        "            </gml:LinearRing>\n          </gml:{0}>\n",
        place, positions);
}

std::string feature_gml(const Polygon& polygon, std::size_t number)
{
    std::string text = fmt::format("    <eop:MaskFeature gml:id=\"OPAQUE.{0}\">\n", number);
    text += "      <eop:maskType codeSpace=\"urn:gs2:S2PDGS:maskType\">OPAQUE</eop:maskType>\n      <eop:extentOf>\n";
    text += fmt::format("        <gml:Polygon gml:id=\"OPAQUE.{}_Polygon\">\n", number);
    text += ring_gml(polygon.exterior, "exterior");
    for (const Polyline& hole : polygon.holes) text += ring_gml(hole, "interior");
    return text + "        </gml:Polygon>\n      </eop:extentOf>\n    </eop:MaskFeature>\n";
}

std::string envelope_gml(const std::vector<Polygon>& clouds, int epsg)
{
    Point low = clouds.front().exterior.front(), high = low;
    for (const Polygon& cloud : clouds) {
        for (const Point& p : cloud.exterior) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    }
    return fmt::format(
        "  <gml:boundedBy>\n    <gml:Envelope srsName=\"urn:ogc:def:crs:EPSG:8.7:{}\">\n      <gml:lowerCorner>{:.0f} "
        "{:.0f}</gml:lowerCorner>\n"
        "      <gml:upperCorner>{:.0f} {:.0f}</gml:upperCorner>\n    </gml:Envelope>\n  </gml:boundedBy>\n",
        epsg, low.x, low.y, high.x, high.y);
}

}  // namespace

std::vector<Polygon> pixel_edge_polygons(const Mask& marked, const Grid& grid)
{
    std::vector<Polygon> polygons;
    for (const auto& [group, rings] : EdgeTracer(marked).rings()) {
        Polygon polygon{on_map(rings.front(), grid), {}};
        for (std::size_t i = 1; i < rings.size(); ++i) polygon.holes.push_back(on_map(rings[i], grid));
        polygons.push_back(std::move(polygon));
    }
    return polygons;
}

std::string cloud_mask_gml(const std::vector<Polygon>& clouds, const std::string& name, int epsg)
{
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<eop:Mask xmlns:eop=\"http://www.opengis.net/eop/2.0\"";
    text += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:gml=\"http://www.opengis.net/gml/3.2\"";
    text += fmt::format(" gml:id=\"{0}\">\n  <gml:name>MSK_CLOUDS pixels mask from data-strip {0}</gml:name>\n", name);
    if (clouds.empty()) return text + "  <eop:maskMembers/>\n</eop:Mask>\n";
    text += envelope_gml(clouds, epsg) + "  <eop:maskMembers>\n";
    for (std::size_t i = 0; i < clouds.size(); ++i) text += feature_gml(clouds[i], i);
    return text + "  </eop:maskMembers>\n</eop:Mask>\n";
}

}  // namespace tasi::scenes

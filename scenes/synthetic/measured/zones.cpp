#include "scenes/synthetic/measured/zones.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tasi::scenes::measured {
namespace {

constexpr std::uint64_t foam_width_stream = 300, wet_width_stream = 301;
constexpr double width_variation = 0.3, variation_pixels = 20;
constexpr double everywhere = std::numeric_limits<double>::infinity();

}  // namespace

double share_beyond_edge(double distance, const Vector& normal)
{
    const double a = std::abs(normal.x), b = std::abs(normal.y), wide = std::max(a, b), reach = (a + b) / 2;
    const double away = std::abs(distance);
    if (away >= reach) return distance > 0 ? 1 : 0;
    if (away <= std::abs(a - b) / 2) return 0.5 + distance / wide;
    const double corner = std::pow(reach - away, 2) / (2 * a * b);  // the triangle that the edge cuts off
    return distance > 0 ? 1 - corner : corner;
}

Zones::Zones(const std::vector<Polyline>& waterlines, const ZoneWidths& widths, const RandomField& random, double pixel_m)
    : lines_(waterlines), widths_(widths), random_(random), variation_m_(variation_pixels * pixel_m)
{
}

bool Zones::has(Zone zone) const
{
    switch (zone) {
        case Zone::terrace:
            return widths_.terrace_m > 0;
        case Zone::foam:
            return widths_.foam_m > 0;
        case Zone::wet:
            return widths_.wet_m > 0;
        case Zone::inland:
            return widths_.inland_m > 0;
        default:
            return true;
    }
}

double Zones::varied(double width_m, std::uint64_t stream, const Point& at) const
{
    if (width_m == 0) return 0;
    return width_m * (1 + width_variation * std::clamp(random_.smooth(stream, at.x, at.y, variation_m_) / 1.5, -1.0, 1.0));
}

/// Per zone the seaward distance of its landward edge.
Zones::Edges Zones::landward_edges(const Point& on_line) const
{
    const double foam = varied(widths_.foam_m, foam_width_stream, on_line);
    const double wet = varied(widths_.wet_m, wet_width_stream, on_line);
    const double inland = widths_.inland_m > 0 ? std::max(wet, widths_.inland_m) : everywhere;
    return {std::max(widths_.terrace_m, foam), foam, 0, -wet, -inland, -everywhere};
}

std::array<Pixels, zone_count> Zones::shares(const Grid& grid, int block) const
{
    std::array<Pixels, zone_count> result;
    for (const Zone zone : all_zones)
        if (has(zone)) result[number_of(zone)] = Pixels::Zero(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; row += block)
        for (int col = 0; col < grid.cols; col += block) fill_block(grid, row, col, block, result);
    return result;
}

void Zones::fill_block(const Grid& grid, int row, int col, int block, std::array<Pixels, zone_count>& shares) const
{
    const Beside centre = lines_.beside(grid.at_corner(row + block / 2.0, col + block / 2.0));
    const Edges edges = landward_edges(centre.nearest);
    const double half_diagonal = std::abs(grid.dx) * block / std::sqrt(2.0);
    bool pure = true;
    for (std::size_t z = 0; z < zone_count; ++z) {
        // A strip's width may differ where its other side is nearer to a corner of the block.
        const bool varies = z == 1 || z == 3 || (z == 0 && widths_.terrace_m == 0);
        const double slack = 1.01 * half_diagonal + (varies ? 0.9 * std::abs(edges[z]) : 0);
        if (std::isfinite(edges[z]) && std::abs(centre.seaward - edges[z]) < slack) pure = false;
    }
    if (!pure) {
        for (int r = row; r < row + block; ++r)
            for (int c = col; c < col + block; ++c) fill_cell(grid, r, c, shares);
        return;
    }
    std::size_t zone = 0;
    while (centre.seaward < edges[zone]) ++zone;
    shares[zone].block(row, col, block, block).setOnes();
}

void Zones::fill_cell(const Grid& grid, int row, int col, std::array<Pixels, zone_count>& shares) const
{
    const Beside cell = lines_.beside(grid.at_centre(row, col));
    const Edges edges = landward_edges(cell.nearest);
    double covered = 0;
    for (std::size_t z = 0; z < zone_count; ++z) {
        const double beyond = std::isfinite(edges[z]) ? share_beyond_edge((cell.seaward - edges[z]) / std::abs(grid.dx), cell.normal) : 1;
        if (shares[z].size() > 0) shares[z](row, col) = static_cast<float>(std::max(0.0, beyond - covered));
        covered = std::max(covered, beyond);
    }
}

}  // namespace tasi::scenes::measured

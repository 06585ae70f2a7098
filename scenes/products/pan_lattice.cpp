#include "scenes/products/pan_lattice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr double tolerance_pixels = 1e-3;

/// Calls `visit(row, col, up, left, down, right)` for every small pixel of `fine`: the rows and columns of the large pixels beside it,
/// counted from `source`. They are the same twice where the centres meet.
template <class Visit>
void each_between(const Window& source, const Window& fine, Visit&& visit)
{
    for (int row = 0; row < fine.rows; ++row) {
        const int r = fine.row + row, up = r / 2 - source.row, down = (r + 1) / 2 - source.row;
        for (int col = 0; col < fine.cols; ++col) {
            const int c = fine.col + col;
            visit(row, col, up, c / 2 - source.col, down, (c + 1) / 2 - source.col);
        }
    }
}

std::string text_of(const Grid& g)
{
    return fmt::format("{} x {} pixels of {} x {} from corner ({}, {}) in {}", g.cols, g.rows, format_number(g.dx), format_number(-g.dy),
                       format_number(g.x0), format_number(g.y0), g.crs.name);
}

}  // namespace

Window PanLattice::between(const Window& fine) const
{
    const int row = fine.row / 2, col = fine.col / 2;
    return {row, col, (fine.row + fine.rows) / 2 - row + 1, (fine.col + fine.cols) / 2 - col + 1};
}

Window PanLattice::widened(const Window& coarse, int pixels) const
{
    const int row = std::max(0, coarse.row - pixels), col = std::max(0, coarse.col - pixels);
    return {row, col, std::min(rows, coarse.row + coarse.rows + pixels) - row, std::min(cols, coarse.col + coarse.cols + pixels) - col};
}

Window PanLattice::seen_from(const Window& coarse, int reach) const
{
    const int row = std::max(0, 2 * coarse.row - reach), col = std::max(0, 2 * coarse.col - reach);
    const int end_row = std::min(2 * rows - 1, 2 * (coarse.row + coarse.rows) - 1 + reach);
    const int end_col = std::min(2 * cols - 1, 2 * (coarse.col + coarse.cols) - 1 + reach);
    return {row, col, end_row - row, end_col - col};
}

PanLattice pan_lattice(const Grid& pan, const std::string& pan_name, const Grid& band, const std::string& band_name)
{
    const double near = tolerance_pixels * std::abs(pan.dx), per_pixel = near / std::max({pan.rows, pan.cols, 1});
    const Point centre = band.at_centre(0, 0), own = pan.at_centre(0, 0);
    const bool size = pan.rows == 2 * band.rows - 1 && pan.cols == 2 * band.cols - 1;
    const bool pixel = std::abs(2 * pan.dx - band.dx) <= per_pixel && std::abs(2 * pan.dy - band.dy) <= per_pixel;
    const bool place = std::abs(own.x - centre.x) <= near && std::abs(own.y - centre.y) <= near && pan.crs == band.crs;
    if (!size || !pixel || !place)
        throw UnsafeError(
            "GRID", pan_name,
            fmt::format("the panchromatic grid ({}) does not lie on the pixel centres of {} ({})", text_of(pan), band_name, text_of(band)),
            "use the files as delivered, or leave --sharpen out");
    return {band.rows, band.cols};
}

Pixels between_pixels(const Pixels& coarse, const Window& source, const Window& fine)
{
    Pixels values(fine.rows, fine.cols);
    const auto at = [&](int row, int col) { return static_cast<double>(coarse(row, col)); };
    each_between(source, fine, [&](int row, int col, int up, int left, int down, int right) {
        values(row, col) = static_cast<float>(((at(up, left) + at(up, right)) / 2 + (at(down, left) + at(down, right)) / 2) / 2);
    });
    return values;
}

Mask between_pixels(const Mask& coarse, const Window& source, const Window& fine)
{
    Mask flags(fine.rows, fine.cols);
    each_between(source, fine, [&](int row, int col, int up, int left, int down, int right) {
        const unsigned all = unsigned{coarse(up, left)} | coarse(up, right) | coarse(down, left) | coarse(down, right);
        flags(row, col) = static_cast<std::uint8_t>(all);
    });
    return flags;
}

}  // namespace tasi::scenes

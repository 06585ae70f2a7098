#include "scenes/synthetic/blur.hpp"

#include <algorithm>
#include <cmath>

namespace tasi::scenes {
namespace {

constexpr int cells_per_pixel = 5;  // odd: the centre of a pixel is the centre of a cell
constexpr int rows_at_once = 16;    // bounds the memory of the fine cells

struct Kernel {
    int reach = 0;
    std::vector<float> weights;
};

/// Gaussian weights on cells. A cell is itself an average over its square: its variance, 1/12, is taken off.
Kernel gaussian(double blur_pixels)
{
    const double variance = std::pow(blur_pixels * cells_per_pixel, 2) - 1.0 / 12;
    Kernel kernel{static_cast<int>(std::ceil(4 * std::sqrt(variance))), {}};
    std::vector<double> raw;
    double sum = 0;
    for (int k = -kernel.reach; k <= kernel.reach; ++k) sum += raw.emplace_back(std::exp(-0.5 * k * k / variance));
    for (const double w : raw) kernel.weights.push_back(static_cast<float>(w / sum));
    return kernel;
}

/// The cells under rows [row, row + rows) of `grid` with a margin of the kernel's reach all around.
Grid fine_grid(const Grid& grid, int row, int rows, int reach)
{
    const double dx = grid.dx / cells_per_pixel, dy = grid.dy / cells_per_pixel;
    return {rows * cells_per_pixel + 2 * reach,
            grid.cols * cells_per_pixel + 2 * reach,
            grid.x0 - reach * dx,
            grid.y0 + row * grid.dy - reach * dy,
            dx,
            dy,
            grid.crs};
}

Pixels blurred(const Pixels& cells, const Kernel& kernel, int rows, int cols)
{
    const int middle = cells_per_pixel / 2, taps = 2 * kernel.reach + 1;
    Pixels columns = Pixels::Zero(rows, cells.cols()), result = Pixels::Zero(rows, cols);
    for (int row = 0; row < rows; ++row) {
        for (int k = 0; k < taps; ++k)
            columns.row(row) += kernel.weights[static_cast<std::size_t>(k)] * cells.row(row * cells_per_pixel + middle + k);
        for (int col = 0; col < cols; ++col) {
            float sum = 0;
            for (int k = 0; k < taps; ++k)
                sum += kernel.weights[static_cast<std::size_t>(k)] * columns(row, col * cells_per_pixel + middle + k);
            result(row, col) = sum;
        }
    }
    return result;
}

}  // namespace

double edge_blur_pixels(double pixel_m) { return pixel_m == 20 ? 0.45 : 0.53; }

std::vector<Pixels> seen_shares(const std::vector<PaintedArea>& areas, int land, std::size_t materials, const Grid& grid,
                                double blur_pixels)
{
    const Kernel kernel = gaussian(blur_pixels);
    std::vector<Pixels> result(materials, Pixels::Zero(grid.rows, grid.cols));
    for (int row = 0; row < grid.rows; row += rows_at_once) {
        const int rows = std::min(rows_at_once, grid.rows - row);
        const auto cells = material_shares(areas, land, materials, fine_grid(grid, row, rows, kernel.reach));
        for (std::size_t m = 0; m < materials; ++m) {
            if (cells[m].maxCoeff() > 0) result[m].middleRows(row, rows) = blurred(cells[m], kernel, rows, grid.cols);
        }
    }
    return result;
}

}  // namespace tasi::scenes

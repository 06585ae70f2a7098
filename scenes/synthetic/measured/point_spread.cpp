#include "scenes/synthetic/measured/point_spread.hpp"

#include <cmath>
#include <vector>

#include "src/core/error.hpp"

namespace tasi::scenes::measured {
namespace {

/// Weights of the cells from `first` on for pixel 0; every pixel has the same, further on.
struct Kernel {
    int first = 0;
    std::vector<float> weights;
};

Kernel kernel(const Sampling& sampling, double shift)
{
    const double variance = sampling.blur * sampling.blur - 1.0 / 12, reach = 4.2 * sampling.blur;
    const double centre = sampling.margin + 0.5 * sampling.cells_per_pixel - 0.5 - shift;
    Kernel result{static_cast<int>(std::ceil(centre - reach)), {}};
    std::vector<double> raw;
    double sum = 0;
    for (int k = result.first; k <= centre + reach; ++k) sum += raw.emplace_back(std::exp(-0.5 * std::pow(k - centre, 2) / variance));
    for (const double w : raw) result.weights.push_back(static_cast<float>(w / sum));
    return result;
}

void require_margin(const Kernel& k, int pixels, const Sampling& sampling, Eigen::Index cells)
{
    const auto end = k.first + (pixels - 1) * sampling.cells_per_pixel + static_cast<Eigen::Index>(k.weights.size());
    if (k.first < 0 || end > cells) throw BugError("SIMULATOR", "", "the margin is too small for the blur", "report this");
}

}  // namespace

Pixels seen(const Pixels& cells, const Sampling& sampling)
{
    const Kernel across = kernel(sampling, sampling.shift.x), down = kernel(sampling, sampling.shift.y);
    require_margin(across, sampling.cols, sampling, cells.cols());
    require_margin(down, sampling.rows, sampling, cells.rows());
    Pixels result(sampling.rows, sampling.cols);
    Eigen::Array<float, 1, Eigen::Dynamic> columns(cells.cols());
    for (int row = 0; row < sampling.rows; ++row) {
        columns.setZero();
        const int top = down.first + row * sampling.cells_per_pixel;
        for (std::size_t k = 0; k < down.weights.size(); ++k) columns += down.weights[k] * cells.row(top + static_cast<int>(k));
        for (int col = 0; col < sampling.cols; ++col) {
            const int left = across.first + col * sampling.cells_per_pixel;
            float sum = 0;
            for (std::size_t k = 0; k < across.weights.size(); ++k) sum += across.weights[k] * columns(left + static_cast<int>(k));
            result(row, col) = sum;
        }
    }
    return result;
}

}  // namespace tasi::scenes::measured

#include "scenes/products/sharpening.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tasi::scenes {
namespace {

constexpr int taps = 2 * blur_reach + 1;

std::array<double, taps> gaussian(double blur_px)
{
    std::array<double, taps> weights{};
    double sum = 0;
    for (int k = 0; k < taps; ++k) {
        const double distance = (k - blur_reach) / blur_px;
        sum += weights[static_cast<std::size_t>(k)] = std::exp(-distance * distance / 2);
    }
    for (double& weight : weights) weight /= sum;
    return weights;
}

/// Calls `visit(row, col, r, c, i, j)` for every large pixel of `coarse` and every small one (r, c) of `seen` in its blur, where i and j
/// number its weights.
template <class Visit>
void each_seen(const PanLattice& lattice, const Window& coarse, Visit&& visit)
{
    const Window seen = lattice.seen_from(coarse, blur_reach), whole = lattice.whole();
    for (int row = 0; row < coarse.rows; ++row)
        for (int col = 0; col < coarse.cols; ++col)
            for (int i = 0; i < taps; ++i) {
                const int r = std::clamp(2 * (coarse.row + row) + i - blur_reach, 0, whole.rows - 1) - seen.row;
                for (int j = 0; j < taps; ++j)
                    visit(row, col, r, std::clamp(2 * (coarse.col + col) + j - blur_reach, 0, whole.cols - 1) - seen.col, i, j);
            }
}

/// Sums over the usable pairs of a window.
struct Pairs {
    double n = 0, band = 0, low = 0;

    void add(double b, double l)
    {
        if (std::isnan(b) || std::isnan(l)) return;
        n += 1, band += b, low += l;
    }
};

/// Covariance over variance of the pairs of `window`; variance gets `ridge` more.
double slope(const Pixels& band, const Pixels& low, const Window& window, double ridge)
{
    const auto each = [&](auto&& visit) {
        for (int row = window.row; row < window.row + window.rows; ++row)
            for (int col = window.col; col < window.col + window.cols; ++col)
                visit(static_cast<double>(band(row, col)), static_cast<double>(low(row, col)));
    };
    Pairs sums;
    each([&](double b, double l) { sums.add(b, l); });
    if (sums.n < least_pairs) return 0;
    const double mean_band = sums.band / sums.n, mean_low = sums.low / sums.n;
    double together = 0, variance = 0;
    each([&](double b, double l) {
        if (std::isnan(b) || std::isnan(l)) return;
        together += (b - mean_band) * (l - mean_low);
        variance += (l - mean_low) * (l - mean_low);
    });
    const double spread = variance / sums.n + ridge;
    return spread > 0 ? together / sums.n / spread : 0;
}

}  // namespace

Pixels seen_coarsely(const Pixels& pan, const PanLattice& lattice, const Window& coarse, const SharpenOptions& options)
{
    const auto weights = gaussian(options.blur_px);
    Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(coarse.rows, coarse.cols);
    each_seen(lattice, coarse, [&](int row, int col, int r, int c, int i, int j) {
        sums(row, col) += weights[static_cast<std::size_t>(i)] * weights[static_cast<std::size_t>(j)] * static_cast<double>(pan(r, c));
    });
    return sums.cast<float>();
}

Mask seen_coarsely(const Mask& pan, const PanLattice& lattice, const Window& coarse)
{
    Mask flags = Mask::Zero(coarse.rows, coarse.cols);
    each_seen(lattice, coarse,
              [&](int row, int col, int r, int c, int, int) { flags(row, col) = static_cast<std::uint8_t>(flags(row, col) | pan(r, c)); });
    return flags;
}

Pixels detail_gain(const Pixels& band, const Pixels& low, const PanLattice& lattice, const Window& coarse, const SharpenOptions& options)
{
    const Window wide = lattice.widened(coarse, gain_reach);
    const double ridge = options.least_contrast * options.least_contrast;
    Pixels gain(coarse.rows, coarse.cols);
    for (int row = 0; row < coarse.rows; ++row)
        for (int col = 0; col < coarse.cols; ++col) {
            Window window = lattice.widened({coarse.row + row, coarse.col + col, 1, 1}, gain_reach);
            window.row -= wide.row, window.col -= wide.col;
            gain(row, col) = static_cast<float>(slope(band, low, window, ridge));
        }
    return gain;
}

Pixels sharpened(const Pixels& band, const Pixels& pan, const Pixels& low, const Pixels& gain, const PanLattice& lattice,
                 const Window& fine)
{
    const Window source = lattice.between(fine);
    const Pixels detail = pan - between_pixels(low, source, fine);
    return between_pixels(band, source, fine) + between_pixels(gain, source, fine) * detail;
}

}  // namespace tasi::scenes

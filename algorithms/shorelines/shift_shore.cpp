#include "algorithms/shorelines/shift_shore.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

enum Unknown { waterline, swash, wet, beach, water_gain, land_gain, unknown_count };
using Small = Eigen::Matrix<double, unknown_count, unknown_count>;
using SmallVector = Eigen::Matrix<double, unknown_count, 1>;
using Jacobian = Eigen::Matrix<double, Eigen::Dynamic, unknown_count, 0, most_bands, unknown_count>;

constexpr double shift_sd_px = 0.7, width_spread = 0.3, least_width_sd_px = 0.02, gain_sd = 0.06, outlier_sd = 4;

/// Information of the bin nearest in distance.
const ShoreBin* bin_near(const std::vector<ShoreBin>& bins, double t)
{
    if (bins.empty()) return nullptr;
    auto after = std::lower_bound(bins.begin(), bins.end(), t, [](const ShoreBin& b, double at) { return b.t < at; });
    if (after == bins.end()) return &bins.back();
    if (after == bins.begin()) return &*after;
    const auto before = after - 1;
    return t - before->t < after->t - t ? &*before : &*after;
}

}  // namespace

ShoreShift shift_shore(const ShoreProblem& problem, const ShoreWindow& window, const std::vector<WeighedPixel>& pixels)
{
    const ShoreFit& fit = window.best;
    ShoreEdges edges = fit.edges;
    edges.waterline = window.waterline;
    Small information = Small::Zero();
    SmallVector right = SmallVector::Zero();
    for (const auto& [pixel, weight] : pixels) {
        const auto g = static_cast<std::size_t>(pixel->grid);
        const ShoreSample::OfGrid& of = problem.sample.grids[g];
        const double t = static_cast<double>(pixel->t);
        const ShoreBin* bin = bin_near(of.bins, t);
        if (bin == nullptr) continue;
        const std::vector<int>& slots = problem.grids[g].slots;
        const auto bands = static_cast<int>(slots.size());
        const SeenStrips seen = seen_strips(t, problem.grids[g].blur * std::exp(fit.log_blur[g]), edges);
        const double land = seen.share[2] + seen.share[3] + seen.share[4],
                     along = static_cast<double>(pixel->along) - problem.sample.centre;
        BandVector residual(bands);
        Jacobian jacobian(bands, static_cast<Eigen::Index>(unknown_count));
        for (int b = 0; b < bands; ++b) {
            const auto band = static_cast<Eigen::Index>(slots[static_cast<std::size_t>(b)]);
            const auto colour = [&](std::size_t k) { return fit.colour(static_cast<Eigen::Index>(k), band); };
            double all = 0, value = 0;
            std::array<double, strip_count - 1> by_edge{};
            for (std::size_t k = 0; k + 1 < strip_count; ++k) all += by_edge[k] = -seen.density[k] * (colour(k) - colour(k + 1));
            for (std::size_t k = 0; k < strip_count; ++k) value += seen.share[k] * colour(k);
            const double trend = along * ((1 - land) * of.water_trend[b] + land * of.land_trend[b]);
            residual[b] = static_cast<double>(pixel->value[static_cast<std::size_t>(b)]) - trend - value - all * fit.band_shift[band];
            jacobian(b, waterline) = all;
            jacobian(b, swash) = by_edge[0];
            jacobian(b, wet) = -by_edge[2] - by_edge[3];
            jacobian(b, beach) = -by_edge[3];
            jacobian(b, water_gain) = seen.share[0] * colour(0);
            jacobian(b, land_gain) = seen.share[2] * colour(2) + seen.share[3] * colour(3);
        }
        const double size = residual.dot(bin->information * residual);
        const double limit = outlier_sd * outlier_sd * bands / 2.0;
        const double kept = size > limit ? std::sqrt(limit / size) : 1.0;
        const auto weighed = (weight * kept / problem.priors.dependence * bin->information * jacobian).eval();
        information += jacobian.transpose() * weighed;
        right += weighed.transpose() * residual;
    }
    const auto width_sd = [](double width) { return width_spread * width + least_width_sd_px; };
    const std::array<double, unknown_count> sd{
        shift_sd_px, width_sd(edges.swash), width_sd(edges.wet), fit.strips.back ? width_sd(edges.dry) : least_width_sd_px, gain_sd,
        gain_sd};
    for (int i = 0; i < unknown_count; ++i) information(i, i) += 1 / (sd[static_cast<std::size_t>(i)] * sd[static_cast<std::size_t>(i)]);
    const Eigen::LLT<Small> factor(information);
    const SmallVector found = factor.solve(right);
    return {edges.waterline + std::clamp(found[waterline], -1.5, 1.5),
            std::sqrt(factor.solve(SmallVector(SmallVector::Unit(waterline)))[0])};
}

}  // namespace tasi

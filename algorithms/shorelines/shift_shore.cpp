#include "algorithms/shorelines/shift_shore.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

constexpr int most_unknowns = 6;  // edges, then the brightness of water and of land
constexpr double shift_sd_px = 0.7, width_spread = 0.3, least_width_sd_px = 0.02, gain_sd = 0.06;
constexpr double outlier_sd = 4, farthest_px = 1.5;

using Normal = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_unknowns, most_unknowns>;
using Unknowns = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_unknowns, 1>;
using Jacobian = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_bands, most_unknowns>;

/// The bin nearest in distance, whose pixels are as noisy.
const ShoreBin* bin_near(const std::vector<ShoreBin>& bins, double t)
{
    if (bins.empty()) return nullptr;
    const auto after = std::lower_bound(bins.begin(), bins.end(), t, [](const ShoreBin& b, double at) { return b.t < at; });
    if (after == bins.end()) return &bins.back();
    if (after == bins.begin()) return &*after;
    const auto before = after - 1;
    return t - before->t < after->t - t ? &*before : &*after;
}

/// What one pixel should show, and how that changes with the unknowns.
struct Seen {
    BandVector residual;
    Jacobian jacobian;
};

Seen seen_at(const ShoreProblem& problem, const ShoreFit& fit, const ShoreUnknowns& at, const EdgePlaces& places, const ShorePixel& pixel)
{
    const auto g = static_cast<std::size_t>(pixel.grid);
    const std::vector<int>& slots = problem.grids[g].slots;
    const ShoreSample::OfGrid& of = problem.sample.grids[g];
    const SeenStrips strips = seen_strips(static_cast<double>(pixel.t), problem.grids[g].blur * std::exp(fit.log_blur[g]), places);
    const double along = static_cast<double>(pixel.along) - problem.sample.centre;
    const auto count = at.list().size();
    const int edges = at.edges(), bands = static_cast<int>(slots.size());
    Seen seen{BandVector(bands), Jacobian::Zero(bands, edges + 2)};
    for (int b = 0; b < bands; ++b) {
        const auto band = static_cast<Eigen::Index>(slots[static_cast<std::size_t>(b)]);
        const auto colour = [&](std::size_t k) { return fit.colour(static_cast<Eigen::Index>(number_of(at.list()[k])), band); };
        double value = 0, all = 0, water = 0;
        for (std::size_t k = 0; k < count; ++k) {
            value += strips.share[k] * colour(k);
            if (at.list()[k] == Strip::water || at.list()[k] == Strip::swash) water += strips.share[k];
            const bool is_sea = at.list()[k] == Strip::water, is_beach = at.list()[k] == Strip::wet || at.list()[k] == Strip::dry;
            if (is_sea || is_beach) seen.jacobian(b, edges + (is_sea ? 0 : 1)) += strips.share[k] * colour(k);
            if (k + 1 == count) continue;
            const double by_place = -strips.density[k] * (colour(k) - colour(k + 1));
            all += by_place;
            for (int e = 0; e < edges; ++e) seen.jacobian(b, e) += by_place * at.place_by_unknown()(static_cast<Eigen::Index>(k), e);
        }
        const double trend = along * (water * of.water_trend[b] + (1 - water) * of.land_trend[b]);
        seen.residual[b] = static_cast<double>(pixel.value[static_cast<std::size_t>(b)]) - trend - value - all * fit.band_shift[band];
    }
    return seen;
}

void add_expectations(const ShoreEdges& edges, const ShoreUnknowns& at, Normal& information)
{
    const auto expect = [&](int i, double sd) { information(i, i) += 1 / (sd * sd); };
    const auto width_sd = [](double width) { return width_spread * width + least_width_sd_px; };
    expect(ShoreUnknowns::waterline, shift_sd_px);
    if (at.strips().swash) expect(at.swash(), width_sd(edges.swash));
    if (at.strips().wet) expect(at.wet(), width_sd(edges.wet));
    if (at.strips().back) expect(at.dry(), width_sd(edges.dry));
    expect(at.edges(), gain_sd), expect(at.edges() + 1, gain_sd);
}

}  // namespace

ShoreShift shift_shore(const ShoreProblem& problem, const ShoreStretch& stretch, const std::vector<WeighedPixel>& pixels)
{
    const ShoreFit& fit = stretch.best();
    const double dependence = problem.priors.dependence * stretch.misfit;
    const ShoreUnknowns at(fit.strips, static_cast<int>(problem.grids.size()), static_cast<int>(problem.bands.size()));
    ShoreEdges edges = fit.edges;
    edges.waterline = stretch.waterline;
    const EdgePlaces places = edges.places(fit.strips);
    const int unknowns = at.edges() + 2;
    Normal information = Normal::Zero(unknowns, unknowns);
    Unknowns right = Unknowns::Zero(unknowns);
    for (const auto& [pixel, weight] : pixels) {
        const ShoreBin* bin = bin_near(problem.sample.grids[static_cast<std::size_t>(pixel->grid)].bins, static_cast<double>(pixel->t));
        if (bin == nullptr) continue;
        const Seen seen = seen_at(problem, fit, at, places, *pixel);
        const double size = seen.residual.dot(bin->information * seen.residual);
        const double limit = outlier_sd * outlier_sd * static_cast<double>(seen.residual.size()) / 2;
        const double kept = size > limit ? std::sqrt(limit / size) : 1.0;
        const Jacobian weighed = weight * kept / dependence * bin->information * seen.jacobian;
        information.noalias() += seen.jacobian.transpose() * weighed;
        right.noalias() += weighed.transpose() * seen.residual;
    }
    add_expectations(edges, at, information);
    const Eigen::LLT<Normal> factor(information);
    const Unknowns found = factor.solve(right), variance = factor.solve(Unknowns(Unknowns::Unit(unknowns, 0)));
    return {edges.waterline + std::clamp(found[0], -farthest_px, farthest_px), std::sqrt(variance[0])};
}

}  // namespace tasi

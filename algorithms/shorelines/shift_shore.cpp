#include "algorithms/shorelines/shift_shore.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

constexpr int most_unknowns = 6;  // edges, then the brightness of water and of land
constexpr double shift_sd_px = 0.7, width_spread = 0.3, least_width_sd_px = 0.02, gain_sd = 0.06;
constexpr double outlier_sd = 4, farthest_px = 1.5;
constexpr double farthest_pixel_px = 4.5;  // from the waterline
constexpr double farthest_sd = 3;          // alongshore

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

/// What one pixel shows beside what it should, and how that changes with the unknowns.
struct Seen {
    BandVector residual;
    Jacobian jacobian;
};

class LocalFit {
public:
    LocalFit(const ShoreProblem& problem, const ShoreStretch& stretch)
        : problem_(problem),
          fit_(stretch.best()),
          at_(fit_.strips, static_cast<int>(problem.grids.size()), static_cast<int>(problem.bands.size())),
          edges_(fit_.edges)
    {
        edges_.waterline = stretch.waterline;
        places_ = edges_.places(fit_.strips);
        for (const Strip strip : at_.list()) colours_.push_back(fit_.colour.row(static_cast<Eigen::Index>(number_of(strip))));
    }

    const ShoreUnknowns& at() const { return at_; }
    const ShoreEdges& edges() const { return edges_; }
    int unknowns() const { return at_.edges() + 2; }
    bool near_edge(const ShorePixel& pixel) const { return std::abs(static_cast<double>(pixel.t) - edges_.waterline) <= farthest_pixel_px; }

    Seen seen(const ShorePixel& pixel) const
    {
        const auto g = static_cast<std::size_t>(pixel.grid);
        const std::vector<int>& slots = problem_.grids[g].slots;
        const ShoreSample::OfGrid& of = problem_.sample.grids[g];
        const double along = static_cast<double>(pixel.along) - problem_.sample.centre,
                     blur = problem_.grids[g].blur * std::exp(fit_.log_blur[g]);
        const int edges = at_.edges(), bands = static_cast<int>(slots.size());
        Seen seen{BandVector(bands), Jacobian::Zero(bands, unknowns())};
        for (int b = 0; b < bands; ++b) {
            const auto band = static_cast<Eigen::Index>(slots[static_cast<std::size_t>(b)]);
            const SeenStrips strips = seen_strips(static_cast<double>(pixel.t) - fit_.band_shift[band], blur, places_);
            double value = 0, water = 0;
            for (std::size_t k = 0; k < colours_.size(); ++k) {
                const Strip strip = at_.list()[k];
                const double part = strips.share[k] * colours_[k][band];
                value += part;
                if (strip == Strip::water || strip == Strip::swash) water += strips.share[k];
                if (strip == Strip::water) seen.jacobian(b, edges) += part;
                if (strip == Strip::wet || strip == Strip::dry) seen.jacobian(b, edges + 1) += part;
                if (k + 1 == colours_.size()) continue;
                const double by_place = -strips.density[k] * (colours_[k][band] - colours_[k + 1][band]);
                for (int e = 0; e < edges; ++e) seen.jacobian(b, e) += by_place * at_.place_by_unknown()(static_cast<Eigen::Index>(k), e);
            }
            const double trend = along * (water * of.water_trend[b] + (1 - water) * of.land_trend[b]);
            seen.residual[b] = static_cast<double>(pixel.value[static_cast<std::size_t>(b)]) - trend - value;
        }
        return seen;
    }

private:
    const ShoreProblem& problem_;
    const ShoreFit& fit_;
    ShoreUnknowns at_;
    ShoreEdges edges_;
    EdgePlaces places_;
    std::vector<Eigen::VectorXd> colours_;  ///< of the strips that exist, by band
};

/// The share of one pixel in the normal equations of every place near it.
struct Share {
    double along;
    Normal information;
    Unknowns right;
};

std::vector<Share> shares_of(const ShoreProblem& problem, const LocalFit& fit, const std::vector<ShorePixel>& pixels)
{
    std::vector<Share> shares;
    for (const ShorePixel& pixel : pixels) {
        if (!fit.near_edge(pixel)) continue;
        const ShoreBin* bin = bin_near(problem.sample.grids[static_cast<std::size_t>(pixel.grid)].bins, static_cast<double>(pixel.t));
        if (bin == nullptr) continue;
        const Seen seen = fit.seen(pixel);
        const double size = seen.residual.dot(bin->information * seen.residual);
        const double limit = outlier_sd * outlier_sd * static_cast<double>(seen.residual.size()) / 2;
        const double kept = size > limit ? std::sqrt(limit / size) : 1.0;
        const Jacobian weighed = kept / problem.priors.dependence * bin->information * seen.jacobian;
        shares.push_back({static_cast<double>(pixel.along), seen.jacobian.transpose() * weighed, weighed.transpose() * seen.residual});
    }
    return shares;
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

ShoreShift shift_at(const LocalFit& fit, const std::vector<Share>& shares, double place, double along_px)
{
    Normal information = Normal::Zero(fit.unknowns(), fit.unknowns());
    Unknowns right = Unknowns::Zero(fit.unknowns());
    for (const Share& share : shares) {
        const double off = (share.along - place) / along_px;
        if (std::abs(off) > farthest_sd) continue;
        const double weight = std::exp(-0.5 * off * off);
        information += weight * share.information;
        right += weight * share.right;
    }
    add_expectations(fit.edges(), fit.at(), information);
    const Eigen::LLT<Normal> factor(information);
    const Unknowns found = factor.solve(right), variance = factor.solve(Unknowns(Unknowns::Unit(fit.unknowns(), 0)));
    return {fit.edges().waterline + std::clamp(found[0], -farthest_px, farthest_px), std::sqrt(variance[0])};
}

}  // namespace

std::vector<ShoreShift> shift_shore(const ShoreProblem& problem, const ShoreStretch& stretch, const std::vector<ShorePixel>& pixels,
                                    const std::vector<double>& places, double along_px)
{
    const LocalFit fit(problem, stretch);
    const std::vector<Share> shares = shares_of(problem, fit, pixels);
    std::vector<ShoreShift> shifts;
    for (const double place : places) shifts.push_back(shift_at(fit, shares, place, along_px));
    return shifts;
}

}  // namespace tasi

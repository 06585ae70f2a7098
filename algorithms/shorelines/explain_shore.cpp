#include "algorithms/shorelines/explain_shore.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace tasi {
namespace {

constexpr double no_back_px = 60;
constexpr double counts_within = 12;    // of twice the log of the evidence
constexpr double roughness = 4;         // of the evidence of a rough fit
constexpr double hopeless = 20;         // a fit on its way that lies so far beyond
constexpr double usual_blur_sds = 0.8;  // a strip that is not modelled looks like blur
constexpr double noise_alone_sds = 1;   // of chi squared
constexpr double most_misfit = 1.6;     // of chi squared over its expectation
constexpr double agreed_px = 0.3, disagreement_sd_px = 0.3, most_disagreement = 30;
constexpr double least_width_px = 0.05;  // of a strip that is there

bool better(const ShoreFit& a, const ShoreFit& b) { return a.minus_two_log_evidence < b.minus_two_log_evidence; }

/// Colours to begin with, from the medians beside the line.
Eigen::MatrixXd first_colours(const ShoreProblem& problem, bool back)
{
    Eigen::MatrixXd colour =
        Eigen::MatrixXd::Constant(static_cast<Eigen::Index>(strip_count), static_cast<Eigen::Index>(problem.bands.size()), 0.2);
    const auto row = [](Strip strip) { return static_cast<Eigen::Index>(number_of(strip)); };
    for (std::size_t g = 0; g < problem.grids.size(); ++g) {
        const ShoreSample::OfGrid& of = problem.sample.grids[g];
        for (std::size_t b = 0; b < problem.grids[g].slots.size() && !of.bins.empty(); ++b) {
            const auto band = problem.grids[g].slots[b];
            const auto i = static_cast<Eigen::Index>(b);
            const double near = std::isfinite(of.near[i]) ? of.near[i] : of.far[i], far = std::isfinite(of.far[i]) ? of.far[i] : near;
            colour(row(Strip::water), band) = std::isfinite(of.water[i]) ? of.water[i] : of.bins.back().mean[i];
            colour(row(Strip::dry), band) = near;
            colour(row(Strip::back), band) = back ? far : near;
        }
    }
    colour.row(row(Strip::wet)) = colour.row(row(Strip::dry)).cwiseProduct(problem.expected.wet_ratio.transpose());
    if (problem.plants_meet({false, false, back})) colour.row(row(Strip::wet)) = wet_ground(problem.bands).transpose();
    colour.row(row(Strip::swash)) = colour.row(row(Strip::water)) + problem.expected.swash.transpose();
    return colour;
}

/// Places to begin with: strips push the edge that water and land alone would have.
std::vector<ShoreEdges> first_edges(const ShoreStrips& strips, double plain, double beach_px, double pixel_m)
{
    if (!strips.swash && !strips.wet) {
        std::vector<ShoreEdges> edges{{plain, 0, 0, beach_px}};
        // The line so far may lie on the landward edge of the beach.
        if (strips.back) edges.push_back({beach_px, 0, 0, beach_px});
        return edges;
    }
    std::vector<ShoreEdges> edges;
    for (const double scale : {1.0, 3.0}) {
        const double swash = strips.swash ? scale * std::min(0.15, 4 / pixel_m) : 0,
                     wet = strips.wet ? scale * std::min(0.4, 8 / pixel_m) : 0;
        edges.push_back({plain + 0.55 * wet - 0.5 * swash, swash, wet, std::max(beach_px - wet, 0.4)});
    }
    return edges;
}

/// Of the fits of one choice of strips only the best counts, and only those that the best of all leaves possible.
std::vector<ShoreFit> that_count(std::vector<ShoreFit> fits, double within)
{
    std::stable_sort(fits.begin(), fits.end(), better);
    std::vector<ShoreFit> kept;
    for (ShoreFit& fit : fits) {
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const ShoreFit& k) { return k.strips == fit.strips; });
        if (!known && (kept.empty() || fit.minus_two_log_evidence - kept.front().minus_two_log_evidence < within))
            kept.push_back(std::move(fit));
    }
    return kept;
}

ShoreStart start_at(const ShoreFit& fit, const Eigen::MatrixXd& other_colours)
{
    ShoreStart start{fit.edges, other_colours, fit.log_blur, fit.band_shift};
    for (const Strip strip : fit.strips.list()) {
        const auto row = static_cast<Eigen::Index>(number_of(strip));
        start.colour.row(row) = fit.colour.row(row);
    }
    if (!fit.strips.back) start.edges.dry = no_back_px;
    return start;
}

bool is_known(const ShoreFit& fit) { return std::isfinite(fit.minus_two_log_evidence); }

/// Rough fits of many strips from many starts; those that cannot count are given up on the way.
class Search {
public:
    explicit Search(const ShoreProblem& problem) : problem_(problem), colour_{first_colours(problem, false), first_colours(problem, true)}
    {
    }

    void add(ShoreFit fit)
    {
        if (!is_known(fit)) return;
        best_ = std::min(best_, fit.minus_two_log_evidence);
        fits_.push_back(std::move(fit));
    }

    /// The best of all starts.
    ShoreFit add(const ShoreStrips& strips, const std::vector<ShoreEdges>& starts)
    {
        ShoreFit best;
        best.strips = strips;
        for (const ShoreEdges& edges : starts) {
            ShoreFit fit = from({edges, colour_[strips.back ? 1 : 0], problem_.expected.log_blur}, strips);
            if (!is_known(fit) && !is_known(best)) break;  // hopeless from one start: so from the next
            if (better(fit, best)) best = std::move(fit);
        }
        add(best);
        return best;
    }

    /// From another fit; `from_origin`: the line has moved since, the waterline is sought where it lies now.
    void add(const ShoreFit& other, bool from_origin)
    {
        ShoreStart start = start_at(other, colour_[other.strips.back ? 1 : 0]);
        if (from_origin) start.edges.waterline = 0;
        add(from(start, other.strips));
    }

    /// The best of each choice of strips, those that count, to the end.
    std::vector<ShoreFit> finished() const
    {
        std::vector<ShoreFit> fits = that_count(fits_, counts_within + roughness);
        for (ShoreFit& fit : fits) fit = fit_shore(problem_, fit.strips, start_at(fit, colour_[fit.strips.back ? 1 : 0]));
        return that_count(std::move(fits), counts_within);
    }

private:
    const ShoreProblem& problem_;
    std::array<Eigen::MatrixXd, 2> colour_;
    std::vector<ShoreFit> fits_;
    double best_ = std::numeric_limits<double>::infinity();

    ShoreFit from(const ShoreStart& start, const ShoreStrips& strips) const
    {
        return fit_shore(problem_, strips, start, {true, best_ + counts_within + hopeless});
    }
};

/// Whether what is left is no more than noise: then no strip can earn its place.
bool is_noise_alone(const ShoreProblem& problem, const ShoreFit& fit)
{
    for (std::size_t g = 0; g < fit.log_blur.size(); ++g)
        if (std::abs(fit.log_blur[g] - problem.expected.log_blur[g]) > usual_blur_sds * problem.expected.blur_spread) return false;
    return fit.chi_squared * problem.priors.dependence * problem.noise < fit.values + noise_alone_sds * std::sqrt(2 * fit.values);
}

bool is_explained(const ShoreFit& fit) { return fit.chi_squared < most_misfit * fit.values; }

/// Every choice of strips, unless water and one land explain all.
void search(const ShoreProblem& problem, Search& fits)
{
    const ShoreFit plain = fits.add({}, {{0, 0, 0, no_back_px}});
    if (is_known(plain) && is_noise_alone(problem, plain)) return;
    for (const double beach : {no_back_px, 1.0, 3.5}) {
        const bool back = beach < no_back_px;
        ShoreFit edge = plain;
        if (back) edge = fits.add({false, false, true}, first_edges({false, false, true}, 0, beach, problem.pixel_m));
        const double beach_found = !back ? no_back_px : is_known(edge) ? edge.edges.dry : beach;
        for (const auto& [swash, wet] : {std::pair{true, true}, {false, true}, {true, false}}) {
            const ShoreStrips strips{swash, wet, back};
            fits.add(strips, first_edges(strips, edge.edges.waterline, beach_found, problem.pixel_m));
        }
    }
}

std::vector<double> weights_of(const std::vector<ShoreFit>& fits)
{
    std::vector<double> weights;
    double sum = 0;
    for (const ShoreFit& fit : fits)
        sum += weights.emplace_back(std::exp(-0.5 * (fit.minus_two_log_evidence - fits.front().minus_two_log_evidence)));
    for (double& weight : weights) weight /= sum;
    return weights;
}

ShoreStretch summed_up(std::vector<ShoreFit> fits)
{
    ShoreStretch stretch;
    stretch.fits = std::move(fits);
    const std::vector<double> weights = weights_of(stretch.fits);
    for (std::size_t i = 0; i < weights.size(); ++i) stretch.waterline += weights[i] * stretch.fits[i].edges.waterline;
    double variance = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        variance +=
            weights[i] * (std::pow(stretch.fits[i].waterline_sd, 2) + std::pow(stretch.fits[i].edges.waterline - stretch.waterline, 2));
    stretch.waterline_sd = std::sqrt(variance);
    return stretch;
}

/// Starts without white water, wet sand or both, where the last round left only fits that have them.
std::vector<ShoreFit> simpler(const std::vector<ShoreFit>& before)
{
    std::vector<ShoreFit> starts;
    const auto is_among = [](const std::vector<ShoreFit>& fits, const ShoreStrips& strips) {
        return std::any_of(fits.begin(), fits.end(), [&](const ShoreFit& fit) { return fit.strips == strips; });
    };
    for (const ShoreFit& fit : before)
        for (const auto& [swash, wet] : {std::pair{false, false}, {false, true}, {true, false}}) {
            const ShoreStrips strips{swash && fit.strips.swash, wet && fit.strips.wet, fit.strips.back};
            if (is_among(before, strips) || is_among(starts, strips)) continue;
            starts.push_back(fit);
            starts.back().strips = strips;
            if (!strips.wet) starts.back().edges.dry += fit.edges.wet;
        }
    return starts;
}

std::vector<ShoreFit> explanations(const ShoreProblem& problem, const std::vector<ShoreFit>& before)
{
    Search fits(problem);
    for (const ShoreFit& fit : before) fits.add(fit, true);
    for (const ShoreFit& fit : simpler(before)) fits.add(fit, true);
    std::vector<ShoreFit> found = fits.finished();
    if (found.empty() || !found.front().plausible || !is_explained(found.front())) {
        search(problem, fits);
        found = fits.finished();
    }
    return found;
}

}  // namespace

bool shows_swash(const ShoreFit& fit) { return fit.strips.swash && fit.edges.swash > least_width_px; }
bool shows_wet(const ShoreFit& fit) { return fit.strips.wet && fit.edges.wet > least_width_px; }

std::optional<ShoreStretch> explain_shore(const ShoreProblem& problem, const std::vector<ShoreFit>& before)
{
    std::vector<ShoreFit> found = explanations(problem, before);
    double noise = 1;
    if (!found.empty() && found.front().chi_squared > found.front().values) {
        // What the richest strips leave unexplained is no sign of yet another strip.
        noise = found.front().chi_squared / found.front().values;
        ShoreProblem noisier = problem;
        noisier.noise = noise;
        found = explanations(noisier, found);
    }
    if (found.empty() || !found.front().plausible) return std::nullopt;
    ShoreStretch stretch = summed_up(std::move(found));
    stretch.noise = noise;
    return stretch;
}

bool agrees(const ShoreStretch& stretch, const std::vector<const ShoreStretch*>& beside)
{
    return std::all_of(beside.begin(), beside.end(),
                       [&](const ShoreStretch* other) { return std::abs(other->waterline - stretch.waterline) < agreed_px; });
}

std::optional<ShoreStretch> agreeing(const ShoreProblem& problem, const ShoreStretch& stretch,
                                     const std::vector<const ShoreStretch*>& beside)
{
    ShoreProblem noisy = problem;
    noisy.noise = stretch.noise;
    Search theirs(noisy);
    for (const ShoreStretch* other : beside) theirs.add(other->best(), false);
    std::vector<ShoreFit> fits = theirs.finished();
    fits.insert(fits.end(), stretch.fits.begin(), stretch.fits.end());
    for (ShoreFit& fit : fits)
        for (const ShoreStretch* other : beside)
            fit.minus_two_log_evidence +=
                std::min(most_disagreement, std::pow((fit.edges.waterline - other->waterline) / disagreement_sd_px, 2));
    fits = that_count(std::move(fits), counts_within);
    if (fits.empty() || !fits.front().plausible) return std::nullopt;
    ShoreStretch result = summed_up(std::move(fits));
    result.noise = stretch.noise;
    return result;
}

}  // namespace tasi

#include "algorithms/shorelines/fit_shore.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Cholesky>

#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr int most_iterations = 30;
constexpr double converged_px = 5e-4;
constexpr double weak_colour_sd = 0.5, weak_colour = 0.2;  // reflectance: all but nothing is known of a colour beforehand
constexpr double waterline_sd_px = 2, back_sd_px = 5;
constexpr double no_back_px = 60;
constexpr double least_beach_px = 0.3;
constexpr double most_log_blur = 0.3;
constexpr double least_slope = 0.015;  // of reflectance, infrared over visible
constexpr double implausible = 1000;

/// Land is brighter than water beside it by more in the infrared than in the visible; foam, cloud, glint and silt are not.
bool looks_like_land(const std::vector<Band>& bands, const Eigen::RowVectorXd& beside_water)
{
    double infrared = 0, visible = 0;
    int infrared_bands = 0, visible_bands = 0;
    for (std::size_t b = 0; b < bands.size(); ++b) {
        const double difference = beside_water[static_cast<Eigen::Index>(b)];
        if (bands[b] == Band::nir || bands[b] == Band::swir1)
            infrared += difference, ++infrared_bands;
        else if (bands[b] == Band::blue || bands[b] == Band::green)
            visible += difference, ++visible_bands;
    }
    if (infrared_bands == 0 || visible_bands == 0) return true;
    return infrared / infrared_bands - visible / visible_bands > least_slope;
}

/// Where each unknown stands in the vector of all.
struct Layout {
    int grids, bands;
    static constexpr int waterline = 0, swash = 1, wet = 2, dry = 3;
    int blur(int grid) const { return 4 + grid; }
    int shift(int band) const { return 4 + grids + band; }
    int colour(Strip strip, int band) const { return 4 + grids + bands + static_cast<int>(number_of(strip)) * bands + band; }
    int size() const { return 4 + grids + bands + static_cast<int>(strip_count) * bands; }
};

struct System {
    Eigen::MatrixXd information;
    Eigen::VectorXd right;
    double chi = 0, penalty = 0;
    double objective() const { return chi + penalty; }
};

class Fitter {
public:
    Fitter(const ShoreProblem& problem, const ShoreHypothesis& strips)
        : problem_(problem),
          strips_(strips),
          at_{static_cast<int>(problem.grids.size()), static_cast<int>(problem.bands.size())},
          wet_ratio_(wet_over_dry(problem.bands)),
          swash_(foam_over_water(problem.bands))
    {
        const ShoreExpectation& e = problem.expected;
        const Eigen::Index n = at_.bands;
        const Eigen::VectorXd cover = e.cover_spread * foam_over_water(problem.bands);
        const Eigen::MatrixXd spread = cover * cover.transpose() + e.swash_spread * e.swash_spread * Eigen::MatrixXd::Identity(n, n);
        swash_information_ = spread.llt().solve(Eigen::MatrixXd::Identity(n, n));
    }

    ShoreFit fit(const ShoreEdges& start, const Eigen::MatrixXd& colour);
    double misfit() const;

private:
    System system(const Eigen::VectorXd& x) const;
    void add_bins(const Eigen::VectorXd& x, System& s) const;
    void add_priors(const Eigen::VectorXd& x, System& s) const;
    void add_prior(System& s, int i, double residual, double sd) const
    {
        s.information(i, i) += 1 / (sd * sd);
        s.right[i] += residual / (sd * sd);
        s.penalty += residual * residual / (sd * sd);
    }
    ShoreEdges edges_of(const Eigen::VectorXd& x) const { return {x[0], x[1], x[2], x[3]}; }
    Eigen::VectorXd step_of(const System& s, const Eigen::VectorXd& x, double damping, bool colours_only) const;
    void keep_in_range(Eigen::VectorXd& x) const;
    std::vector<int> free_unknowns(const Eigen::VectorXd& x, bool colours_only) const;
    ShoreFit result(const Eigen::VectorXd& x) const;

    const ShoreProblem& problem_;
    ShoreHypothesis strips_;
    Layout at_;
    Eigen::VectorXd wet_ratio_, swash_, dry_scale_;
    Eigen::MatrixXd swash_information_;
    double back_start_ = no_back_px;
};

void Fitter::add_bins(const Eigen::VectorXd& x, System& s) const
{
    const ShoreEdges edges = edges_of(x);
    const int size = at_.size();
    for (int g = 0; g < at_.grids; ++g) {
        const std::vector<int>& slots = problem_.grids[static_cast<std::size_t>(g)].slots;
        const int bands = static_cast<int>(slots.size());
        const double blur = problem_.grids[static_cast<std::size_t>(g)].blur * std::exp(x[at_.blur(g)]);
        Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_bands, 64> jacobian(bands, size), weighed(bands, size);
        for (const ShoreBin& bin : problem_.sample.grids[static_cast<std::size_t>(g)].bins) {
            const SeenStrips seen = seen_strips(bin.t, blur, edges);
            jacobian.setZero();
            BandVector residual = bin.mean;
            for (int b = 0; b < bands; ++b) {
                const int band = slots[static_cast<std::size_t>(b)];
                std::array<double, strip_count - 1> by_edge{};
                double all = 0, by_blur = 0;
                for (std::size_t k = 0; k + 1 < strip_count; ++k) {
                    const double contrast = x[at_.colour(Strip{k}, band)] - x[at_.colour(Strip{k + 1}, band)];
                    by_edge[k] = -seen.density[k] * contrast;
                    all += by_edge[k];
                    by_blur += by_edge[k] * seen.offset[k];
                }
                for (std::size_t k = 0; k < strip_count; ++k) {
                    residual[b] -= seen.share[k] * x[at_.colour(Strip{k}, band)];
                    jacobian(b, at_.colour(Strip{k}, band)) = seen.share[k];
                }
                residual[b] -= all * x[at_.shift(band)];
                jacobian(b, Layout::waterline) = all;
                jacobian(b, Layout::swash) = by_edge[0];
                jacobian(b, Layout::wet) = -by_edge[2] - by_edge[3];
                jacobian(b, Layout::dry) = -by_edge[3];
                jacobian(b, at_.blur(g)) = by_blur;
                jacobian(b, at_.shift(band)) = all;
            }
            const double count = bin.count / problem_.priors.dependence;
            const BandMatrix information = count * bin.information;
            weighed.noalias() = information * jacobian;
            s.information.noalias() += jacobian.transpose() * weighed;
            s.right.noalias() += weighed.transpose() * residual;
            s.chi += residual.dot(information * residual);
        }
    }
}

void Fitter::add_priors(const Eigen::VectorXd& x, System& s) const
{
    const ShorePriors& p = problem_.priors;
    add_prior(s, Layout::waterline, -x[0], waterline_sd_px);
    add_prior(s, Layout::swash, -x[1], p.swash_m / problem_.pixel_m);
    add_prior(s, Layout::wet, -x[2], p.wet_m / problem_.pixel_m);
    add_prior(s, Layout::dry, back_start_ - x[3], back_sd_px);
    for (int g = 0; g < at_.grids; ++g) add_prior(s, at_.blur(g), problem_.expected.log_blur[static_cast<std::size_t>(g)] - x[at_.blur(g)], problem_.expected.blur_spread);
    for (int b = 0; b < at_.bands; ++b) {
        add_prior(s, at_.shift(b), -x[at_.shift(b)], p.band_shift_px);
        for (const Strip strip : {Strip::water, Strip::dry, Strip::back})
            add_prior(s, at_.colour(strip, b), weak_colour - x[at_.colour(strip, b)], weak_colour_sd);
        const int wet = at_.colour(Strip::wet, b), dry = at_.colour(Strip::dry, b);
        const double ratio = wet_ratio_[b], sd = problem_.expected.wet_spread * ratio * dry_scale_[b] + 0.004, rest = ratio * x[dry] - x[wet];
        const double weight = 1 / (sd * sd);
        s.information(wet, wet) += weight, s.information(dry, dry) += weight * ratio * ratio;
        s.information(wet, dry) -= weight * ratio, s.information(dry, wet) -= weight * ratio;
        s.right[wet] += weight * rest, s.right[dry] -= weight * ratio * rest;
        s.penalty += weight * rest * rest;
    }
    const int water = at_.colour(Strip::water, 0), swash = at_.colour(Strip::swash, 0), n = at_.bands;
    const Eigen::VectorXd rest = swash_ - (x.segment(swash, n) - x.segment(water, n));
    const Eigen::VectorXd pull = swash_information_ * rest;
    s.information.block(swash, swash, n, n) += swash_information_, s.information.block(water, water, n, n) += swash_information_;
    s.information.block(swash, water, n, n) -= swash_information_, s.information.block(water, swash, n, n) -= swash_information_;
    s.right.segment(swash, n) += pull, s.right.segment(water, n) -= pull;
    s.penalty += rest.dot(pull);
}

System Fitter::system(const Eigen::VectorXd& x) const
{
    System s{Eigen::MatrixXd::Zero(at_.size(), at_.size()), Eigen::VectorXd::Zero(at_.size())};
    add_bins(x, s);
    add_priors(x, s);
    return s;
}

std::vector<int> Fitter::free_unknowns(const Eigen::VectorXd&, bool colours_only) const
{
    std::vector<int> unknowns;
    for (int i = 0; i < at_.size(); ++i) {
        if (colours_only && i < at_.colour(Strip::water, 0)) continue;
        if ((i == Layout::swash && !strips_.swash) || (i == Layout::wet && !strips_.wet) || (i == Layout::dry && !strips_.back)) continue;
        unknowns.push_back(i);
    }
    return unknowns;
}

/// Widths that would become negative stay at 0 in this step.
Eigen::VectorXd Fitter::step_of(const System& s, const Eigen::VectorXd& x, double damping, bool colours_only) const
{
    std::vector<int> unknowns = free_unknowns(x, colours_only);
    Eigen::VectorXd step = Eigen::VectorXd::Zero(at_.size());
    for (int round = 0; round < 3; ++round) {
        const auto n = static_cast<Eigen::Index>(unknowns.size());
        Eigen::MatrixXd a(n, n);
        Eigen::VectorXd b(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            b[i] = s.right[unknowns[static_cast<std::size_t>(i)]];
            for (Eigen::Index j = 0; j < n; ++j)
                a(i, j) = s.information(unknowns[static_cast<std::size_t>(i)], unknowns[static_cast<std::size_t>(j)]);
            a(i, i) *= 1 + damping;
        }
        const Eigen::VectorXd solution = a.llt().solve(b);
        step.setZero();
        for (Eigen::Index i = 0; i < n; ++i) step[unknowns[static_cast<std::size_t>(i)]] = solution[i];
        const auto blocked = [&](int i) { return (i == Layout::swash || i == Layout::wet) && x[i] <= 0 && step[i] < 0; };
        const auto before = unknowns.size();
        std::erase_if(unknowns, blocked);
        if (unknowns.size() == before) break;
    }
    return step;
}

void Fitter::keep_in_range(Eigen::VectorXd& x) const
{
    x[Layout::waterline] = std::clamp(x[Layout::waterline], -4.5, 4.5);
    x[Layout::swash] = std::clamp(x[Layout::swash], 0.0, 5.0);
    x[Layout::wet] = std::clamp(x[Layout::wet], 0.0, 5.0);
    x[Layout::dry] = std::max(x[Layout::dry], least_beach_px);
    for (int g = 0; g < at_.grids; ++g) x[at_.blur(g)] = std::clamp(x[at_.blur(g)], -most_log_blur, most_log_blur);
}

ShoreFit Fitter::fit(const ShoreEdges& start, const Eigen::MatrixXd& colour)
{
    Eigen::VectorXd x = Eigen::VectorXd::Zero(at_.size());
    x.head<4>() << start.waterline, start.swash, start.wet, start.dry;
    back_start_ = start.dry;
    for (std::size_t k = 0; k < strip_count; ++k)
        for (int b = 0; b < at_.bands; ++b) x[at_.colour(Strip{k}, b)] = colour(static_cast<Eigen::Index>(k), b);
    dry_scale_ = colour.row(static_cast<Eigen::Index>(number_of(Strip::dry))).transpose().cwiseMax(0.02);
    System now = system(x);
    double damping = 1e-3;
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
        const Eigen::VectorXd step = step_of(now, x, damping, iteration == 0);
        const double longest = step.head<4>().cwiseAbs().maxCoeff();
        Eigen::VectorXd next = x + std::min(1.0, 0.7 / std::max(longest, 1e-12)) * step;
        keep_in_range(next);
        const System there = system(next);
        if (!(there.objective() < now.objective() + 1e-9)) {
            damping *= 8;
            if (damping > 1e6) break;
            continue;
        }
        const double moved = (next - x).head<4>().cwiseAbs().maxCoeff(), gained = now.objective() - there.objective();
        x = next, now = there;
        damping = std::max(damping / 6, 1e-9);
        if (iteration > 1 && moved < converged_px && gained < 1e-3) break;
    }
    return result(x);
}

ShoreFit Fitter::result(const Eigen::VectorXd& x) const
{
    ShoreFit fit;
    fit.strips = strips_;
    fit.edges = edges_of(x);
    fit.colour.resize(static_cast<Eigen::Index>(strip_count), at_.bands);
    for (std::size_t k = 0; k < strip_count; ++k)
        for (int b = 0; b < at_.bands; ++b) fit.colour(static_cast<Eigen::Index>(k), b) = x[at_.colour(Strip{k}, b)];
    fit.band_shift = x.segment(at_.shift(0), at_.bands);
    for (int g = 0; g < at_.grids; ++g) fit.log_blur.push_back(x[at_.blur(g)]);

    const System s = system(x);
    const std::vector<int> unknowns = free_unknowns(x, false);
    const auto n = static_cast<Eigen::Index>(unknowns.size());
    Eigen::MatrixXd a(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j)
            a(i, j) = s.information(unknowns[static_cast<std::size_t>(i)], unknowns[static_cast<std::size_t>(j)]);
    const Eigen::LLT<Eigen::MatrixXd> factor(a);
    Eigen::VectorXd first = Eigen::VectorXd::Zero(n);
    first[0] = 1;
    fit.waterline_sd = std::sqrt(factor.solve(first)[0]);
    double log_determinant = 0;
    const Eigen::MatrixXd lower = factor.matrixL();
    for (Eigen::Index i = 0; i < n; ++i) log_determinant += 2 * std::log(lower(i, i));
    const ShorePriors& p = problem_.priors;
    double widths = 0;
    if (strips_.swash) widths += 2 * std::log(p.swash_m / problem_.pixel_m / 2) + p.per_strip;
    if (strips_.wet) widths += 2 * std::log(p.wet_m / problem_.pixel_m / 2) + p.per_strip;
    if (strips_.back) widths += 2 * std::log(p.back_range_px) - std::log(2 * 3.141592653589793) + p.per_strip;
    fit.minus_two_log_evidence = s.objective() + log_determinant + widths;
    if (!looks_like_land(problem_.bands, fit.colour.row(3) - fit.colour.row(0))) fit.minus_two_log_evidence += implausible;
    if (!std::isfinite(fit.minus_two_log_evidence) || !std::isfinite(fit.waterline_sd))
        fit.minus_two_log_evidence = std::numeric_limits<double>::infinity();
    return fit;
}

/// Colours to begin with, from the medians beside the line.
Eigen::MatrixXd first_colours(const ShoreProblem& problem, bool back)
{
    const auto bands = static_cast<Eigen::Index>(problem.bands.size());
    Eigen::MatrixXd colour = Eigen::MatrixXd::Constant(static_cast<Eigen::Index>(strip_count), bands, weak_colour);
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
    colour.row(row(Strip::swash)) = colour.row(row(Strip::water)) + problem.expected.swash.transpose();
    return colour;
}

/// Places to begin with: strips push the edge that two materials alone would have.
std::vector<ShoreEdges> starts(const ShoreHypothesis& h, double plain, double beach_px, double pixel_m)
{
    if (!h.swash && !h.wet) {
        std::vector<ShoreEdges> edges{{plain, 0, 0, beach_px}};
        // The line so far may lie on the landward edge of the beach.
        if (h.back) edges.push_back({beach_px, 0, 0, beach_px});
        return edges;
    }
    std::vector<ShoreEdges> edges;
    for (const double scale : {1.0, 3.0}) {
        const double swash = h.swash ? scale * std::min(0.15, 4 / pixel_m) : 0, wet = h.wet ? scale * std::min(0.4, 8 / pixel_m) : 0;
        edges.push_back({plain + 0.55 * wet - 0.5 * swash, swash, wet, std::max(beach_px - wet, 0.4)});
    }
    return edges;
}

}  // namespace

std::optional<ShoreWindow> fit_shore(const ShoreProblem& problem)
{
    const auto better = [](const ShoreFit& a, const ShoreFit& b) { return a.minus_two_log_evidence < b.minus_two_log_evidence; };
    std::vector<ShoreFit> fits;
    for (const bool back : {false, true}) {
        const Eigen::MatrixXd colour = first_colours(problem, back);
        for (const double beach : back ? std::vector<double>{1.0, 3.5} : std::vector<double>{no_back_px}) {
            double plain = 0;
            ShoreFit best_plain;
            best_plain.minus_two_log_evidence = std::numeric_limits<double>::infinity();
            for (const auto& [swash, wet] : {std::pair{false, false}, {true, false}, {false, true}, {true, true}}) {
                const ShoreHypothesis hypothesis{swash, wet, back};
                for (const ShoreEdges& start : starts(hypothesis, plain, beach, problem.pixel_m)) {
                    fits.push_back(Fitter(problem, hypothesis).fit(start, colour));
                    if (!swash && !wet && better(fits.back(), best_plain)) best_plain = fits.back(), plain = best_plain.edges.waterline;
                }
            }
        }
    }
    // Of the fits of one hypothesis only the best counts.
    std::vector<ShoreFit> best;
    for (const ShoreFit& fit : fits) {
        const auto same = std::find_if(best.begin(), best.end(), [&](const ShoreFit& b) { return b.strips == fit.strips; });
        if (same == best.end())
            best.push_back(fit);
        else if (better(fit, *same))
            *same = fit;
    }
    const ShoreFit& top = *std::min_element(best.begin(), best.end(), better);
    if (!std::isfinite(top.minus_two_log_evidence)) return std::nullopt;
    ShoreWindow window;
    window.best = top;
    double weights = 0, square = 0;
    for (const ShoreFit& fit : best) {
        const double weight = std::exp(-0.5 * (fit.minus_two_log_evidence - top.minus_two_log_evidence));
        weights += weight;
        window.waterline += weight * fit.edges.waterline;
    }
    window.waterline /= weights;
    for (const ShoreFit& fit : best) {
        const double weight = std::exp(-0.5 * (fit.minus_two_log_evidence - top.minus_two_log_evidence)) / weights;
        square += weight * (fit.waterline_sd * fit.waterline_sd + std::pow(fit.edges.waterline - window.waterline, 2));
    }
    window.waterline_sd = std::sqrt(square);
    return window;
}

ShoreExpectation learned(const ShoreExpectation& before, const ShorePriors& priors, const std::vector<const ShoreWindow*>& windows)
{
    constexpr std::size_t least = 3;
    ShoreExpectation after = before;
    const auto median_over = [&](auto&& has, auto&& value) -> std::optional<double> {
        std::vector<double> values;
        for (const ShoreWindow* window : windows)
            if (has(window->best)) values.push_back(value(window->best));
        if (values.size() < least) return std::nullopt;
        return median_of(std::move(values));
    };
    const auto has_swash = [](const ShoreFit& fit) { return fit.strips.swash; };
    const auto has_wet = [](const ShoreFit& fit) { return fit.strips.wet; };
    for (Eigen::Index b = 0; b < after.swash.size(); ++b) {
        if (const auto m = median_over(has_swash, [&](const ShoreFit& fit) { return fit.colour(1, b) - fit.colour(0, b); })) {
            after.swash[b] = *m;
            after.cover_spread = priors.scene_spread * priors.cover_spread, after.swash_spread = priors.scene_spread * priors.swash_spread;
        }
        if (const auto m = median_over(has_wet, [&](const ShoreFit& fit) { return fit.colour(2, b) / std::max(fit.colour(3, b), 0.02); })) {
            after.wet_ratio[b] = *m;
            after.wet_spread = priors.scene_spread * priors.wet_spread;
        }
    }
    for (std::size_t g = 0; g < after.log_blur.size(); ++g)
        if (const auto m = median_over([](const ShoreFit&) { return true; }, [&](const ShoreFit& fit) { return fit.log_blur[g]; })) {
            after.log_blur[g] = *m;
            after.blur_spread = priors.scene_spread * priors.blur_spread;
        }
    return after;
}

}  // namespace tasi

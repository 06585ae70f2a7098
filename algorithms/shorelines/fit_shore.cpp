#include "algorithms/shorelines/fit_shore.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

constexpr int most_iterations = 30;
constexpr double converged_px = 2e-3, converged_objective = 2e-3, rough_px = 0.03, rough_objective = 0.3, most_damping = 1e3;
constexpr double longest_step_px = 0.7;
constexpr double least_beach_px = 0.3, widest_px = 5, farthest_px = 4.5, most_log_blur = 0.3;
constexpr double least_slope = 0.015;     // of reflectance, infrared over visible
constexpr double least_infrared = 0.005;  // of reflectance: land over the water beside it
constexpr double implausible = 1000;      // in units of twice the log of the evidence

/// Land is brighter than water beside it by more in the infrared than in the visible; foam, cloud, glint and silt are not.
bool looks_like_land(const std::vector<Band>& bands, const Eigen::MatrixXd& colour, Strip strip)
{
    double infrared = 0, visible = 0;
    int infrared_bands = 0, visible_bands = 0;
    for (std::size_t b = 0; b < bands.size(); ++b) {
        const auto column = static_cast<Eigen::Index>(b);
        const double difference = colour(number_of(strip), column) - colour(number_of(Strip::water), column);
        if (bands[b] == Band::nir || bands[b] == Band::swir1)
            infrared += difference, ++infrared_bands;
        else if (bands[b] == Band::blue || bands[b] == Band::green)
            visible += difference, ++visible_bands;
    }
    if (infrared_bands == 0 || visible_bands == 0) return true;
    return infrared / infrared_bands > least_infrared && infrared / infrared_bands - visible / visible_bands > least_slope;
}

bool is_plausible(const std::vector<Band>& bands, const ShoreStrips& strips, const Eigen::MatrixXd& colour)
{
    return looks_like_land(bands, colour, Strip::dry) && (!strips.wet || looks_like_land(bands, colour, Strip::wet)) &&
           !(strips.swash && looks_like_land(bands, colour, Strip::swash));
}

ShoreVector unknowns_of(const ShoreUnknowns& at, const ShoreStart& start)
{
    ShoreVector x = ShoreVector::Zero(at.size());
    x[ShoreUnknowns::waterline] = start.edges.waterline;
    if (at.strips().swash) x[at.swash()] = start.edges.swash;
    if (at.strips().wet) x[at.wet()] = start.edges.wet;
    if (at.strips().back) x[at.dry()] = start.edges.dry;
    for (int g = 0; g < at.grids(); ++g) x[at.blur(g)] = start.log_blur[static_cast<std::size_t>(g)];
    for (int k = 0; k < static_cast<int>(at.list().size()); ++k)
        for (int b = 0; b < at.bands(); ++b)
            x[at.colour(k, b)] = start.colour(static_cast<Eigen::Index>(number_of(at.list()[static_cast<std::size_t>(k)])), b);
    if (start.band_shift.size() > 0) x.segment(at.shift(0), at.bands()) = start.band_shift;
    return x;
}

void keep_in_range(const ShoreUnknowns& at, ShoreVector& x)
{
    x[0] = std::clamp(x[0], -farthest_px, farthest_px);
    if (at.strips().swash) x[at.swash()] = std::clamp(x[at.swash()], 0.0, widest_px);
    if (at.strips().wet) x[at.wet()] = std::clamp(x[at.wet()], 0.0, widest_px);
    if (at.strips().back) x[at.dry()] = std::max(x[at.dry()], least_beach_px);
    for (int g = 0; g < at.grids(); ++g) x[at.blur(g)] = std::clamp(x[at.blur(g)], -most_log_blur, most_log_blur);
}

struct Step {
    ShoreVector change;
    double promised;  ///< fall of the objective
    double log_determinant;
};

/// A width of 0 that would become negative stays.
Step step_of(const ShoreUnknowns& at, const ShoreSystem& s, const ShoreVector& x, double damping, bool colours_only)
{
    ShoreMatrix information = s.information;
    ShoreVector right = s.right;
    const auto hold = [&](int i) {
        information.row(i).setZero(), information.col(i).setZero();
        information(i, i) = 1, right[i] = 0;
    };
    if (colours_only)
        for (int i = 0; i < at.colour(0, 0); ++i) hold(i);
    information.diagonal() *= 1 + damping;
    Eigen::LLT<ShoreMatrix> factor(information);
    Step step{factor.solve(right), 0, 2 * factor.matrixLLT().diagonal().array().log().sum()};
    bool again = false;
    const auto hold_at_zero = [&](bool exists, int i) {
        if (exists && x[i] <= 0 && step.change[i] < 0) hold(i), again = true;
    };
    hold_at_zero(at.strips().swash, at.swash());
    hold_at_zero(at.strips().wet, at.wet());
    if (again) step.change = factor.compute(information).solve(right);
    step.promised = s.right.dot(step.change);
    return step;
}

double moved_px(const ShoreUnknowns& at, const ShoreVector& step) { return step.head(at.edges()).cwiseAbs().maxCoeff(); }

/// exp(x^2) erfc(x)
double scaled_erfc(double x) { return x < 5 ? std::exp(x * x) * std::erfc(x) : (1 - 0.5 / (x * x)) / (x * std::sqrt(std::numbers::pi)); }

/// A width that would be negative were it free is more certain than its curvature says: its density falls from 0 on with a slope. The
/// curvature becomes that of the half-Gaussian of the same mass.
void bound(bool exists, int i, const ShoreVector& x, const ShoreSystem& s, ShoreMatrix& information)
{
    if (!exists || x[i] > 0 || !(s.right[i] < 0)) return;
    const double curvature = 1 / Eigen::LLT<ShoreMatrix>(information).solve(ShoreVector(ShoreVector::Unit(x.size(), i)))[i];
    const double mass = scaled_erfc(-s.right[i] / std::sqrt(2 * curvature));
    information(i, i) += curvature * (1 / (mass * mass) - 1);
}

/// A shift of all bands together is one of the scene, not of the line: their mean is added to the waterline before its spread is taken.
double waterline_sd(const ShoreUnknowns& at, const Eigen::LLT<ShoreMatrix>& factor)
{
    ShoreVector place = ShoreVector::Unit(at.size(), ShoreUnknowns::waterline);
    for (int b = 0; b < at.bands(); ++b) place[at.shift(b)] = 1.0 / at.bands();
    return std::sqrt(place.dot(factor.solve(place)));
}

void describe(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, const ShoreSystem& s, ShoreFit& fit)
{
    fit.edges = at.edges_of(x);
    fit.colour = Eigen::MatrixXd::Constant(static_cast<Eigen::Index>(strip_count), at.bands(), std::nan(""));
    for (const Strip strip : at.list())
        for (int b = 0; b < at.bands(); ++b) fit.colour(static_cast<Eigen::Index>(number_of(strip)), b) = x[at.colour(strip, b)];
    fit.band_shift = x.segment(at.shift(0), at.bands());
    for (int g = 0; g < at.grids(); ++g) fit.log_blur.push_back(x[at.blur(g)]);
    fit.chi_squared = s.chi_squared;
    for (const ShoreSample::OfGrid& of : problem.sample.grids)
        for (const ShoreBin& bin : of.bins) fit.values += static_cast<double>(bin.mean.size());

    ShoreMatrix information = s.information;
    bound(at.strips().swash, at.swash(), x, s, information), bound(at.strips().wet, at.wet(), x, s, information);
    const Eigen::LLT<ShoreMatrix> factor(information);
    fit.waterline_sd = waterline_sd(at, factor);
    const double evidence = s.objective() + 2 * factor.matrixLLT().diagonal().array().log().sum() + prior_constant(problem, at, x);
    if (!std::isfinite(evidence) || !std::isfinite(fit.waterline_sd)) return;
    fit.bare = at.strips().wet && problem.plants_meet(at.strips());
    fit.plausible = is_plausible(problem.bands, at.strips(), fit.colour);
    fit.minus_two_log_evidence = evidence + (fit.plausible ? 0 : implausible);
}

/// Whether not even twice the fall that is promised would make a fit count.
bool is_hopeless(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, const ShoreSystem& now, const Step& step,
                 const FitEffort& effort)
{
    const double evidence = now.objective() - 2 * step.promised + step.log_determinant + prior_constant(problem, at, x);
    return evidence > effort.give_up_above;
}

ShoreFit given_up(const ShoreStrips& strips)
{
    ShoreFit fit;
    fit.strips = strips;
    return fit;
}

}  // namespace

ShoreFit fit_shore(const ShoreProblem& problem, const ShoreStrips& strips, const ShoreStart& start, const FitEffort& effort)
{
    const ShoreUnknowns at(strips, static_cast<int>(problem.grids.size()), static_cast<int>(problem.bands.size()));
    ShoreVector x = unknowns_of(at, start);
    ShoreSystem now = shore_system(problem, at, x, start.edges.dry);
    double damping = 1e-3;
    for (int iteration = 0; iteration < most_iterations && damping < most_damping; ++iteration) {
        const Step step = step_of(at, now, x, damping, iteration == 0);
        if (iteration > 1 && is_hopeless(problem, at, x, now, step, effort)) return given_up(strips);
        if (iteration > 1 && step.promised < (effort.rough ? rough_objective : converged_objective) &&
            moved_px(at, step.change) < (effort.rough ? rough_px : converged_px))
            break;
        ShoreVector next = x + std::min(1.0, longest_step_px / std::max(moved_px(at, step.change), 1e-12)) * step.change;
        keep_in_range(at, next);
        ShoreSystem there = shore_system(problem, at, next, start.edges.dry);
        const double kept = (now.objective() - there.objective()) / step.promised;
        if (!(kept > 0)) {
            damping *= 8;
            continue;
        }
        x = next, now = std::move(there);
        damping = kept < 0.3 ? std::max(3 * damping, 1e-4) : std::max(damping / 6, 1e-9);
    }
    ShoreFit fit;
    fit.strips = strips;
    describe(problem, at, x, now, fit);
    return fit;
}

}  // namespace tasi

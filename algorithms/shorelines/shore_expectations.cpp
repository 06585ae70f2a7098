#include <cmath>
#include <numbers>
#include <utility>

#include <Eigen/Cholesky>

#include "algorithms/shorelines/shore_system.hpp"

namespace tasi {
namespace {

constexpr double weak_colour = 0.2, weak_colour_sd = 0.5;  // reflectance: all but nothing is known of a colour beforehand
constexpr double waterline_sd_px = 2, back_sd_px = 5;
constexpr double least_wet_sd = 0.004, least_dry = 0.02;  // reflectance
constexpr double least_plants = 2.5;                      // near infrared over red; 1.2 for sand, above 4 for leaves

void add_prior(ShoreSystem& s, int i, double residual, double sd)
{
    s.information(i, i) += 1 / (sd * sd);
    s.right[i] += residual / (sd * sd);
    s.penalty += residual * residual / (sd * sd);
}

double wet_sd(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, int band)
{
    return problem.expected.wet_spread * problem.expected.wet_ratio[band] * std::max(least_dry, x[at.colour(Strip::dry, band)]) +
           least_wet_sd;
}

/// Wet sand against the same sand dry.
void add_wet(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, ShoreSystem& s)
{
    for (int b = 0; b < at.bands(); ++b) {
        const int wet = at.colour(Strip::wet, b), dry = at.colour(Strip::dry, b);
        const double ratio = problem.expected.wet_ratio[b], rest = ratio * x[dry] - x[wet], sd = wet_sd(problem, at, x, b),
                     weight = 1 / (sd * sd);
        const double by_sd = x[dry] > least_dry ? problem.expected.wet_spread * ratio : 0, by_dry = ratio - rest / sd * by_sd;
        s.information(wet, wet) += weight, s.information(dry, dry) += weight * by_dry * by_dry;
        s.information(std::max(wet, dry), std::min(wet, dry)) -= weight * by_dry;
        s.right[wet] += weight * rest, s.right[dry] -= weight * by_dry * rest;
        s.penalty += weight * rest * rest;
    }
}

/// What is known of a colour: about `mean`, brighter or darker as a whole, and each band a little.
struct KnownColour {
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;

    KnownColour(Eigen::VectorXd about, double common, double each)
        : mean(std::move(about)), covariance(common * common * mean * mean.transpose())
    {
        covariance.diagonal() += (each * mean.array() + least_wet_sd).square().matrix();
    }
    double log_determinant() const
    {
        const Eigen::MatrixXd lower = covariance.llt().matrixL();
        return 2 * lower.diagonal().array().log().sum();
    }
};

/// Wet ground before plants.
KnownColour bare_ground(const ShoreProblem& problem)
{
    return {wet_ground(problem.bands), problem.priors.bare_common, problem.priors.bare_each};
}

/// A beach before something else: the ground of above when it is dry.
KnownColour beach(const ShoreProblem& problem)
{
    return {wet_ground(problem.bands).cwiseQuotient(wet_over_dry(problem.bands)), problem.priors.beach_common, problem.priors.beach_each};
}

void add_known(const KnownColour& known, int at, const ShoreVector& x, ShoreSystem& s)
{
    const Eigen::Index n = known.mean.size();
    const Eigen::MatrixXd information = known.covariance.llt().solve(Eigen::MatrixXd::Identity(n, n));
    const Eigen::VectorXd rest = known.mean - x.segment(at, n), pull = information * rest;
    s.information.block(at, at, n, n) += information;
    s.right.segment(at, n) += pull;
    s.penalty += rest.dot(pull);
}

Eigen::MatrixXd swash_covariance(const ShoreProblem& problem)
{
    const auto n = static_cast<Eigen::Index>(problem.bands.size());
    const Eigen::VectorXd cover = problem.expected.cover_spread * foam_over_water(problem.bands);
    return cover * cover.transpose() + std::pow(problem.expected.swash_spread, 2) * Eigen::MatrixXd::Identity(n, n);
}

/// White water against the water beside it.
void add_swash(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, ShoreSystem& s)
{
    const int n = at.bands(), water = at.colour(Strip::water, 0), swash = at.colour(Strip::swash, 0);
    const Eigen::MatrixXd information = swash_covariance(problem).llt().solve(Eigen::MatrixXd::Identity(n, n));
    const Eigen::VectorXd rest = problem.expected.swash - (x.segment(swash, n) - x.segment(water, n)), pull = information * rest;
    s.information.block(swash, swash, n, n) += information, s.information.block(water, water, n, n) += information;
    s.information.block(swash, water, n, n) -= information;
    s.right.segment(swash, n) += pull, s.right.segment(water, n) -= pull;
    s.penalty += rest.dot(pull);
}

}  // namespace

bool ShoreProblem::plants_meet(const ShoreStrips& strips) const
{
    if (strips.back) return false;
    double red = std::nan(""), infrared = std::nan("");
    for (std::size_t g = 0; g < grids.size(); ++g)
        for (std::size_t b = 0; b < grids[g].slots.size() && !sample.grids[g].bins.empty(); ++b) {
            const double near = sample.grids[g].near[static_cast<Eigen::Index>(b)];
            const Band band = bands[static_cast<std::size_t>(grids[g].slots[b])];
            if (band == Band::red) red = near;
            if (band == Band::nir) infrared = near;
        }
    return infrared > least_plants * red;
}

void add_expectations(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x, double back_px, ShoreSystem& s)
{
    const ShorePriors& p = problem.priors;
    add_prior(s, ShoreUnknowns::waterline, -x[0], waterline_sd_px);
    if (at.strips().swash) add_prior(s, at.swash(), -x[at.swash()], p.swash_m / problem.pixel_m);
    if (at.strips().wet) add_prior(s, at.wet(), -x[at.wet()], p.wet_m / problem.pixel_m);
    if (at.strips().back) add_prior(s, at.dry(), back_px - x[at.dry()], back_sd_px);
    for (int g = 0; g < at.grids(); ++g)
        add_prior(s, at.blur(g), problem.expected.log_blur[static_cast<std::size_t>(g)] - x[at.blur(g)], problem.expected.blur_spread);
    for (int b = 0; b < at.bands(); ++b) {
        add_prior(s, at.shift(b), -x[at.shift(b)], p.band_shift_px);
        for (const Strip strip : at.list())
            if (strip == Strip::water || strip == Strip::back || (strip == Strip::dry && !at.strips().back))
                add_prior(s, at.colour(strip, b), weak_colour - x[at.colour(strip, b)], weak_colour_sd);
    }
    if (at.strips().back) add_known(beach(problem), at.colour(Strip::dry, 0), x, s);
    if (at.strips().wet && problem.plants_meet(at.strips()))
        add_known(bare_ground(problem), at.colour(Strip::wet, 0), x, s);
    else if (at.strips().wet)
        add_wet(problem, at, x, s);
    if (at.strips().swash) add_swash(problem, at, x, s);
}

double prior_constant(const ShoreProblem& problem, const ShoreUnknowns& at, const ShoreVector& x)
{
    const ShorePriors& p = problem.priors;
    double sum = 0;
    if (at.strips().swash) {
        const Eigen::MatrixXd lower = swash_covariance(problem).llt().matrixL();
        sum += 2 * lower.diagonal().array().log().sum() + 2 * std::log(p.swash_m / problem.pixel_m / 2) + problem.expected.swash_cost;
    }
    if (at.strips().wet) {
        if (problem.plants_meet(at.strips())) {
            sum += bare_ground(problem).log_determinant();
        } else {
            for (int b = 0; b < at.bands(); ++b) sum += 2 * std::log(wet_sd(problem, at, x, b));
        }
        sum += 2 * std::log(p.wet_m / problem.pixel_m / 2) + problem.expected.wet_cost;
    }
    if (at.strips().back)
        sum +=
            beach(problem).log_determinant() + 2 * std::log(p.back_range_px) - std::log(2 * std::numbers::pi) + problem.expected.back_cost;
    return sum;
}

}  // namespace tasi

#include "algorithms/shorelines/shore_system.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

constexpr double weak_colour = 0.2, weak_colour_sd = 0.5;  // reflectance: all but nothing is known of a colour beforehand
constexpr double waterline_sd_px = 2, back_sd_px = 5;
constexpr double least_wet_sd = 0.004, least_dry = 0.02;  // reflectance

using EdgeColumns = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_bands, 5>;

/// One bin's share of the normal equations. The Jacobian is not formed: a colour acts through its share alone, a band shift on its
/// own band.
void add_bin(const ShoreUnknowns& at, const ShoreGrid& grid, int grid_number, const ShoreBin& bin, const Eigen::VectorXd& x,
             const std::vector<double>& places, double dependence, ShoreSystem& s)
{
    const auto bands = static_cast<int>(grid.slots.size());
    const auto strips = static_cast<int>(at.list().size());
    const int edges = at.edges();
    const SeenStrips seen = seen_strips(bin.t, grid.blur * std::exp(x[at.blur(grid_number)]), places);
    BandVector residual = bin.mean, all(bands);
    EdgeColumns columns = EdgeColumns::Zero(bands, edges + 1);
    for (int b = 0; b < bands; ++b) {
        const int band = grid.slots[static_cast<std::size_t>(b)];
        all[b] = 0;
        for (int k = 0; k < strips; ++k) residual[b] -= seen.share[static_cast<std::size_t>(k)] * x[at.colour(k, band)];
        for (int k = 0; k + 1 < strips; ++k) {
            const double by_place = -seen.density[static_cast<std::size_t>(k)] * (x[at.colour(k, band)] - x[at.colour(k + 1, band)]);
            all[b] += by_place;
            for (int e = 0; e < edges; ++e) columns(b, e) += by_place * at.place_by_unknown()(k, e);
            columns(b, edges) += by_place * seen.offset[static_cast<std::size_t>(k)];
        }
        residual[b] -= all[b] * x[at.shift(band)];
    }
    const BandMatrix information = bin.count / dependence * bin.information;
    const BandVector pull = information * residual;
    s.chi_squared += residual.dot(pull);
    const EdgeColumns weighed = information * columns;
    const auto place = [&](int column) { return column < edges ? column : at.blur(grid_number); };
    for (int i = 0; i <= edges; ++i) {
        s.right[place(i)] += columns.col(i).dot(pull);
        for (int j = 0; j <= i; ++j) s.information(place(i), place(j)) += columns.col(i).dot(weighed.col(j));
    }
    for (int b = 0; b < bands; ++b) {
        const int band = grid.slots[static_cast<std::size_t>(b)], shift = at.shift(band);
        s.right[shift] += all[b] * pull[b];
        for (int i = 0; i <= edges; ++i) s.information(shift, place(i)) += all[b] * weighed(b, i);
        for (int c = 0; c <= b; ++c)
            s.information(shift, at.shift(grid.slots[static_cast<std::size_t>(c)])) += all[b] * all[c] * information(b, c);
        for (int k = 0; k < strips; ++k) {
            const double share = seen.share[static_cast<std::size_t>(k)];
            if (share < 1e-9) continue;
            const int colour = at.colour(k, band);
            s.right[colour] += share * pull[b];
            for (int i = 0; i <= edges; ++i) s.information(colour, place(i)) += share * weighed(b, i);
            for (int c = 0; c < bands; ++c) {
                const int other = grid.slots[static_cast<std::size_t>(c)];
                s.information(colour, at.shift(other)) += share * all[c] * information(b, c);
                for (int m = 0; m <= k; ++m)
                    s.information(colour, at.colour(m, other)) += share * seen.share[static_cast<std::size_t>(m)] * information(b, c);
            }
        }
    }
}

void add_prior(ShoreSystem& s, int i, double residual, double sd)
{
    s.information(i, i) += 1 / (sd * sd);
    s.right[i] += residual / (sd * sd);
    s.penalty += residual * residual / (sd * sd);
}

double wet_sd(const ShoreProblem& problem, const ShoreUnknowns& at, const Eigen::VectorXd& x, int band)
{
    return problem.expected.wet_spread * problem.expected.wet_ratio[band] * std::max(least_dry, x[at.colour(Strip::dry, band)]) +
           least_wet_sd;
}

/// Wet sand against the same sand dry.
void add_wet(const ShoreProblem& problem, const ShoreUnknowns& at, const Eigen::VectorXd& x, ShoreSystem& s)
{
    for (int b = 0; b < at.bands(); ++b) {
        const int wet = at.colour(Strip::wet, b), dry = at.colour(Strip::dry, b);
        const double ratio = problem.expected.wet_ratio[b], rest = ratio * x[dry] - x[wet],
                     weight = std::pow(wet_sd(problem, at, x, b), -2);
        s.information(wet, wet) += weight, s.information(dry, dry) += weight * ratio * ratio;
        s.information(std::max(wet, dry), std::min(wet, dry)) -= weight * ratio;
        s.right[wet] += weight * rest, s.right[dry] -= weight * ratio * rest;
        s.penalty += weight * rest * rest;
    }
}

Eigen::MatrixXd swash_covariance(const ShoreProblem& problem)
{
    const auto n = static_cast<Eigen::Index>(problem.bands.size());
    const Eigen::VectorXd cover = problem.expected.cover_spread * foam_over_water(problem.bands);
    return cover * cover.transpose() + std::pow(problem.expected.swash_spread, 2) * Eigen::MatrixXd::Identity(n, n);
}

/// White water against the water beside it.
void add_swash(const ShoreProblem& problem, const ShoreUnknowns& at, const Eigen::VectorXd& x, ShoreSystem& s)
{
    const int n = at.bands(), water = at.colour(Strip::water, 0), swash = at.colour(Strip::swash, 0);
    const Eigen::MatrixXd information = swash_covariance(problem).llt().solve(Eigen::MatrixXd::Identity(n, n));
    const Eigen::VectorXd rest = problem.expected.swash - (x.segment(swash, n) - x.segment(water, n)), pull = information * rest;
    s.information.block(swash, swash, n, n) += information, s.information.block(water, water, n, n) += information;
    s.information.block(swash, water, n, n) -= information;
    s.right.segment(swash, n) += pull, s.right.segment(water, n) -= pull;
    s.penalty += rest.dot(pull);
}

void add_expectations(const ShoreProblem& problem, const ShoreUnknowns& at, const Eigen::VectorXd& x, double back_px, ShoreSystem& s)
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
            if (strip != Strip::wet && strip != Strip::swash)
                add_prior(s, at.colour(strip, b), weak_colour - x[at.colour(strip, b)], weak_colour_sd);
    }
    if (at.strips().wet) add_wet(problem, at, x, s);
    if (at.strips().swash) add_swash(problem, at, x, s);
}

}  // namespace

ShoreUnknowns::ShoreUnknowns(const ShoreStrips& strips, int grids, int bands)
    : strips_(strips),
      list_(strips.list()),
      grids_(grids),
      bands_(bands),
      place_by_unknown_(Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(list_.size()) - 1, edges()))
{
    place_by_unknown_.col(waterline).setOnes();
    const int at_waterline = strips.swash ? 1 : 0, last = static_cast<int>(list_.size()) - 2;
    if (strips.swash) place_by_unknown_(0, swash()) = 1;
    if (strips.wet)
        for (int edge = at_waterline + 1; edge <= last; ++edge) place_by_unknown_(edge, wet()) = -1;
    if (strips.back) place_by_unknown_(last, dry()) = -1;
}

int ShoreUnknowns::colour(Strip strip, int band) const
{
    return colour(static_cast<int>(std::find(list_.begin(), list_.end(), strip) - list_.begin()), band);
}

ShoreEdges ShoreUnknowns::edges_of(const Eigen::VectorXd& x) const
{
    return {x[waterline], strips_.swash ? x[swash()] : 0, strips_.wet ? x[wet()] : 0, strips_.back ? x[dry()] : 0};
}

ShoreSystem shore_system(const ShoreProblem& problem, const ShoreUnknowns& unknowns, const Eigen::VectorXd& x, double back_px)
{
    ShoreSystem s{Eigen::MatrixXd::Zero(unknowns.size(), unknowns.size()), Eigen::VectorXd::Zero(unknowns.size())};
    const std::vector<double> places = unknowns.edges_of(x).places(unknowns.strips());
    for (int g = 0; g < unknowns.grids(); ++g)
        for (const ShoreBin& bin : problem.sample.grids[static_cast<std::size_t>(g)].bins)
            add_bin(unknowns, problem.grids[static_cast<std::size_t>(g)], g, bin, x, places, problem.priors.dependence, s);
    add_expectations(problem, unknowns, x, back_px, s);
    // Colours of one strip in two bands are filled both ways above; all else only below the diagonal.
    s.information.triangularView<Eigen::StrictlyUpper>() = s.information.transpose();
    return s;
}

double prior_constant(const ShoreProblem& problem, const ShoreUnknowns& at, const Eigen::VectorXd& x)
{
    const ShorePriors& p = problem.priors;
    double sum = 0;
    if (at.strips().swash) {
        const Eigen::MatrixXd lower = swash_covariance(problem).llt().matrixL();
        sum += 2 * lower.diagonal().array().log().sum() + 2 * std::log(p.swash_m / problem.pixel_m / 2) + problem.expected.swash_cost;
    }
    if (at.strips().wet) {
        for (int b = 0; b < at.bands(); ++b) sum += 2 * std::log(wet_sd(problem, at, x, b));
        sum += 2 * std::log(p.wet_m / problem.pixel_m / 2) + problem.expected.wet_cost;
    }
    if (at.strips().back)
        sum += at.bands() * 2 * std::log(weak_colour_sd) + 2 * std::log(p.back_range_px) - std::log(2 * std::numbers::pi) +
               problem.expected.back_cost;
    return sum;
}

}  // namespace tasi

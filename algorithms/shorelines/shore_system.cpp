#include "algorithms/shorelines/shore_system.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <Eigen/Cholesky>

namespace tasi {
namespace {

constexpr double weak_colour = 0.2, weak_colour_sd = 0.5;  // reflectance: all but nothing is known of a colour beforehand
constexpr double waterline_sd_px = 2, back_sd_px = 5;
constexpr double least_wet_sd = 0.004, least_dry = 0.02;  // reflectance
constexpr double least_share = 1e-7;
constexpr double least_plants = 2.5;  // near infrared over red; 1.2 for sand, above 4 for leaves

/// The share of the bins of one grid in the normal equations, gathered in small matrices of known size: this is where the time goes.
/// The Jacobian is not formed: a colour and a band shift act on their own band only.
template <int bands>
class GridSystem {
public:
    GridSystem(const ShoreUnknowns& at, const ShoreGrid& grid, int number, const ShoreVector& x, double dependence)
        : at_(at),
          first_(grid.slots.front()),
          number_(number),
          strips_(static_cast<int>(at.list().size())),
          edges_(at.edges()),
          sharpness_(1 / (grid.blur * std::exp(x[at.blur(number)]))),
          dependence_(dependence),
          shift_(x.template segment<bands>(at.shift(first_)))
    {
        for (int k = 0; k < strips_; ++k) colour_[static_cast<std::size_t>(k)] = x.template segment<bands>(at.colour(k, first_));
    }

    void add(const ShoreBin& bin, const EdgePlaces& places)
    {
        const Seen seen = look(bin.t, places);
        const Square information = bin.mean_information / dependence_;
        Vector residual = bin.mean;
        for (int k = 0; k < strips_; ++k) residual -= seen.share[to(k)].cwiseProduct(colour_[to(k)]);
        const Vector pull = information * residual;
        chi_squared_ += residual.dot(pull);
        if (seen.edge) add_edges(seen, information, pull);
        add_colours(seen, information, pull);
    }

    /// Below the diagonal only, and between the colours of two strips both ways.
    void put(ShoreSystem& s) const
    {
        s.chi_squared += chi_squared_;
        const auto place = [&](int column) { return column < edges_ ? column : at_.blur(number_); };
        const int shift = at_.shift(first_);
        for (int i = 0; i <= edges_; ++i) {
            s.right[place(i)] += edge_right_[i];
            for (int j = 0; j <= i; ++j) s.information(place(i), place(j)) += edge_edge_(i, j);
            s.information.template block<bands, 1>(shift, place(i)) += shift_edge_.col(i);
        }
        s.right.template segment<bands>(shift) += shift_right_;
        s.information.template block<bands, bands>(shift, shift) += shift_shift_;
        for (int k = 0; k < strips_; ++k) {
            const int colour = at_.colour(k, first_);
            s.right.template segment<bands>(colour) += colour_right_[to(k)];
            for (int i = 0; i <= edges_; ++i) s.information.template block<bands, 1>(colour, place(i)) += colour_edge_[to(k)].col(i);
            s.information.template block<bands, bands>(colour, shift) += colour_shift_[to(k)];
            for (int m = 0; m <= k; ++m)
                s.information.template block<bands, bands>(colour, at_.colour(m, first_)) += colour_colour_[to(k)][to(m)];
        }
    }

private:
    using Vector = Eigen::Matrix<double, bands, 1>;
    using Square = Eigen::Matrix<double, bands, bands>;
    using Columns = Eigen::Matrix<double, bands, most_edge_unknowns + 1>;
    template <class T>
    using ByStrip = std::array<T, strip_count>;

    const ShoreUnknowns& at_;
    int first_, number_, strips_, edges_;
    double sharpness_, dependence_, chi_squared_ = 0;  ///< sharpness: 1 / blur
    Vector shift_;
    ByStrip<Vector> colour_;
    Eigen::Matrix<double, most_edge_unknowns + 1, most_edge_unknowns + 1> edge_edge_ = decltype(edge_edge_)::Zero();
    Eigen::Matrix<double, most_edge_unknowns + 1, 1> edge_right_ = decltype(edge_right_)::Zero();
    Columns shift_edge_ = Columns::Zero();
    Square shift_shift_ = Square::Zero();
    Vector shift_right_ = Vector::Zero();
    ByStrip<Vector> colour_right_ = filled<Vector>();
    ByStrip<Columns> colour_edge_ = filled<Columns>();
    ByStrip<Square> colour_shift_ = filled<Square>();
    ByStrip<ByStrip<Square>> colour_colour_ = {filled<Square>(), filled<Square>(), filled<Square>(), filled<Square>(), filled<Square>()};

    static constexpr std::size_t to(int i) { return static_cast<std::size_t>(i); }
    template <class T>
    static ByStrip<T> filled()
    {
        ByStrip<T> all;
        all.fill(T::Zero());
        return all;
    }

    /// What every band sees at one distance, and how that changes.
    struct Seen {
        ByStrip<Vector> share;
        std::array<bool, strip_count> seen{};
        Columns columns = Columns::Zero();  ///< by unknowns of edges, then by the log of the blur
        Vector all = Vector::Zero();        ///< by all edges together
        bool edge = false;
    };

    Seen look(double t, const EdgePlaces& places) const
    {
        Seen result;
        std::array<double, strip_count> most{};
        for (int b = 0; b < bands; ++b) {
            double before = 0;  // what lies seaward of the edge
            for (int k = 0; k + 1 < strips_; ++k) {
                const double offset = t - shift_[b] - places.at[to(k)], z = offset * sharpness_;
                double beyond = z > 0 ? 1 : 0;
                if (std::abs(z) < beyond_all_sds) {
                    const NormalValue value = normal_table.at(z);
                    beyond = value.below;
                    const double by_place = -value.density * sharpness_ * (colour_[to(k)][b] - colour_[to(k + 1)][b]);
                    result.all[b] += by_place;
                    for (int e = 0; e < edges_; ++e) result.columns(b, e) += at_.place_by_unknown()(k, e) * by_place;
                    result.columns(b, edges_) += offset * by_place;
                    result.edge = true;
                }
                result.share[to(k)][b] = beyond - before;
                most[to(k)] = std::max(most[to(k)], beyond - before);
                before = beyond;
            }
            result.share[to(strips_ - 1)][b] = 1 - before;
            most[to(strips_ - 1)] = std::max(most[to(strips_ - 1)], 1 - before);
        }
        for (int k = 0; k < strips_; ++k) result.seen[to(k)] = most[to(k)] >= least_share;
        return result;
    }

    void add_edges(const Seen& seen, const Square& information, const Vector& pull)
    {
        const Columns weighed = information * seen.columns;
        edge_edge_.noalias() += seen.columns.transpose() * weighed;
        edge_right_.noalias() += seen.columns.transpose() * pull;
        shift_edge_ += seen.all.asDiagonal() * weighed;
        const Square by_shift = information * seen.all.asDiagonal();
        shift_shift_ += seen.all.asDiagonal() * by_shift;
        shift_right_ += seen.all.cwiseProduct(pull);
        for (int k = 0; k < strips_; ++k) {
            if (!seen.seen[to(k)]) continue;
            colour_edge_[to(k)] += seen.share[to(k)].asDiagonal() * weighed;
            colour_shift_[to(k)] += seen.share[to(k)].asDiagonal() * by_shift;
        }
    }

    void add_colours(const Seen& seen, const Square& information, const Vector& pull)
    {
        for (int k = 0; k < strips_; ++k) {
            if (!seen.seen[to(k)]) continue;
            colour_right_[to(k)] += seen.share[to(k)].cwiseProduct(pull);
            const Square by_this = seen.share[to(k)].asDiagonal() * information;
            for (int m = 0; m <= k; ++m)
                if (seen.seen[to(m)]) colour_colour_[to(k)][to(m)] += by_this * seen.share[to(m)].asDiagonal();
        }
    }
};

template <int bands>
void add_grid_of(const ShoreProblem& problem, const ShoreUnknowns& at, int number, const ShoreVector& x, const EdgePlaces& places,
                 ShoreSystem& s)
{
    GridSystem<bands> of(at, problem.grids[static_cast<std::size_t>(number)], number, x, problem.priors.dependence * problem.noise);
    for (const ShoreBin& bin : problem.sample.grids[static_cast<std::size_t>(number)].bins) of.add(bin, places);
    of.put(s);
}

void add_grid(const ShoreProblem& problem, const ShoreUnknowns& at, int number, const ShoreVector& x, const EdgePlaces& places,
              ShoreSystem& s)
{
    static_assert(most_bands == 7);
    constexpr std::array by_bands{add_grid_of<1>, add_grid_of<2>, add_grid_of<3>, add_grid_of<4>,
                                  add_grid_of<5>, add_grid_of<6>, add_grid_of<7>};
    by_bands.at(problem.grids[static_cast<std::size_t>(number)].slots.size() - 1)(problem, at, number, x, places, s);
}

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

ShoreUnknowns::ShoreUnknowns(const ShoreStrips& strips, int grids, int bands)
    : strips_(strips),
      list_(strips.list()),
      grids_(grids),
      bands_(bands),
      place_by_unknown_(EdgeMatrix::Zero(static_cast<Eigen::Index>(list_.size()) - 1, edges()))
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

ShoreEdges ShoreUnknowns::edges_of(const ShoreVector& x) const
{
    return {x[waterline], strips_.swash ? x[swash()] : 0, strips_.wet ? x[wet()] : 0, strips_.back ? x[dry()] : 0};
}

ShoreSystem shore_system(const ShoreProblem& problem, const ShoreUnknowns& unknowns, const ShoreVector& x, double back_px)
{
    ShoreSystem s{ShoreMatrix::Zero(unknowns.size(), unknowns.size()), ShoreVector::Zero(unknowns.size())};
    const EdgePlaces places = unknowns.edges_of(x).places(unknowns.strips());
    for (int g = 0; g < unknowns.grids(); ++g) add_grid(problem, unknowns, g, x, places, s);
    add_expectations(problem, unknowns, x, back_px, s);
    // Blocks on the diagonal are filled both ways above; all else only below it.
    s.information.triangularView<Eigen::StrictlyUpper>() = s.information.transpose();
    return s;
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

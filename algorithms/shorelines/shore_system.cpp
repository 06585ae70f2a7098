#include "algorithms/shorelines/shore_system.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tasi {
namespace {

constexpr double least_share = 1e-7;

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

}  // namespace

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

}  // namespace tasi

#include "algorithms/rates/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "algorithms/rates/ranks.hpp"
#include "algorithms/rates/significance.hpp"

namespace tasi {
namespace {

/// Sums over groups of equal values of m, counted group sizes.
struct Ties {
    double pairs = 0;    ///< m (m - 1)
    double triples = 0;  ///< m (m - 1) (m - 2)
    double spread = 0;   ///< m (m - 1) (2 m + 5)
};

/// Of values in order.
Ties ties_of_sorted(std::span<const double> sorted)
{
    Ties ties;
    for (std::size_t from = 0, to = 0; from < sorted.size(); from = to) {
        while (to < sorted.size() && sorted[to] == sorted[from]) ++to;
        if (to - from < 2) continue;
        const double m = static_cast<double>(to - from);
        ties.pairs += m * (m - 1);
        ties.triples += m * (m - 1) * (m - 2);
        ties.spread += m * (m - 1) * (2 * m + 5);
    }
    return ties;
}

Ties ties_of(std::span<const double> values)
{
    if (std::is_sorted(values.begin(), values.end())) return ties_of_sorted(values);
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return ties_of_sorted(sorted);
}

double variance_with_ties(double n, const Ties& t, const Ties& x)
{
    return (n * (n - 1) * (2 * n + 5) - t.spread - x.spread) / 18 + t.triples * x.triples / (9 * n * (n - 1) * (n - 2)) +
           t.pairs * x.pairs / (2 * n * (n - 1));
}

constexpr std::size_t few = 100;  // up to here going through all pairs is faster than sorting

double score_by_pairs(std::span<const double> t_yr, std::span<const double> x_m)
{
    long long score = 0;
    for (std::size_t i = 0, later = 0; i < t_yr.size(); ++i) {
        while (later < t_yr.size() && !(t_yr[later] > t_yr[i])) ++later;
        const double x = x_m[i];
        int row = 0;
        for (std::size_t j = later; j < t_yr.size(); ++j) row += static_cast<int>(x_m[j] > x) - static_cast<int>(x_m[j] < x);
        score += row;
    }
    return static_cast<double>(score);
}

/// Sorts [from, to) of `x` and returns how many pairs stood with the larger value first.
long long sort_and_count(std::vector<double>& x, std::vector<double>& room, std::size_t from, std::size_t to)
{
    if (to - from < 2) return 0;
    const std::size_t middle = from + (to - from) / 2;
    long long count = sort_and_count(x, room, from, middle) + sort_and_count(x, room, middle, to);
    for (std::size_t a = from, b = middle, out = from; out < to; ++out) {
        const bool second = a == middle || (b < to && x[b] < x[a]);
        if (second) count += static_cast<long long>(middle - a);
        room[out] = x[second ? b++ : a++];
    }
    std::copy(room.begin() + static_cast<std::ptrdiff_t>(from), room.begin() + static_cast<std::ptrdiff_t>(to),
              x.begin() + static_cast<std::ptrdiff_t>(from));
    return count;
}

/// Pairs of equal values.
double tied_pairs(std::vector<double> values) { return ties_of(values).pairs / 2; }

/// Knight 1966, doi:10.1080/01621459.1966.10480879: all pairs, less the tied ones, less twice those that go down.
double score_by_sorting(std::span<const double> t_yr, std::span<const double> x_m)
{
    std::vector<double> x(x_m.begin(), x_m.end()), room(x.size());
    double tied_in_both = 0, tied_in_t = 0;
    for (std::size_t from = 0, to = 0; from < x.size(); from = to) {
        while (to < x.size() && t_yr[to] == t_yr[from]) ++to;
        const auto first = x.begin() + static_cast<std::ptrdiff_t>(from), last = x.begin() + static_cast<std::ptrdiff_t>(to);
        const double m = static_cast<double>(to - from);
        tied_in_t += m * (m - 1) / 2;
        if (to - from < 2) continue;
        std::sort(first, last);  // a date does not go down within itself
        tied_in_both += tied_pairs({first, last});
    }
    const double n = static_cast<double>(x.size()), tied_in_x = tied_pairs(x);
    const double down = static_cast<double>(sort_and_count(x, room, 0, x.size()));
    return n * (n - 1) / 2 - tied_in_t - tied_in_x + tied_in_both - 2 * down;
}

/// x - slope t in steps of 1e-10 of the range of x, so that rounding makes no ranks.
std::vector<double> detrended_in_steps(std::span<const double> t_yr, std::span<const double> x_m, double slope_m_per_yr)
{
    const auto [low, high] = std::minmax_element(x_m.begin(), x_m.end());
    const double step = 1e-10 * (*high - *low);
    std::vector<double> steps(x_m.size(), 0.0);
    if (step == 0) return steps;
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps[i] = std::nearbyint((x_m[i] - x_m.front() - slope_m_per_yr * (t_yr[i] - t_yr.front())) / step);
    return steps;
}

}  // namespace

double MannKendall::z(double variance_factor) const
{
    const double beyond = std::max(std::fabs(s) - 1, 0.0);
    return std::copysign(beyond / std::sqrt(variance * variance_factor), s);
}

double MannKendall::p(double variance_factor) const { return two_sided_normal_p(z(variance_factor)); }

MannKendall mann_kendall(std::span<const double> t_yr, std::span<const double> x_m)
{
    MannKendall test;
    test.s = t_yr.size() <= few ? score_by_pairs(t_yr, x_m) : score_by_sorting(t_yr, x_m);
    const Ties ties_t = ties_of(t_yr), ties_x = ties_of(x_m);
    const double n = static_cast<double>(t_yr.size());
    const bool all_equal = ties_x.pairs == n * (n - 1);
    if (!all_equal) test.variance = variance_with_ties(n, ties_t, ties_x);
    return test;
}

double hamed_rao_factor(std::span<const double> t_yr, std::span<const double> x_m, double slope_m_per_yr)
{
    const std::vector<double> ranks = centred_ranks(detrended_in_steps(t_yr, x_m, slope_m_per_yr));
    const std::size_t count = ranks.size();
    const double n = static_cast<double>(count);
    double total = 0;
    for (const double r : ranks) total += r * r;
    if (total == 0) return 1;

    double sum = 0;
    for (std::size_t lag = 1; lag + 2 < count; ++lag) {
        double product = 0;
        for (std::size_t i = 0; i + lag < count; ++i) product += ranks[i] * ranks[i + lag];
        const double r = product / total, left = n - static_cast<double>(lag);
        if (std::fabs(r) > 1.96 / std::sqrt(n)) sum += left * (left - 1) * (left - 2) * r;
    }
    return std::max(1 + 2 * sum / (n * (n - 1) * (n - 2)), 1 / n);
}

}  // namespace tasi

#include "algorithms/rates/theil_sen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tasi {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
// Below this the sample that guesses where ranks lie costs more than it saves.
constexpr std::size_t enough_to_sample = 4096;

/// Slopes of all pairs of different dates, in a fixed order.
const std::vector<double>& pair_slopes(std::span<const double> t_yr, std::span<const double> x_m)
{
    thread_local std::vector<double> slopes;  // as large for every transect: no need to ask for it again
    const std::size_t n = t_yr.size();
    slopes.resize(n * (n - 1) / 2);
    double* out = slopes.data();
    for (std::size_t i = 0, later = 0; i < n; ++i) {
        while (later < n && !(t_yr[later] > t_yr[i])) ++later;
        const double t = t_yr[i], x = x_m[i];
        for (std::size_t j = later; j < n; ++j) *out++ = (x_m[j] - x) / (t_yr[j] - t);
    }
    slopes.resize(static_cast<std::size_t>(out - slopes.data()));
    return slopes;
}

/// The values between two limits, and how many lie below.
struct Between {
    std::size_t below = 0;
    std::span<double> values;
};

/// The span lives until the next call in the same thread.
Between between(const std::vector<double>& all, double low, double high)
{
    thread_local std::vector<double> room;
    if (room.size() <= all.size()) room.resize(all.size() + 1);
    double* out = room.data();
    std::size_t below = 0;
    for (const double value : all) {  // without branches: which way a value goes cannot be foreseen
        *out = value;
        out += static_cast<std::ptrdiff_t>(static_cast<unsigned>(value >= low) & static_cast<unsigned>(value <= high));
    }
    for (const double value : all) below += static_cast<std::size_t>(value < low);
    return {below, {room.data(), out}};
}

/// Every so many values, in order: shows where the ranks of all lie. The step is odd against the rows of the table of pairs.
std::vector<double> sorted_sample(const std::vector<double>& all)
{
    const auto wanted = static_cast<std::size_t>(std::pow(static_cast<double>(all.size()), 0.63));
    const std::size_t step = std::max<std::size_t>(all.size() / wanted, 1) | 1;
    std::vector<double> sample;
    sample.reserve(all.size() / step + 1);
    for (std::size_t i = 0; i < all.size(); i += step) sample.push_back(all[i]);
    std::sort(sample.begin(), sample.end());
    return sample;
}

/// All values from rank `first` to rank `last` (counted from 0), and some more, by the idea of Floyd and Rivest 1975,
/// doi:10.1145/360680.360691, with a sample that is not drawn at random. The order is lost.
Between around(const std::vector<double>& all, std::size_t first, std::size_t last)
{
    if (all.size() < enough_to_sample) {
        thread_local std::vector<double> copy;
        copy = all;
        return {0, copy};
    }
    const std::vector<double> sample = sorted_sample(all);
    const double size = static_cast<double>(sample.size()), scale = size / static_cast<double>(all.size());
    double reach = 2 + 1.5 * std::sqrt(size);
    for (;; reach *= 4) {  // a poor sample costs time, never the answer
        const double from = static_cast<double>(first) * scale - reach, to = static_cast<double>(last) * scale + reach;
        const double low = from < 0 ? -infinite : sample[static_cast<std::size_t>(from)];
        const double high = to >= size ? infinite : sample[static_cast<std::size_t>(to)];
        const Between part = between(all, low, high);
        if (part.below <= first && last < part.below + part.values.size()) return part;
    }
}

/// Moves the values for which `goes_first` holds to the front of [from, to) and returns where they end; without branches.
template <class Test>
double* partition(double* from, double* to, Test goes_first)
{
    double* front = from;
    for (double* at = from; at != to; ++at) {
        const double value = *at;
        *at = *front;
        *front = value;
        front += static_cast<std::ptrdiff_t>(goes_first(value));
    }
    return front;
}

/// What std::nth_element does, faster on numbers in no order.
void place(double* from, double* to, double* rank)
{
    for (int rounds = 0; to - from > 16 && rounds < 60; ++rounds) {
        const double a = *from, b = from[(to - from) / 2], c = to[-1];
        const double pivot = std::max(std::min(a, b), std::min(std::max(a, b), c));
        double* less = partition(from, to, [pivot](double value) { return value < pivot; });
        if (rank < less) {
            to = less;
            continue;
        }
        if (less > from) {
            from = less;
            continue;
        }
        // The pivot is the least of all: those equal to it are in their place.
        double* equal = partition(less, to, [pivot](double value) { return value <= pivot; });
        if (rank < equal) return;
        from = equal;
    }
    std::nth_element(from, rank, to);
}

/// Order statistics of slopes: the median, and those of rank `low` and `high`, which lie on either side of it.
TheilSen order_statistics(const std::vector<double>& slopes, std::size_t low, std::size_t high)
{
    const std::size_t n = slopes.size(), middle = (n - 1) / 2, upper = n / 2;
    const Between part = around(slopes, std::min(low, middle), std::max(high, upper));
    const auto at = [&](std::size_t rank) { return part.values.data() + (rank - part.below); };
    double *const begin = part.values.data(), *const end = begin + part.values.size();
    // From the outside in: the median then lies among the few between the two ends.
    const std::size_t first = std::min(low, middle), last = std::max(high, upper);
    place(begin, end, at(first));
    if (last > first) place(at(first) + 1, end, at(last));
    if (first < middle && middle < last) place(at(first) + 1, at(last), at(middle));
    const double below = *at(middle);
    const double above = upper == middle ? below : upper == last ? *at(last) : *std::min_element(at(middle) + 1, at(last) + 1);
    const TheilSen result{below + (above - below) / 2, *at(first), *at(last)};
    return result;
}

}  // namespace

TheilSen theil_sen(std::span<const double> t_yr, std::span<const double> x_m, double half_width)
{
    const std::vector<double>& slopes = pair_slopes(t_yr, x_m);
    const double n = static_cast<double>(slopes.size());
    const double low = std::max(std::nearbyint((n - half_width) / 2) - 1, 0.0);
    const double high = std::min(std::nearbyint((n + half_width) / 2), n - 1);
    return order_statistics(slopes, static_cast<std::size_t>(low), static_cast<std::size_t>(high));
}

double theil_sen_slope(std::span<const double> t_yr, std::span<const double> x_m)
{
    const std::vector<double>& slopes = pair_slopes(t_yr, x_m);
    const std::size_t middle = (slopes.size() - 1) / 2;
    return order_statistics(slopes, middle, middle).slope_m_per_yr;
}

}  // namespace tasi

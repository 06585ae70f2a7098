#include "algorithms/thresholds/separability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "algorithms/thresholds/smooth.hpp"

namespace tasi {
namespace {

constexpr int valley_bins = 128;
constexpr double smoothing_bins = 3;

/// Sums of land (0) and water (1).
struct ClassSums {
    std::array<double, 2> sum{};
    std::array<long, 2> count{};
};

void merge(ClassSums& whole, const ClassSums& part)
{
    for (std::size_t c = 0; c < 2; ++c) whole.sum[c] += part.sum[c], whole.count[c] += part.count[c];
}

/// Calls `visit(value, times)` for the centres of the bins that hold anything.
template <class Visit>
void visit_bins(const Histogram& fine, Visit&& visit)
{
    for (int bin = 0; bin < fine.bins(); ++bin)
        if (const double count = fine.counts()[static_cast<std::size_t>(bin)]; count > 0) visit(fine.centre(bin), count);
}

template <class Term>
ClassSums class_sums(const Sample& sample, double threshold, Term&& term)
{
    if (sample.is_large()) {
        ClassSums sums;
        visit_bins(sample.fine(), [&](double value, double count) {
            const std::size_t c = value > threshold;
            sums.sum[c] += count * term(value, c);
            sums.count[c] += static_cast<long>(count);
        });
        return sums;
    }
    return sample.reduce(
        ClassSums{},
        [&](ClassSums& part, double value) {
            const std::size_t c = value > threshold;
            part.sum[c] += term(value, c);
            ++part.count[c];
        },
        [](ClassSums& whole, const ClassSums& part) { merge(whole, part); });
}

/// Value of rank p (n - 1) between order statistics.
double percentile_of(std::vector<float>& values, double p)
{
    const double rank = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), values.begin() + below, values.end());
    const double low = static_cast<double>(values[static_cast<std::size_t>(below)]);
    if (static_cast<std::size_t>(below) + 1 == values.size()) return low;
    const double high = static_cast<double>(*std::min_element(values.begin() + below + 1, values.end()));
    return low + (rank - static_cast<double>(below)) * (high - low);
}

/// The same from counts, to within a bin.
double percentile_of(const Histogram& histogram, double p)
{
    const double wanted = p * histogram.total();
    double below = 0;
    for (int bin = 0; bin < histogram.bins(); ++bin) {
        const double count = histogram.counts()[static_cast<std::size_t>(bin)];
        if (count > 0 && below + count >= wanted)
            return histogram.lower_edge(bin) + (wanted - below) / count * (histogram.upper_edge(bin) - histogram.lower_edge(bin));
        below += count;
    }
    return histogram.upper_edge(histogram.bins() - 1);
}

struct Interval {
    double low, high;
};

/// The 0.1 and 99.9 percentiles: exact up to ten million values.
Interval core_range(const Sample& sample)
{
    const ValueRange range = sample.range();
    if (!(range.min < range.max)) return {range.min, range.max};
    if (sample.is_large()) return {percentile_of(sample.fine(), 0.001), percentile_of(sample.fine(), 0.999)};
    using Values = std::vector<float>;
    Values values = sample.reduce(
        Values{}, [](Values& part, double value) { part.push_back(static_cast<float>(value)); },
        [](Values& whole, const Values& part) { whole.insert(whole.end(), part.begin(), part.end()); });
    const double low = percentile_of(values, 0.001);
    return {low, percentile_of(values, 0.999)};
}

using Density = std::vector<double>;

/// Both classes with mass 1/2 each.
Density balanced_density(const Sample& sample, double threshold, const Interval& range, const ClassSums& classes)
{
    struct Both {
        Histogram land, water;
    };
    const Histogram empty(range.low, range.high, valley_bins);
    Both both{empty, empty};
    if (sample.is_large())
        visit_bins(sample.fine(), [&](double value, double count) { (value > threshold ? both.water : both.land).add(value, count); });
    else
        both = sample.reduce(
            Both{empty, empty}, [&](Both& part, double value) { (value > threshold ? part.water : part.land).add(value); },
            [](Both& whole, const Both& part) { whole.land.merge(part.land), whole.water.merge(part.water); });
    Density density(valley_bins);
    for (std::size_t k = 0; k < density.size(); ++k)
        density[k] = both.land.counts()[k] / (2.0 * static_cast<double>(classes.count[0])) +
                     both.water.counts()[k] / (2.0 * static_cast<double>(classes.count[1]));
    return density;
}

/// 1 - lowest density between the modes left and right of `threshold` / the lower mode.
double valley_depth(const Density& density, const Interval& range, double threshold)
{
    const double width = (range.high - range.low) / static_cast<double>(density.size());
    const auto split = density.begin() + std::count_if(density.begin(), density.end(),
                                                       [&, k = 0](double) mutable { return range.low + (k++ + 0.5) * width <= threshold; });
    if (split == density.begin() || split == density.end()) return 0;
    const auto land = std::max_element(density.begin(), split), water = std::max_element(split, density.end());
    const double lowest = *std::min_element(land, water + 1), lower_mode = std::min(*land, *water);
    return lower_mode > 0 ? 1 - lowest / lower_mode : 0;
}

}  // namespace

Separability separability(const Sample& sample, double threshold)
{
    const ClassSums sums = class_sums(sample, threshold, [](double value, std::size_t) { return value; });
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    Separability result{unknown, 0, sums.count[0], sums.count[1], unknown, unknown};
    if (result.land == 0 || result.water == 0) return result;

    const std::array<double, 2> mean{sums.sum[0] / static_cast<double>(result.land), sums.sum[1] / static_cast<double>(result.water)};
    result.mean_land = mean[0], result.mean_water = mean[1];
    const ClassSums squares =
        class_sums(sample, threshold, [&](double value, std::size_t c) { return (value - mean[c]) * (value - mean[c]); });
    const double within = squares.sum[0] / static_cast<double>(result.land) + squares.sum[1] / static_cast<double>(result.water);
    const double quarter = (mean[1] - mean[0]) * (mean[1] - mean[0]) / 4;
    result.separability = quarter / (quarter + within / 2);

    const Interval range = core_range(sample);
    if (range.low < range.high)
        result.valley = valley_depth(smoothed(balanced_density(sample, threshold, range, sums), smoothing_bins), range, threshold);
    return result;
}

}  // namespace tasi

#include "algorithms/thresholds/minimum_error.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "src/core/error.hpp"

namespace tasi {
namespace {

/// Mass, mean and spread of a run of bins.
struct ClassMoments {
    double mass = 0, mean = 0, squares = 0;

    /// Adds the counts at bin `k`; no large sums are subtracted (Welford).
    void add(double count, double k)
    {
        if (count <= 0) return;
        mass += count;
        const double off = k - mean;
        mean += off * count / mass;
        squares += count * off * (k - mean);
    }
    double variance() const { return squares / mass + 1.0 / 12; }
};

/// Of the bins 0..k, for every k.
std::vector<ClassMoments> lower_classes(const std::vector<double>& counts)
{
    std::vector<ClassMoments> classes;
    ClassMoments one;
    for (std::size_t k = 0; k < counts.size(); ++k) one.add(counts[k], static_cast<double>(k)), classes.push_back(one);
    return classes;
}

/// Of the bins k+1.., for every k.
std::vector<ClassMoments> upper_classes(const std::vector<double>& counts)
{
    std::vector<ClassMoments> classes(counts.size());
    ClassMoments one;
    for (std::size_t k = counts.size(); k-- > 0; one.add(counts[k], static_cast<double>(k))) classes[k] = one;
    return classes;
}

double criterion(const ClassMoments& lower, const ClassMoments& upper)
{
    if (lower.mass <= 0 || upper.mass <= 0) return std::numeric_limits<double>::quiet_NaN();
    const double total = lower.mass + upper.mass, p0 = lower.mass / total, p1 = upper.mass / total;
    return 1 + p0 * std::log(lower.variance()) + p1 * std::log(upper.variance()) - 2 * (p0 * std::log(p0) + p1 * std::log(p1));
}

}  // namespace

MinimumErrorCut minimum_error(const Histogram& histogram, double least_mass)
{
    const auto lower = lower_classes(histogram.counts()), upper = upper_classes(histogram.counts());
    std::vector<double> j;
    for (std::size_t k = 0; k + 1 < lower.size(); ++k) j.push_back(criterion(lower[k], upper[k]));

    std::optional<std::size_t> best;
    for (std::size_t k = 1; k + 1 < j.size(); ++k) {
        const double least = least_mass * (lower[k].mass + upper[k].mass);
        const bool minimum = j[k] < j[k - 1] && j[k] <= j[k + 1];  // false beside a NaN
        if (minimum && lower[k].mass >= least && upper[k].mass >= least && (!best || j[k] < j[*best])) best = k;
    }
    if (!best)
        throw NoResultError("NOT-BIMODAL", "", "no cut with a least error between two classes: not bimodal",
                            "restrict the area to the coast, or choose another index or scene");
    const int bin = static_cast<int>(*best);
    const double width = (histogram.lower_edge(histogram.bins()) - histogram.lower_edge(0)) / histogram.bins();
    return {histogram.upper_edge(bin), bin, j[*best] + 2 * std::log(width)};
}

}  // namespace tasi

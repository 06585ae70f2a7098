#include "algorithms/thresholds/otsu.hpp"

#include <algorithm>
#include <vector>

#include "src/core/error.hpp"

namespace tasi {
namespace {

struct Sums {
    double mass = 0, moment = 0;
};

Sums all(const std::vector<double>& counts)
{
    Sums sums;
    for (std::size_t k = 0; k < counts.size(); ++k) sums.mass += counts[k], sums.moment += counts[k] * static_cast<double>(k);
    return sums;
}

/// w0 w1 (m0 - m1)^2 in bins squared, for the lower class 0..k of every k but the last.
std::vector<double> between_class_variances(const std::vector<double>& counts)
{
    const Sums total = all(counts);
    Sums lower;
    std::vector<double> variances(counts.size() - 1, 0.0);
    for (std::size_t k = 0; k + 1 < counts.size(); ++k) {
        lower.mass += counts[k], lower.moment += counts[k] * static_cast<double>(k);
        const double upper_mass = total.mass - lower.mass;
        if (lower.mass <= 0 || upper_mass <= 0) continue;
        const double apart = (total.moment - lower.moment) / upper_mass - lower.moment / lower.mass;
        variances[k] = (lower.mass / total.mass) * (upper_mass / total.mass) * apart * apart;
    }
    return variances;
}

double total_variance(const std::vector<double>& counts)
{
    const Sums total = all(counts);
    const double mean = total.moment / total.mass;
    double squares = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        const double off = static_cast<double>(k) - mean;
        squares += counts[k] * off * off;
    }
    return squares / total.mass;
}

}  // namespace

OtsuCut otsu(const Histogram& histogram, TieRule tie)
{
    const std::vector<double> variances = between_class_variances(histogram.counts());
    const double best = *std::max_element(variances.begin(), variances.end());
    if (!(best > 0))
        throw NoResultError("CONSTANT", "", "all values are equal (constant): no classes to part", "choose another index or area");
    const auto is_best = [&](double v) { return v >= best * (1 - 1e-12); };

    const auto first = std::find_if(variances.begin(), variances.end(), is_best);
    const auto last = std::find_if_not(first, variances.end(), is_best) - 1;
    const int first_bin = static_cast<int>(first - variances.begin()), last_bin = static_cast<int>(last - variances.begin());
    const double threshold =
        tie == TieRule::first_centre ? histogram.centre(first_bin) : (histogram.upper_edge(first_bin) + histogram.upper_edge(last_bin)) / 2;
    return {threshold, first_bin, last_bin, best / total_variance(histogram.counts())};
}

}  // namespace tasi

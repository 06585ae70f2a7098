#include "algorithms/validation/accuracy.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/rates/middle_value.hpp"

namespace tasi {
namespace {

double mean(const std::vector<double>& values)
{
    double sum = 0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

double mean_product(const std::vector<double>& a, double a_mean, const std::vector<double>& b, double b_mean)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - a_mean) * (b[i] - b_mean);
    return sum / static_cast<double>(a.size());
}

std::optional<double> squared_correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    const double a_mean = mean(a), b_mean = mean(b);
    const double ab = mean_product(a, a_mean, b, b_mean), aa = mean_product(a, a_mean, a, a_mean), bb = mean_product(b, b_mean, b, b_mean);
    if (aa == 0 || bb == 0) return std::nullopt;
    return std::min(1.0, ab * ab / (aa * bb));
}

/// Linear between the order statistics at rank p (n - 1).
double percentile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    const double rank = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    if (below + 1 == values.size()) return values.back();
    return values[below] + (rank - static_cast<double>(below)) * (values[below + 1] - values[below]);
}

}  // namespace

std::optional<Accuracy> accuracy_of(const std::vector<Pair>& pairs)
{
    if (pairs.size() < least_pairs) return std::nullopt;
    std::vector<double> satellite, survey, errors, sizes, squares;
    for (const Pair& pair : pairs) {
        satellite.push_back(pair.satellite_m);
        survey.push_back(pair.survey_m);
        errors.push_back(pair.error_m());
        sizes.push_back(std::fabs(pair.error_m()));
        squares.push_back(pair.error_m() * pair.error_m());
    }
    Accuracy a;
    a.n = pairs.size();
    a.bias_m = mean(errors);
    a.std_m = std::sqrt(mean_product(errors, a.bias_m, errors, a.bias_m));
    a.rmse_m = std::sqrt(mean(squares));
    a.mae_m = mean(sizes);
    a.median_m = middle_value(errors);
    std::vector<double> from_median;
    for (const double e : errors) from_median.push_back(std::fabs(e - a.median_m));
    a.robust_sd_m = 1.4826 * middle_value(from_median);
    a.q90_m = percentile(sizes, 0.9);
    a.r2 = squared_correlation(satellite, survey);
    return a;
}

}  // namespace tasi

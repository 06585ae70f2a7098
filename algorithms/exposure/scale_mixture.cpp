#include "algorithms/exposure/scale_mixture.hpp"

#include <cmath>

namespace tasi {
namespace {

/// Of the width of the distribution; the rule is exact to 1e-9 for distances that coasts have.
constexpr double step_of_width = 0.8;
constexpr double least_log_density = -30;

}  // namespace

std::vector<VarianceScale> variance_scales(double degrees_of_freedom)
{
    if (!(degrees_of_freedom < as_good_as_normal)) return {{1, 1}};
    const double step = step_of_width * std::sqrt(2 / degrees_of_freedom);
    // y = log(chi-square / df): its density is exp(df / 2 (y - e^y)), greatest at 0.
    const auto log_density = [&](double y) { return degrees_of_freedom / 2 * (y - std::exp(y) + 1); };
    std::vector<VarianceScale> scales;
    double sum = 0;
    for (const double way : {-step, step})
        for (int k = way < 0 ? 0 : 1; log_density(k * way) > least_log_density; ++k) {
            scales.push_back({std::exp(-k * way), std::exp(log_density(k * way))});
            sum += scales.back().weight;
        }
    for (VarianceScale& scale : scales) scale.weight /= sum;
    return scales;
}

}  // namespace tasi

#include "algorithms/rates/line_prediction.hpp"

#include <cmath>

namespace tasi {

LinePrediction predict(const LineFit& line, double t_yr, double n_effective)
{
    const double lse = std::sqrt(line.ssr / static_cast<double>(line.n) * n_effective / (n_effective - 2));
    const double s_tt = line.s_tt * n_effective / static_cast<double>(line.n);
    const double away = t_yr - line.mean_t_yr;
    const double mean_part = 1 / n_effective + away * away / s_tt;
    return {line.at(t_yr), lse * std::sqrt(mean_part), lse * std::sqrt(1 + mean_part)};
}

}  // namespace tasi

#pragma once

#include "algorithms/rates/line_fit.hpp"

namespace tasi {

/// Where a fitted line says the shoreline is at one moment.
struct LinePrediction {
    double x_m = 0;
    double mean_sd_m = 0;  ///< of the mean position: LSE sqrt(1/n + (t - mean_t)^2 / S_tt)
    double one_sd_m = 0;   ///< of one observed shoreline: LSE sqrt(1 + 1/n + (t - mean_t)^2 / S_tt)
};

/// The line of ordinary least squares at `t_yr` (years since the first observation). `n_effective` > 2 stands for n: S_tt n_effective / n
/// for S_tt and sqrt(SSR / n * n_effective / (n_effective - 2)) for LSE, so that the part of the slope is that of LCIac; give `line.n`
/// for independent observations.
LinePrediction predict(const LineFit& line, double t_yr, double n_effective);

}  // namespace tasi

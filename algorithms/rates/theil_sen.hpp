#pragma once

#include <span>

namespace tasi {

/// Median of the slopes of all pairs of different dates, and its distribution-free interval.
struct TheilSen {
    double slope_m_per_yr = 0;
    double low_m_per_yr = 0, high_m_per_yr = 0;
};

/// Theil 1950; interval by Sen 1968, doi:10.1080/01621459.1968.10480934. `t_yr` ascending with at least two different values;
/// `half_width` is z sqrt(var S) of Mann and Kendall. Of the N sorted slopes, counted from 0, the interval runs from number
/// round((N - half_width) / 2) - 1 to round((N + half_width) / 2), halves to even, within 0..N-1.
TheilSen theil_sen(std::span<const double> t_yr, std::span<const double> x_m, double half_width);

/// The slope alone.
double theil_sen_slope(std::span<const double> t_yr, std::span<const double> x_m);

}  // namespace tasi

#pragma once

#include <algorithm>
#include <limits>
#include <vector>

namespace tasi {

/// The middle value, or the mean of the two middle values of an even count; NaN of nothing.
inline double median_of(std::vector<double> values)
{
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

}  // namespace tasi

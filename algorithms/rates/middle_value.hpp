#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tasi {

/// The median of at least one value; of an even number, the mean of the two in the middle. Reorders its own copy.
inline double middle_value(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    const double below = *std::max_element(values.begin(), middle);
    return below + (*middle - below) / 2;
}

}  // namespace tasi

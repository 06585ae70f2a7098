#pragma once

#include <vector>

namespace tasi {

/// The middle value, or the mean of the two middle ones; values that are NaN are left out, NaN without any.
double median(std::vector<double> values);

}  // namespace tasi

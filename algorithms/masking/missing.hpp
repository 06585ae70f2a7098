#pragma once

#include <cmath>

#include "src/core/pixels.hpp"

namespace tasi {

/// No value there, or a flag of `mask` other than those of `ignored`. An empty mask flags nothing.
inline bool is_missing(const Pixels& values, const Mask& mask, Eigen::Index row, Eigen::Index col, int ignored = 0)
{
    return !std::isfinite(values(row, col)) || (mask.size() != 0 && (mask(row, col) & ~ignored) != 0);
}

}  // namespace tasi

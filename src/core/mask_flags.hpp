#pragma once

#include "src/core/pixels.hpp"

namespace tasi {

/// Whether any pixel has a flag of `bits`.
inline bool has_flags(const Mask& mask, unsigned bits = 0xFF)
{
    unsigned all = 0;
    for (Eigen::Index i = 0; i < mask.size(); ++i) all |= mask.data()[i];
    return (all & bits) != 0;
}

}  // namespace tasi

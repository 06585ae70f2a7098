#pragma once

#include <cstdint>

#include <Eigen/Core>

namespace tasi {

/// One value per pixel, row 0 at the top of the grid; NaN is missing.
using Pixels = Eigen::Array<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Why a pixel may not be used; several may hold. 0 = usable.
enum PixelFlag : std::uint8_t {
    clear = 0,
    fill = 1,    ///< no data: outside the swath, gaps, NoData
    cloud = 2,   ///< cloud, dilated cloud or cirrus
    shadow = 4,  ///< cloud shadow
    snow = 8,
    saturated = 16,
    invalid = 32,  ///< not finite, or defective
    outside = 64,  ///< outside the area of interest
};

/// Bits of PixelFlag per pixel.
using Mask = Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace tasi

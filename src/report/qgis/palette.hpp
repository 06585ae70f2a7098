#pragma once

#include <array>

#include "src/report/qgis/symbols.hpp"

namespace tasi::report {

/// Retreat to growth: 7-class red-blue of ColorBrewer (Harrower and Brewer 2003, doi:10.1179/000870403235002042), which people tell apart
/// with normal sight and with every common colour blindness. Strong, middle and weak retreat, nothing, weak to strong growth.
inline constexpr std::array rate_colours{rgb(0xb2182b), rgb(0xef8a62), rgb(0xfddbc7), rgb(0xffffff),
                                         rgb(0xd1e5f0), rgb(0x67a9cf), rgb(0x2166ac)};

/// Bounds of weak and middle rates, m/yr, the same for every study so that two maps compare.
inline constexpr double weak_rate = 0.5, strong_rate = 1.5;

/// What pale lines stand on: their own contrast on white paper is 1.0 to 1.3.
inline constexpr Colour casing = rgb(0x6e6e6e);

/// Not assessed: grey, never white, always broken.
inline constexpr Colour unknown = rgb(0x8c8c8c);

/// Old to new: viridis (van der Walt and Smith 2015) without its pale yellow end.
inline constexpr std::array time_colours{rgb(0xa5db36), rgb(0x4ac16d), rgb(0x1fa187), rgb(0x277f8e),
                                         rgb(0x365c8d), rgb(0x46327e), rgb(0x440154)};

/// Sooner to later horizons: orange-red of ColorBrewer, dark where there is least time.
inline constexpr std::array horizon_colours{rgb(0x99000d), rgb(0xd94801), rgb(0xfd8d3c), rgb(0xfdbe85), rgb(0xfdd0a2)};

/// Few to many people: purples of ColorBrewer, a hue that no other layer has.
inline constexpr std::array unit_colours{rgb(0xcbc9e2), rgb(0xb2abd2), rgb(0x9e9ac8), rgb(0x756bb1), rgb(0x54278f)};

}  // namespace tasi::report

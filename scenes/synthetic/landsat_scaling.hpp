#pragma once

#include "scenes/synthetic/platforms.hpp"
#include "scenes/synthetic/product_kinds.hpp"
#include "src/core/pixels.hpp"
#include "src/io/write_raster.hpp"

namespace tasi::scenes {

/// How a band of a Landsat product stores reflectance: number = (reflectance x sine of the sun's elevation - add) / mult at Level 1, the
/// same without the sine at Level 2, rounded and kept within 1..largest. USGS states `mult` and `add` as REFLECTANCE_MULT and _ADD.
struct LandsatScale {
    double mult = 0, add = 0;
    double radiance_mult = 0, radiance_add = 0;  ///< W/(m2 sr um), beside it in the metadata of Level 1
    double largest = 65534;                      ///< 255 in files of 8 bits, where it means saturated
    bool eight_bit() const { return largest < 256; }
};

/// `number` as in file names. Level 2: 2.75e-5 and -0.2. Level 1: OLI 2e-5 and -0.1; TM and ETM+ (low gain) 8 bits with the figures of two
/// real scenes of Collection 1, LT05_L1TP_218072_20100801 and LE07_L1TP_160031_20110416 (USGS).
LandsatScale landsat_scale(const Platform& platform, const ProductKind& kind, int number);

/// Stored numbers; `sun` is the sine of the sun's elevation at Level 1 and 1 at Level 2; 0 where `fill` is 1.
io::Numbers landsat_numbers(const Pixels& reflectance, const Mask& fill, const LandsatScale& scale, double sun);

}  // namespace tasi::scenes

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tasi::scenes {

/// A kind of product that the simulator makes, as its agency lays it out.
struct ProductKind {
    std::string name;  ///< as in a description: `C2L1`
    bool sentinel = false;
    bool surface = false;          ///< reflectance of the ground; else as seen from above the atmosphere
    std::string level;             ///< as the metadata spell it: `L1TP`, `L1T`, `Level-1C`
    std::string short_level;       ///< of names inside a Sentinel-2 product: `L1C`
    std::string collection;        ///< Landsat: `02`, `01`; empty before collections
    std::string band_prefix;       ///< Landsat: what stands before the number of a band in file names: `SR_B`
    std::string quality;           ///< Landsat: file token of the layer that knows clouds
    bool saturation_file = false;  ///< Landsat: has `QA_RADSAT`
    bool panchromatic = false;     ///< Landsat: has band 8 where the sensor has one
};

/// Landsat: `C2L2` (Collection 2 Level 2), `C2L1`, `C1L1` (Level 1 of Collections 2 and 1), `PRE` (Level 1 before collections).
/// Sentinel-2: `L2A`, `L1C`. The first of each satellite is what a description gets that names none.
/// Sources: USGS LSDS-1618, LSDS-1619 (Collection 2 Level 2), LSDS-1822 (Collection 2 Level 1), LSDS-1656 (Collection 1);
/// ESA S2-PDGS-TAS-DI-PSD (Sentinel-2).
const std::vector<ProductKind>& product_kinds();

/// The row of that name for that satellite, or null.
const ProductKind* product_kind(std::string_view name, bool sentinel);

/// The first row for that satellite.
const ProductKind& default_product_kind(bool sentinel);

}  // namespace tasi::scenes

#pragma once

#include <map>
#include <optional>
#include <string>

#include "scenes/products/scene_facts.hpp"
#include "scenes/products/stac_assets.hpp"
#include "src/core/reflectance.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::scenes {

/// Scale and offset of a band as one source states them, in reflectance; either may be absent.
struct StatedFactors {
    std::optional<double> scale, offset;
};

/// What the asset and its file (TIFF tags) state together. UnsafeError (4) when they differ, for a scale that is not above 0, and for
/// an offset without a scale.
StatedFactors stated_factors(const StacAsset& asset, const io::RasterBandInfo& in_file, const std::string& file);

/// How the numbers of a Sentinel-2 Level-2A band become reflectance. From baseline 04.00 they hold 1000 more than before, unless the
/// platform says that it took them off. UnsafeError (4): the stated offset contradicts that rule, or neither baseline nor offset is
/// known. `options.offset` (0 or -1000, in stored numbers) settles both. Without a stated scale it is 1/10000, as in every product
/// so far: `assumed` tells so.
struct StacSentinel2Calibration {
    Calibration calibration;
    bool assumed = false;
};
StacSentinel2Calibration stac_sentinel2_calibration(const StacItem& item, const StatedFactors& stated, const SceneOptions& options,
                                                    const std::string& file);

/// How the numbers of a Landsat Collection 2 Level-2 band become reflectance: as stated, or as the MTL file that the item names says;
/// nothing is assumed. UnsafeError (4) when nobody states it, or both differ.
Calibration stac_landsat_calibration(const StatedFactors& stated, const StatedFactors& in_mtl, const std::string& file);

/// UnsafeError (4) when the largest number of 16 bits would be a reflectance below 0.1 or above 10. `asset` is for messages.
void require_physical_scale(const Calibration& calibration, const std::string& asset, const std::string& file);

}  // namespace tasi::scenes

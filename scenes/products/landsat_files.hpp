#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/products/mtl.hpp"
#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// The metadata of a Landsat product, text or XML.
Mtl read_mtl(io::Session& session, const ProductFiles& files);

struct LandsatBandFile {
    const SensorBand* band = nullptr;
    std::string member;
};

/// The band files that are there, by what the MTL says and the sensor has. UnsafeError (4) when the MTL lists bands that the
/// sensor does not have, or names for one band the file of another; RefusedError (8) for names outside the product.
std::vector<LandsatBandFile> landsat_band_files(const ProductFiles& files, const Mtl& mtl, const Sensor& sensor);

/// The file that `key` of group PRODUCT_CONTENTS names, else `<id>_<token>.TIF`; nothing when it is not there.
std::optional<std::string> landsat_quality_file(const ProductFiles& files, const Mtl& mtl, const std::string& key,
                                                const std::string& token);

/// Flags `gaps` (Landsat 7 without its scan line corrector, since 31 May 2003) and `orbit drift` (since it left its orbit).
void set_landsat_7_flags(SceneFacts& facts);

}  // namespace tasi::scenes

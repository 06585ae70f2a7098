#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/products/landsat_kinds.hpp"
#include "scenes/products/mtl.hpp"
#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// The metadata of a Landsat product: text, JSON or XML by the suffix of its file.
Mtl read_mtl(io::Session& session, const ProductFiles& files);

/// Whether a file name is that of the metadata of a Landsat product, in any form.
bool is_landsat_metadata(const std::string& file_name);

/// Whether the same metadata stand in the same folder in a form that counts more: text before JSON before XML.
bool repeats_landsat_metadata(const io::FileTree& tree, const std::string& member);

struct LandsatBandFile {
    const SensorBand* band = nullptr;
    std::string member;
};

/// The band files that are there, by what the MTL says and the sensor has. A file is also found under the stated name with something before
/// it, when just one ends so (warning `BAND-NAME`). UnsafeError (4) when the MTL lists bands that the sensor does not have, names for one
/// band the file of another, or several files end in a name; RefusedError (8) for names outside the product.
std::vector<LandsatBandFile> landsat_band_files(io::Session& session, const ProductFiles& files, const LandsatKind& kind, const Mtl& mtl,
                                                const Sensor& sensor);

/// The file of `token` (`QA_PIXEL`, `B8`) that `key` names, else `<id>_<token>.TIF`; nothing when it is not there.
std::optional<std::string> landsat_other_file(io::Session& session, const ProductFiles& files, const LandsatKind& kind, const Mtl& mtl,
                                              const std::string& key, const std::string& token);

/// Whether a file name is that of a band of the surface reflectance that USGS once made on demand of earlier collections.
bool is_on_demand_band(const std::string& file_name);

/// Flags `gaps` (Landsat 7 without its scan line corrector, since 31 May 2003) and `orbit drift` (since it left its orbit).
void set_landsat_7_flags(SceneFacts& facts);

/// Flags `gaps` (Landsat 7 without its scan line corrector, since 31 May 2003) and `orbit drift` (since it left its orbit).
void set_landsat_7_flags(SceneFacts& facts);

}  // namespace tasi::scenes

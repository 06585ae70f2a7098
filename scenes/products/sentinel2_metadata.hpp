#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "scenes/products/product.hpp"
#include "src/io/xml.hpp"

namespace tasi::scenes {

/// How stored numbers of a Sentinel-2 product become reflectance: (number + offset) / quantification.
struct Sentinel2Scaling {
    double quantification = 0;
    std::map<int, double> offsets;  ///< by `band_id` 0..12 (B01 .. B08, B8A, B09 .. B12); empty before baseline 04.00
    std::string source;             ///< where both come from

    double offset(int band_id) const { return offsets.empty() ? 0.0 : offsets.at(band_id); }
    /// The offset of all bands; nothing when they differ.
    std::optional<double> common_offset() const;
};

/// The scaling that the metadata state. `offset`, when given, counts for all bands in place of the list, which is then not looked at.
/// UnsafeError (4): quantification missing or not above 0; baseline missing; baseline 04.00 or later without all 13 offsets, an older
/// one with any. UsageError (2): `offset` is neither 0 nor -1000.
Sentinel2Scaling sentinel2_scaling(const io::XmlElement& metadata, const std::string& file, const std::optional<double>& offset = {});

/// The facts of a product from its metadata and, for the grid, those of its tile. UnsafeError (4) when baseline, sensor, time or tile
/// contradict the product's name.
SceneFacts sentinel2_facts(io::Session& session, const ProductFiles& files, const io::XmlElement& metadata);

/// MTD_TL.xml, or `S2A_OPER_MTD_L1C_TL_*.xml`, of the granule; nothing where it is not there.
std::optional<io::XmlElement> sentinel2_tile(io::Session& session, const ProductFiles& files);

/// The 10 m grid that the metadata of a tile state. UnsafeError (4) when a part of it is missing.
Grid sentinel2_tile_grid(const io::XmlElement& tile, const std::string& file);

/// Whether a name, in lower case, is that of product metadata before December 2016: `S2A_OPER_MTD_SAFL1C_*.xml`.
bool is_old_sentinel2_metadata(const std::string& lower_name);

/// The folders `GRANULE/<name>/` of the product, as prefixes of members.
std::set<std::string> sentinel2_granules(const ProductFiles& files);

/// The one of this product. UnsafeError (4) when there are several, UnreadableError (3) when there is none.
std::string sentinel2_granule(const ProductFiles& files);

}  // namespace tasi::scenes

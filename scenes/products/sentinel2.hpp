#pragma once

#include <string>
#include <vector>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Sentinel-2 products in SAFE form, folder or zip: Level-1C (top of atmosphere) and Level-2A (surface). Their metadata are
/// MTD_MSIL1C.xml or MTD_MSIL2A.xml, before December 2016 `S2A_OPER_MTD_SAFL1C_*.xml`.
/// Source: ESA S2-PDGS-TAS-DI-PSD (Sentinel-2 Products Specification Document), issues 13 (old names) and 14.

/// Whether a file name is that of the metadata of a Sentinel-2 product.
bool is_sentinel2_metadata(const std::string& file_name);

/// The products of one metadata file: each granule of a product with old names is one of its own; else the whole.
std::vector<ProductFiles> sentinel2_parts(const ProductFiles& files);

/// What the metadata state, without opening a raster. Throws when they contradict themselves or the product's name.
SceneFacts describe_sentinel2(io::Session& session, const ProductFiles& files);

/// Opens the headers of the band files. UnsafeError (4): a level other than 1C and 2A, several granules, two files for one band, a
/// grid that is not that of the tile, an offset list that does not fit the baseline; UnreadableError (3): no image at all, cloud
/// polygons that cannot be read; UsageError (2): `options.offset` is neither 0 nor -1000.
Product open_sentinel2(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions& options);

}  // namespace tasi::scenes

#pragma once

#include <string>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Sentinel-2 Level-2A product in SAFE form, folder or zip: MTD_MSIL2A.xml states what it is.
/// Source: ESA S2-PDGS-TAS-DI-PSD (Sentinel-2 Products Specification Document).

/// Whether a file name is that of the metadata of a Sentinel-2 product (also of Level-1C, which is described but not opened).
bool is_sentinel2_metadata(const std::string& file_name);

/// What the metadata state, without opening a raster. Throws when they contradict themselves or the product's name.
SceneFacts describe_sentinel2(io::Session& session, const ProductFiles& files);

/// Opens the headers of the band files. UnsafeError (4): level not 2A, several granules, two files for one band, a grid that
/// is not that of the tile; UnreadableError (3): no image at all; UsageError (2): `options.offset` is neither 0 nor -1000.
Product open_sentinel2(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions& options);

}  // namespace tasi::scenes

#pragma once

#include <string>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Landsat Collection 2 Level 2 surface reflectance, as USGS delivers it (folder or tar): `*_MTL.txt` states what it is.
/// Source: USGS LSDS-1618 and LSDS-1619, Landsat Collection 2 Level-2 data format control books.

/// Whether a file name is that of the metadata of a Landsat product.
bool is_landsat_metadata(const std::string& file_name);

/// What the metadata state, without opening a raster. Throws when they contradict themselves or the product's name.
SceneFacts describe_landsat(io::Session& session, const ProductFiles& files);

/// Opens the headers of the band files. UnsafeError (4): collection not 02, level not L2SP or L2SR, scale factors missing or
/// no positive numbers, bands that do not fit the sensor, grids that disagree; RefusedError (8): names outside the product.
Product open_landsat(io::Session& session, const ProductFiles& files, SceneFacts facts);

}  // namespace tasi::scenes

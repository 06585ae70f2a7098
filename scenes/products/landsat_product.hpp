#pragma once

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Landsat products as USGS delivers them (folder or tar), of every kind in `landsat_product_sheets()`: `*_MTL.txt` (or `.json`, `.xml`)
/// states what they are. Sources: USGS LSDS-1618, LSDS-1619, LSDS-1415, LSDS-1414, LSDS-1822, LSDS-284, LSDS-272, LSDS-809 (data format control books
/// and product guides).

/// What the metadata state, without opening a raster. Throws when they contradict themselves or the product's name. Warns `GEOMETRY` and
/// flags `poor geometry` when the scene may be displaced by more than a pixel.
SceneFacts describe_landsat(io::Session& session, const ProductFiles& files);

/// Opens the headers of the band files. UnsafeError (4): a collection or level without sheet, scale factors missing or no positive numbers,
/// no sun over the scene (Level 1), bands that do not fit the sensor, grids that disagree; RefusedError (8): names outside the product.
Product open_landsat(io::Session& session, const ProductFiles& files, SceneFacts facts);

}  // namespace tasi::scenes

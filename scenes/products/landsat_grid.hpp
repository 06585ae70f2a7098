#pragma once

#include <optional>

#include "scenes/products/mtl.hpp"
#include "src/core/grid.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::scenes {

/// The grid that an MTL file states. Its corners are the centres of the corner pixels; scenes south of the equator are in
/// the northern UTM zone with negative northings, as USGS delivers them. Nothing when the MTL has no corners.
/// UnsafeError (4) for projections other than UTM (polar stereographic) and for corners that do not fit the size.
std::optional<Grid> grid_of_mtl(const Mtl& mtl);

/// The grid of a band file: its own georeferencing, which must agree with the MTL when the file is the full product (a
/// reduced or cut one may have another grid in the same CRS); without its own, that of the MTL. UnsafeError (4) otherwise.
Grid grid_of_landsat_file(const io::RasterFile& file, const Mtl& mtl);

}  // namespace tasi::scenes

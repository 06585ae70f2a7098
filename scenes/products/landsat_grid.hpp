#pragma once

#include <optional>

#include "scenes/products/mtl.hpp"
#include "src/core/grid.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::scenes {

/// Which files of a product a grid is of. Both share the centre of the upper-left pixel, so that their outer corners are 7.5 m apart.
enum class LandsatResolution { reflective, panchromatic };

/// The grid that an MTL file states. Its corners are the centres of the corner pixels; scenes south of the equator are in
/// the northern UTM zone with negative northings, as USGS delivers them. Nothing when the MTL has no corners.
/// UnsafeError (4) for projections other than UTM and the usual polar stereographic ones, and for corners that do not fit the size.
std::optional<Grid> grid_of_mtl(const Mtl& mtl, LandsatResolution resolution = LandsatResolution::reflective);

/// The grid of a band file: its own georeferencing, which must agree with the MTL when the file is the full product (a
/// reduced or cut one may have another grid in the same CRS; a south-up one the same corners); without its own, that of the MTL.
/// UnsafeError (4) otherwise.
Grid grid_of_landsat_file(io::Session& session, const io::RasterFile& file, const Mtl& mtl, LandsatResolution resolution);

}  // namespace tasi::scenes

#pragma once

#include <string>
#include <vector>

#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// The outlines of the pixels that are not 0, along pixel edges, in map coordinates: one polygon for each group of pixels that touch with
/// their sides, holes included. Outer rings run clockwise, holes the other way; vertices stand at corners only.
std::vector<Polygon> pixel_edge_polygons(const Mask& marked, const Grid& grid);

/// Text of `MSK_CLOUDS_B00.gml`, the cloud mask of Sentinel-2 Level 1C before processing baseline 04.00: every polygon is an OPAQUE cloud;
/// without polygons the mask has no members. `name` is its id, `epsg` the CRS of the tile.
std::string cloud_mask_gml(const std::vector<Polygon>& clouds, const std::string& name, int epsg);

}  // namespace tasi::scenes

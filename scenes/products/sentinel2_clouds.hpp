#pragma once

#include <string>
#include <vector>

#include "scenes/products/product.hpp"
#include "src/io/xml.hpp"

namespace tasi::scenes {

/// Adds what a Level-1C product knows of clouds: from processing baseline 04.00 on the raster MSK_CLASSI (opaque cloud, cirrus, snow),
/// before that the polygons of MSK_CLOUDS; the other one where the first is missing. Sets `has_cloud_layer`, and the flag `no shadow
/// mask`: Level-1C knows no shadows. `granule` is a prefix of members.
void add_level_1c_clouds(io::Session& session, const ProductFiles& files, const std::string& granule, Product& product);

/// The polygons of a cloud mask in GML by kind; no member means that no cloud was found. Coordinates are x y in the CRS of the tile.
/// UnreadableError (3): a ring that is none, a member without a polygon; UnsafeError (4): another CRS than that of `tile` (empty:
/// unknown), a coordinate that is not finite or above 1e8, a polygon more than 10 km outside `tile` (no rows: unknown).
/// Source: OGC 10-157 (EO profile of Observations and Measurements), eop:Mask.
struct CloudPolygons {
    std::vector<Polygon> opaque, cirrus;
};
CloudPolygons cloud_polygons(const io::XmlElement& mask, const Grid& tile, const std::string& file);

}  // namespace tasi::scenes

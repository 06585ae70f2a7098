#pragma once

#include <string>

#include "src/core/layer.hpp"

class OGRGeometry;

namespace tasi::io {

/// A geometry as GDAL holds it, as a value: Z and M are dropped, curves become chords, NULL and empty ones become Kind::none, rings are
/// closed. `place` (`feature 7`) is for messages. UnsafeError (4): collections, surfaces other than polygons, coordinates that are not
/// finite or beyond what any CRS holds (1e8; 360 and 90 when `degrees`), naming the vertex.
Geometry geometry_from(const OGRGeometry* geometry, bool degrees, const std::string& file, const std::string& place);

}  // namespace tasi::io

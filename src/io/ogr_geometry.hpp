#pragma once

#include <memory>

#include <ogr_geometry.h>

#include "src/core/layer.hpp"

namespace tasi::io {

/// GDAL's type for the geometries of a layer.
OGRwkbGeometryType ogr_type(Geometry::Kind kind, bool multi);

/// The geometry for GDAL, or null when it has no part.
std::unique_ptr<OGRGeometry> ogr_geometry(const Geometry& geometry, bool multi);

/// Number of vertices, rings with their last one.
long long vertex_count(const OGRGeometry* geometry);

}  // namespace tasi::io

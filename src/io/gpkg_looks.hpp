#pragma once

#include <string>

#include <gdal_priv.h>

#include "src/io/layer_look.hpp"

namespace tasi::io {

/// Stores the look of a table in a GeoPackage: its style in `layer_styles` (as QGIS reads it: catalog and schema empty, not NULL, and the
/// geometry column by its name; empty for a table without geometry) and its metadata in `gpkg_metadata` (OGC 12-128r18, extension F.8).
/// Dates are fixed. Failures go to the ErrorWatch.
void state_look(GDALDataset& geopackage, const std::string& table, const std::string& geometry_column, const LayerLook& look);

}  // namespace tasi::io

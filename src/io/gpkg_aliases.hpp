#pragma once

#include <string>
#include <vector>

#include <gdal_priv.h>

#include "src/io/columns.hpp"

namespace tasi::io {

/// States the readable names of the columns of a GeoPackage table in `gpkg_data_columns` (OGC 12-128r18, extension F.9 "Schema"),
/// which GDAL does by itself only from 3.7 on. Failures go to the ErrorWatch.
void state_aliases(GDALDataset& geopackage, const std::string& table, const std::vector<Column>& columns);

}  // namespace tasi::io

#pragma once

#include <string>

#include <gdal_priv.h>

namespace tasi::io {

/// Runs a statement in an open GeoPackage; failures go to the ErrorWatch.
void execute_sql(GDALDataset& geopackage, const std::string& statement);

/// Makes the table of extensions where there is none yet.
void make_extension_table(GDALDataset& geopackage);

/// `text` as an SQL literal.
std::string sql_literal(const std::string& text);

/// The moment that is written into a GeoPackage beside what GDAL dates: SOURCE_DATE_EPOCH, else one that never changes.
std::string sql_moment();

}  // namespace tasi::io

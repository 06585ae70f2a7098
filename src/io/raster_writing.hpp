#pragma once

#include <string>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <Eigen/Core>

#include "src/core/grid.hpp"
#include "src/io/gdal_errors.hpp"

namespace tasi::io {

/// A raster while it is written: what to say when something fails.
struct Writing {
    const std::string& shown;
    const ErrorWatch& watch;

    /// OutputError (6); LimitError (7) for want of memory.
    [[noreturn]] void fail(const std::string& what) const;
    /// Fails unless `good` and GDAL told of no failure.
    void check(bool good, const std::string& step) const;
};

/// BugError (1) unless `rows` x `cols` values fit the grid and the grid has a place.
void check_shape(const Grid& grid, Eigen::Index rows, Eigen::Index cols, const std::string& shown);

/// The CRS as GDAL has it, x before y.
OGRSpatialReference reference_of(const Crs& crs, const Writing& writing);

/// States place and CRS.
void put_place(GDALDataset& dataset, const Grid& grid, const Writing& writing);

/// Fails unless a written file has `bands` bands of that size, place and CRS.
void check_place(GDALDataset& dataset, const Grid& grid, int bands, const Writing& writing);

}  // namespace tasi::io

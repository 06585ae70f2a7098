#include "src/io/raster_writing.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {

void Writing::fail(const std::string& what) const
{
    const std::string& why = watch.first_message();
    if (watch.out_of_memory()) throw LimitError("MEMORY", shown, what + ": " + why, "use a smaller area or a machine with more memory");
    throw OutputError("WRITE", shown, why.empty() ? what : what + ": " + why, "check room and permissions");
}

void Writing::check(bool good, const std::string& step) const
{
    if (!good || watch.failures() > 0) fail("cannot " + step);
}

void check_shape(const Grid& grid, Eigen::Index rows, Eigen::Index cols, const std::string& shown)
{
    if (rows != grid.rows || cols != grid.cols || rows < 1 || cols < 1 || !(grid.dx > 0) || !(std::abs(grid.dy) > 0))
        throw BugError("GRID", shown, fmt::format("{} x {} values on a grid of {} x {}", rows, cols, grid.rows, grid.cols), "report it");
    if (grid.crs.empty()) throw BugError("CRS", shown, "the grid has no CRS", "report it");
}

OGRSpatialReference reference_of(const Crs& crs, const Writing& writing)
{
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    writing.check(reference.importFromWkt(crs.wkt.c_str()) == OGRERR_NONE, "understand the CRS " + printable(crs.name));
    return reference;
}

void put_place(GDALDataset& dataset, const Grid& grid, const Writing& writing)
{
    std::array<double, 6> transform{grid.x0, grid.dx, 0, grid.y0, 0, grid.dy};
    writing.check(dataset.SetGeoTransform(transform.data()) == CE_None, "place the raster");
    const OGRSpatialReference reference = reference_of(grid.crs, writing);
    writing.check(dataset.SetSpatialRef(&reference) == CE_None, "state the CRS");
}

void check_place(GDALDataset& dataset, const Grid& grid, int bands, const Writing& writing)
{
    writing.check(dataset.GetRasterXSize() == grid.cols && dataset.GetRasterYSize() == grid.rows && dataset.GetRasterCount() == bands,
                  "keep the size");
    std::array<double, 6> place{};
    writing.check(dataset.GetGeoTransform(place.data()) == CE_None, "read the place again");
    const auto close = [&](double a, double b) { return std::abs(a - b) <= 1e-6 * grid.dx; };
    writing.check(close(place[0], grid.x0) && close(place[3], grid.y0) && close(place[1], grid.dx) && close(place[5], grid.dy),
                  "keep the place");
    const OGRSpatialReference reference = reference_of(grid.crs, writing);
    const OGRSpatialReference* stored = dataset.GetSpatialRef();
    writing.check(stored && stored->IsSame(&reference), "state the CRS " + printable(grid.crs.name));
}

}  // namespace tasi::io

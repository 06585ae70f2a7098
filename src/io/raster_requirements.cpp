#include <cmath>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/raster_file.hpp"

namespace tasi::io {
namespace {

constexpr double tolerance_px = 1e-6;

bool close(double a, double b, double pixel) { return std::abs(a - b) <= tolerance_px * std::abs(pixel); }

}  // namespace

void require_numbers(const RasterFile& file, int band)
{
    const RasterBandInfo& info = file.info().bands.at(static_cast<std::size_t>(band));
    if (info.complex) {
        throw UnsafeError("TYPE", file.name(), fmt::format("band {} has the complex data type {}", band + 1, info.data_type),
                          "give reflectance, not radar signals");
    }
    if (info.palette) {
        throw UnsafeError("TYPE", file.name(), fmt::format("band {} holds palette indices (a colour table), not quantities", band + 1),
                          "give the measured band");
    }
}

void require_map_grid(const RasterFile& file)
{
    const Grid& grid = file.info().grid;
    if (!file.info().georeferenced) {
        throw UnsafeError("GEOREFERENCING", file.name(), "georeferencing missing: the file has no geotransform",
                          "give a georeferenced raster");
    }
    if (grid.crs.empty())
        throw UnsafeError("CRS", file.name(), "georeferencing without CRS: no CRS is stated", "give a raster with a projected CRS");
    const Point centre = grid.at_corner(grid.rows / 2.0, grid.cols / 2.0);
    require_metres(grid.crs, file.name(), &centre);
    if (!inside_area_of_use(grid.crs, centre)) {
        throw UnsafeError("CRS", file.name(),
                          fmt::format("the centre ({}, {}) lies outside the area of use of {}", centre.x, centre.y, grid.crs.name),
                          "correct the CRS");
    }
}

void require_same_grid(const RasterFile& a, const RasterFile& b)
{
    const Grid &left = a.info().grid, &right = b.info().grid;
    const auto differ = [&](const char* name, const std::string& what) {
        throw UnsafeError(name, b.name(), fmt::format("not on the grid of {}: {}", a.name(), what),
                          "give bands of one product and one resolution");
    };
    if (left.rows != right.rows || left.cols != right.cols) {
        differ("GRID", fmt::format("size {} x {} against {} x {} pixels", right.cols, right.rows, left.cols, left.rows));
    }
    if (a.info().georeferenced != b.info().georeferenced) differ("GRID", "georeferencing is missing in one of them");
    if (!(left.crs == right.crs))
        differ("CRS",
               fmt::format("CRS {} against {}", right.crs.empty() ? "none" : right.crs.name, left.crs.empty() ? "none" : left.crs.name));
    if (!a.info().georeferenced) return;
    if (!close(left.dx * left.cols, right.dx * left.cols, left.dx) || !close(left.dy * left.rows, right.dy * left.rows, left.dy)) {
        differ("GRID", fmt::format("pixel size {} x {} against {} x {}", right.dx, right.dy, left.dx, left.dy));
    }
    if (!close(left.x0, right.x0, left.dx) || !close(left.y0, right.y0, left.dy)) {
        differ("GRID", fmt::format("origin ({}, {}) against ({}, {})", right.x0, right.y0, left.x0, left.y0));
    }
}

}  // namespace tasi::io

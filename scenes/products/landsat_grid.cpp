#include "scenes/products/landsat_grid.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";

UnsafeError conflict(const std::string& file, const std::string& what) { return {"GEOREF", file, what, download}; }

/// The UTM zone, northern even for southern scenes; nothing when the MTL names no projection.
std::optional<int> utm_zone(const Mtl& mtl)
{
    const std::string projection = mtl.anywhere("MAP_PROJECTION").value_or("UTM");
    if (projection != "UTM")
        throw UnsafeError("CRS", mtl.file(), "map projection " + printable(projection) + " is not supported: only UTM is",
                          "order the scene in UTM");
    const auto zone = mtl.number_anywhere("UTM_ZONE");
    if (!zone) return std::nullopt;
    if (*zone < 1 || *zone > 60 || *zone != std::floor(*zone))
        throw conflict(mtl.file(), "UTM_ZONE = " + format_number(*zone) + " is no UTM zone");
    return static_cast<int>(*zone);
}

int pixels_between(double from, double to, double cell) { return static_cast<int>(std::lround(std::abs(to - from) / cell)) + 1; }

void require_stated_size(const Mtl& mtl, const Grid& grid)
{
    const double rows = mtl.number_anywhere("REFLECTIVE_LINES").value_or(grid.rows),
                 cols = mtl.number_anywhere("REFLECTIVE_SAMPLES").value_or(grid.cols);
    if (grid.rows != rows || grid.cols != cols)
        throw conflict(mtl.file(),
                       fmt::format("georeferencing conflict: corners span {} x {} pixels, REFLECTIVE_SAMPLES x LINES are {} x {}",
                                   grid.cols, grid.rows, cols, rows));
}

void require_utm_of_mtl(const io::RasterFile& file, const Mtl& mtl)
{
    const auto zone = utm_zone(mtl);
    const Crs& crs = file.info().grid.crs;
    if (zone && !(crs == io::utm_crs(*zone, true)) && !(crs == io::utm_crs(*zone, false)))
        throw conflict(file.name(), fmt::format("CRS conflict: the file is in {}, the MTL says UTM zone {}", crs.name, *zone));
}

void require_same_corner(const io::RasterFile& file, const Grid& stated)
{
    const Grid& own = file.info().grid;
    if (own.rows != stated.rows || own.cols != stated.cols) return;  // reduced or cut: the file's own transform wins
    const double shift_m = std::hypot(own.x0 - stated.x0, own.y0 - stated.y0);
    if (shift_m > 0.01 || std::abs(own.dx - stated.dx) > 1e-6 || std::abs(own.dy - stated.dy) > 1e-6)
        throw conflict(file.name(),
                       fmt::format("georeferencing conflict: the file and the MTL disagree on the corner by {} m (half a pixel is {} m)",
                                   format_fixed(shift_m, 2), format_number(stated.dx / 2)));
}

}  // namespace

std::optional<Grid> grid_of_mtl(const Mtl& mtl)
{
    const auto zone = utm_zone(mtl);
    const auto left = mtl.number_anywhere("CORNER_UL_PROJECTION_X_PRODUCT"), top = mtl.number_anywhere("CORNER_UL_PROJECTION_Y_PRODUCT");
    const auto right = mtl.number_anywhere("CORNER_LR_PROJECTION_X_PRODUCT"),
               bottom = mtl.number_anywhere("CORNER_LR_PROJECTION_Y_PRODUCT");
    const auto cell = mtl.number_anywhere("GRID_CELL_SIZE_REFLECTIVE");
    if (!zone || !left || !top || !right || !bottom || !cell) return std::nullopt;
    if (*cell <= 0 || *right < *left || *top < *bottom)
        throw conflict(mtl.file(), "georeferencing: corners or GRID_CELL_SIZE_REFLECTIVE make no grid");

    Grid grid;
    grid.rows = pixels_between(*top, *bottom, *cell);
    grid.cols = pixels_between(*left, *right, *cell);
    grid.dx = *cell;
    grid.dy = -*cell;
    grid.x0 = *left - *cell / 2;
    grid.y0 = *top + *cell / 2;
    grid.crs = io::utm_crs(*zone, true);
    require_stated_size(mtl, grid);
    return grid;
}

Grid grid_of_landsat_file(const io::RasterFile& file, const Mtl& mtl)
{
    const auto stated = grid_of_mtl(mtl);
    const Grid& own = file.info().grid;
    if (!file.info().georeferenced) {
        if (!stated) throw conflict(file.name(), "georeferencing missing in the file and in the MTL");
        if (own.rows != stated->rows || own.cols != stated->cols)
            throw conflict(file.name(), fmt::format("georeferencing missing, and the size {} x {} is not the {} x {} of the MTL", own.cols,
                                                    own.rows, stated->cols, stated->rows));
        return *stated;
    }
    io::require_map_grid(file);
    require_utm_of_mtl(file, mtl);
    if (stated) require_same_corner(file, *stated);
    return own;
}

}  // namespace tasi::scenes

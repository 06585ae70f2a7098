#include "scenes/products/landsat_grid.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/north_up.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";
constexpr double false_northing_m = 10'000'000;  // of the southern form of a UTM zone

UnsafeError conflict(const std::string& file, const std::string& what) { return {"GEOREF", file, what, download}; }

/// What the names of keys hold for a resolution.
const char* word_of(LandsatResolution resolution) { return resolution == LandsatResolution::panchromatic ? "PANCHROMATIC" : "REFLECTIVE"; }

/// The polar stereographic grids of Landsat: latitude of true scale and the longitude that points down (north: up) from the pole.
struct PolarGrid {
    double true_scale_lat_deg, down_lon_deg;
    const char* crs;
};
const PolarGrid polar_grids[] = {{-71, 0, "EPSG:3031"}, {71, 0, "EPSG:3995"}};

Crs polar_crs(const Mtl& mtl)
{
    const auto latitude_deg = mtl.number_anywhere("TRUE_SCALE_LAT"), longitude_deg = mtl.number_anywhere("VERTICAL_LON_FROM_POLE");
    const double east_m = mtl.number_anywhere("FALSE_EASTING").value_or(0), north_m = mtl.number_anywhere("FALSE_NORTHING").value_or(0);
    for (const PolarGrid& grid : polar_grids)
        if (latitude_deg == grid.true_scale_lat_deg && longitude_deg == grid.down_lon_deg && east_m == 0 && north_m == 0)
            return io::crs_from_user(grid.crs);
    throw UnsafeError(
        "CRS", mtl.file(),
        "map projection PS (polar stereographic) without TRUE_SCALE_LAT of -71 or 71 and VERTICAL_LON_FROM_POLE of 0: not supported",
        "order the scene in its usual projection");
}

/// UTM, northern even for southern scenes, or polar stereographic; nothing when the MTL names no zone.
std::optional<Crs> crs_of_mtl(const Mtl& mtl)
{
    const std::string projection = mtl.anywhere("MAP_PROJECTION").value_or("UTM"), datum = mtl.anywhere("DATUM").value_or("WGS84");
    if (datum != "WGS84")
        throw UnsafeError("CRS", mtl.file(), "datum " + printable(datum) + " is not supported: only WGS84 is", "order the scene in WGS84");
    if (projection == "PS") return polar_crs(mtl);
    if (projection != "UTM")
        throw UnsafeError("CRS", mtl.file(), "map projection " + printable(projection) + " is not supported: only UTM and PS are",
                          "order the scene in UTM");
    const auto zone = mtl.number_anywhere("UTM_ZONE");
    if (!zone) return std::nullopt;
    if (*zone < 1 || *zone > 60 || *zone != std::floor(*zone))
        throw conflict(mtl.file(), "UTM_ZONE = " + format_number(*zone) + " is no UTM zone");
    return io::utm_crs(static_cast<int>(*zone), true);
}

int pixels_between(double from, double to, double cell) { return static_cast<int>(std::lround(std::abs(to - from) / cell)) + 1; }

void require_stated_size(const Mtl& mtl, const Grid& grid, const std::string& word)
{
    const double rows = mtl.number_anywhere(word + "_LINES").value_or(grid.rows),
                 cols = mtl.number_anywhere(word + "_SAMPLES").value_or(grid.cols);
    if (grid.rows != rows || grid.cols != cols)
        throw conflict(mtl.file(), fmt::format("georeferencing conflict: corners span {} x {} pixels, {}_SAMPLES x LINES are {} x {}",
                                               grid.cols, grid.rows, word, cols, rows));
}

/// Whether both mean the same ground: equal, UTM of the other hemisphere (10,000 km of northing apart, so never confused), or another
/// spelling, which moves no corner.
bool same_crs(io::Session& session, const Grid& own, const Crs& stated)
{
    if (own.crs == stated) return true;
    if (stated.name.starts_with("EPSG:326")) return own.crs.name == "EPSG:327" + stated.name.substr(8);
    const Point corner = own.at_corner(0, 0);
    const Point there = io::Transformer(session, own.crs, stated)(corner);
    return std::hypot(there.x - corner.x, there.y - corner.y) < 0.01;
}

void require_crs_of_mtl(io::Session& session, const io::RasterFile& file, const Mtl& mtl)
{
    const auto stated = crs_of_mtl(mtl);
    const Grid& own = file.info().grid;
    if (stated && !same_crs(session, own, *stated))
        throw conflict(file.name(), fmt::format("CRS conflict: the file is in {}, the MTL says {}", own.crs.name, stated->name));
}

/// The stated grid in the southern form of its UTM zone where the file is in that.
Grid in_zone_of(const Grid& own, Grid stated)
{
    if (stated.crs.name.starts_with("EPSG:326") && own.crs.name == "EPSG:327" + stated.crs.name.substr(8)) stated.y0 += false_northing_m;
    return stated;
}

void require_same_corner(const io::RasterFile& file, const Grid& stated_by_mtl)
{
    const Grid own = north_up(file.info().grid), stated = in_zone_of(own, stated_by_mtl);
    if (own.rows != stated.rows || own.cols != stated.cols) return;  // reduced or cut: the file's own transform wins
    const double shift_m = std::hypot(own.x0 - stated.x0, own.y0 - stated.y0);
    if (shift_m > 0.01 || std::abs(own.dx - stated.dx) > 1e-6 || std::abs(own.dy - stated.dy) > 1e-6)
        throw conflict(file.name(),
                       fmt::format("georeferencing conflict: the file and the MTL disagree on the corner by {} m (half a pixel is {} m)",
                                   format_fixed(shift_m, 2), format_number(stated.dx / 2)));
}

}  // namespace

std::optional<Grid> grid_of_mtl(const Mtl& mtl, LandsatResolution resolution)
{
    const std::string word = word_of(resolution);
    const auto crs = crs_of_mtl(mtl);
    const auto left = mtl.number_anywhere("CORNER_UL_PROJECTION_X_PRODUCT"), top = mtl.number_anywhere("CORNER_UL_PROJECTION_Y_PRODUCT");
    const auto right = mtl.number_anywhere("CORNER_LR_PROJECTION_X_PRODUCT"),
               bottom = mtl.number_anywhere("CORNER_LR_PROJECTION_Y_PRODUCT");
    const auto cell = mtl.number_anywhere("GRID_CELL_SIZE_" + word);
    if (!crs || !left || !top || !right || !bottom || !cell) return std::nullopt;
    if (*cell <= 0 || *right < *left || *top < *bottom)
        throw conflict(mtl.file(), "georeferencing: corners or GRID_CELL_SIZE_" + word + " make no grid");

    Grid grid;
    grid.rows = pixels_between(*top, *bottom, *cell);
    grid.cols = pixels_between(*left, *right, *cell);
    grid.dx = *cell;
    grid.dy = -*cell;
    grid.x0 = *left - *cell / 2;
    grid.y0 = *top + *cell / 2;
    grid.crs = *crs;
    require_stated_size(mtl, grid, word);
    return grid;
}

Grid grid_of_landsat_file(io::Session& session, const io::RasterFile& file, const Mtl& mtl, LandsatResolution resolution)
{
    const auto stated = grid_of_mtl(mtl, resolution);
    const Grid& own = file.info().grid;
    if (!file.info().georeferenced) {
        if (!stated) throw conflict(file.name(), "georeferencing missing in the file and in the MTL");
        if (own.rows != stated->rows || own.cols != stated->cols)
            throw conflict(file.name(), fmt::format("georeferencing missing, and the size {} x {} is not the {} x {} of the MTL", own.cols,
                                                    own.rows, stated->cols, stated->rows));
        return *stated;
    }
    io::require_map_grid(file);
    require_crs_of_mtl(session, file, mtl);
    if (stated) require_same_corner(file, *stated);
    return own;
}

}  // namespace tasi::scenes

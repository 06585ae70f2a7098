#pragma once

#include <optional>
#include <vector>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/shorelines/surface_map.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// Which water is the sea.
struct SeaOptions {
    std::vector<Point> sea_points{};          ///< in the CRS of the grid; every water body under one is sea
    std::optional<double> min_land_m2 = {};   ///< smaller islets in the sea become sea; default 5 pixels
    std::optional<double> min_water_m2 = {};  ///< smaller water bodies are not sea; default 5 pixels
    double guess_share = 0.1;                 ///< without sea points: water bodies at the edge with this share of the largest, 0..1

    void validate() const;  ///< UsageError naming the option and its range
};

/// Land, sea and other water of an image.
struct Sea {
    SurfaceMap surfaces;
    long sea_pixels = 0;
    long water_bodies = 0;           ///< pieces of water, the sea included
    long sea_bodies = 0;             ///< of these, sea
    long islets_filled = 0;          ///< land pieces that became sea
    long small_waters_left_out = 0;  ///< sea points in water that is too small
    long points_on_no_water = 0;     ///< sea points on land, on missing data or outside
    bool guessed = false;            ///< no sea points were given
};

/// Parts `values` at `level` (water above) into sea, other water and land. Water touches along pixel sides only, land
/// also at corners, so that a diagonal gap of one pixel is closed. Missing pixels (NaN, or any flag of `mask` but
/// PixelFlag::outside: the sea is followed beyond the area of interest) are neither, and nothing passes through them.
///
/// The sea is every water body under a sea point; without points, every water body that touches the edge of the image
/// or of its data (PixelFlag::fill, or no value) and has at least `guess_share` of the pixels of the largest such one.
/// An islet that touches the edge or missing data is kept: its size is unknown.
/// NoResultError when there is no sea. Work is linear; rows are read in parallel, with the same result for any threads.
Sea find_sea(const IndexRows& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options = {});
Sea find_sea(const Pixels& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options = {});

/// Points `offset_m` to the right of `coast` (water on its right-hand side) every `spacing_m`: sea points for `find_sea`.
std::vector<Point> seaward_points(const std::vector<Polyline>& coast, double offset_m, double spacing_m);

}  // namespace tasi

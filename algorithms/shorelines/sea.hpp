#pragma once

#include <optional>
#include <vector>

#include "algorithms/indices/index_rows.hpp"
#include "algorithms/shorelines/surface_map.hpp"
#include "src/core/geometry.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// Which water is the sea: the water under points and areas; without these the water on the sea side of a coast; else it is guessed.
struct SeaOptions {
    std::vector<Point> sea_points{};          ///< in the CRS of the grid; every water body under one is sea
    std::vector<Polygon> sea_areas{};         ///< the same of every water body with the centre of a pixel in one
    std::vector<Polyline> coast{};            ///< reference shoreline in the CRS of the grid, running either way
    double coast_reach_m = 300;               ///< how far to look from it
    std::optional<double> min_land_m2 = {};   ///< smaller islets in the sea become sea; default 5 pixels
    std::optional<double> min_water_m2 = {};  ///< smaller water bodies are not sea; default 5 pixels
    double guess_share = 0.1;                 ///< without sea points: water bodies at the edge with this share of the largest, 0..1
    double neck_m = 0;                        ///< water behind a mouth narrower than this is not sea; 0: off
    int gap_px = 20;                          ///< across missing data at most this wide water may face the sea and be sea; 0: off

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
    long across_gaps = 0;            ///< of the sea bodies, those found by what they face across missing data
    bool guessed = false;            ///< neither points, areas nor a coast tell
};

/// Parts `values` at `level` (water above) into sea, other water and land. Water touches along pixel sides only, land
/// also at corners, so that a diagonal gap of one pixel is closed. Missing pixels (NaN, or any flag of `mask` but
/// PixelFlag::outside: the sea is followed beyond the area of interest) are neither, and nothing passes through them.
///
/// The sea is every water body of the least size under a sea point or in a sea area. Else every one that is seen seaward of `coast` at more
/// places than landward (look_beside) and not wholly enclosed by land in view. Else, guessed, every one that touches the edge of the image
/// or of its data (PixelFlag::fill, or no value) and has at least `guess_share` of the pixels of the largest such one.
/// Where points alone are given, or none, water that faces the sea across a gap is sea as well (add_across_gaps).
/// With `neck_m` bodies are those that a disk of that diameter can move about in (cut_necks); the sea is grown back from there.
/// An islet that touches the edge or missing data is kept: its size is unknown.
/// NoResultError when there is no sea, UnsafeError when `coast` contradicts itself. Work is linear; rows are read in parallel, with the
/// same result for any threads.
Sea find_sea(const IndexRows& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options = {});
Sea find_sea(const Pixels& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options = {});

}  // namespace tasi

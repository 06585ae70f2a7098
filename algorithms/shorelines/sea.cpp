#include "algorithms/shorelines/sea.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/shorelines/bodies.hpp"
#include "algorithms/shorelines/neck.hpp"
#include "algorithms/shorelines/sea_choice.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double default_least_pixels = 5;

/// The largest float that is not above a level: comparing with it is comparing with the level.
float at_or_below(double level)
{
    const auto near = static_cast<float>(level);
    return static_cast<double>(near) > level ? std::nextafter(near, -std::numeric_limits<float>::infinity()) : near;
}

Surface surface_of_flags(int flags) { return flags & PixelFlag::fill ? Surface::no_data : Surface::hidden; }

SurfaceMap read_surfaces(const IndexRows& rows, const Mask& mask, double level)
{
    constexpr float largest = std::numeric_limits<float>::max();
    const float cut = at_or_below(level);
    return SurfaceMap(rows.rows, rows.cols, [&](int row, Surface* out) {
        IndexImage buffer;
        const float* const values = rows.read(row, 1, buffer).values;
        for (int col = 0; col < rows.cols; ++col) {
            const Surface water_or_land = values[col] > cut ? Surface::inland_water : Surface::land;
            out[col] = std::abs(values[col]) <= largest ? water_or_land : Surface::no_data;
        }
        if (mask.size() == 0) return;
        const std::uint8_t* const flags = &mask(row, 0);
        for (int col = 0; col < rows.cols; ++col) {
            const int hiding = flags[col] & ~PixelFlag::outside;
            if (hiding) out[col] = surface_of_flags(hiding);
        }
    });
}

bool may_be_islet(const Body& body, double least_pixels)
{
    return !body.at_edge && !body.touches_missing && static_cast<double>(body.pixels) < least_pixels;
}

/// What closes a mouth: land, but for what is too small to be an island.
std::vector<bool> closing_land(const SurfaceMap& map, Bodies& bodies, double least_pixels)
{
    std::vector<bool> closing(map.runs().size());
    for (std::size_t run = 0; run < closing.size(); ++run)
        closing[run] = map.runs()[run].surface == Surface::land && !may_be_islet(bodies.of(run), least_pixels);
    return closing;
}

/// The map of `cut` with its sea grown back; only what hangs together with sea of `cut` by the sides of pixels is kept.
SurfaceMap whole_sea(const SurfaceMap& cut, int neck_px)
{
    SurfaceMap map = regrown_sea(cut, neck_px);
    Bodies bodies = label_bodies(map);
    std::vector<bool> stray(map.runs().size());
    for (std::size_t run = 0; run < stray.size(); ++run) stray[run] = map.runs()[run].surface == Surface::sea;
    for (int row = 0; row < cut.rows(); ++row)
        for (std::size_t run = cut.first_run(row); run < cut.end_run(row); ++run)
            if (cut.runs()[run].surface == Surface::sea) stray[bodies.label(map.run_at(row, cut.runs()[run].begin))] = false;
    turn(map, bodies, stray, Surface::inland_water);
    return map;
}

/// Turns small land pieces in the sea into islets; those at the edge or at missing data may be larger than they look.
void fill_islets(Sea& sea, Bodies& bodies, double least_pixels)
{
    const auto& runs = sea.surfaces.runs();
    sea.surfaces.visit_neighbours([&](std::size_t a, std::size_t b, bool) {
        if (runs[b].surface == Surface::sea) bodies.of(a).touches_sea = true;
        if (runs[a].surface == Surface::sea) bodies.of(b).touches_sea = true;
    });
    std::vector<bool> chosen(runs.size(), false);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (runs[run].surface != Surface::land || !bodies.is_label(run)) continue;
        chosen[run] = bodies.of(run).touches_sea && may_be_islet(bodies.of(run), least_pixels);
        sea.islets_filled += chosen[run];
    }
    turn(sea.surfaces, bodies, chosen, Surface::islet);
}

/// The counts of a choice.
void take(const SeaChoice& choice, Bodies& bodies, Sea& sea)
{
    sea.guessed = choice.guessed;
    sea.small_waters_left_out = choice.small_waters_left_out, sea.points_on_no_water = choice.points_on_no_water;
    sea.across_gaps = choice.across_gaps;
    for (std::size_t run = 0; run < choice.sea.size(); ++run) {
        sea.water_bodies += sea.surfaces.runs()[run].surface == Surface::inland_water && bodies.is_label(run);
        if (!choice.sea[run]) continue;
        ++sea.sea_bodies;
        sea.sea_pixels += bodies.of(run).pixels;
    }
}

long pixels_of(const SurfaceMap& map, Surface surface)
{
    long pixels = 0;
    for (const SurfaceMap::Run& run : map.runs())
        if (run.surface == surface) pixels += run.end - run.begin;
    return pixels;
}

void require_sea(const Sea& sea)
{
    if (sea.sea_pixels > 0) return;
    const char* why = sea.guessed ? "no water reaches the edge of the image: no sea"
                                  : "no sea point or area lies on a water body of the least size: no sea";
    throw NoResultError("NO-SEA", "", why, "say where the sea is in view, or choose another threshold");
}

}  // namespace

void SeaOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("SEA", "", what, range);
    };
    require(!min_land_m2 || (*min_land_m2 >= 0 && std::isfinite(*min_land_m2)), "the least land area is out of range", "give 0 m2 or more");
    require(!min_water_m2 || (*min_water_m2 >= 0 && std::isfinite(*min_water_m2)), "the least water area is out of range",
            "give 0 m2 or more");
    require(neck_m >= 0 && neck_m <= 10000, "the width of a mouth is out of range", "give 0 to 10000 m");
    require(coast_reach_m > 0 && std::isfinite(coast_reach_m), "the reach beside a coast is out of range", "give metres above 0");
    require(gap_px >= 0, "the width of a gap is out of range", "give 0 pixels or more");
    require(guess_share >= 0 && guess_share <= 1, "the share of a guessed sea is out of range", "give 0 to 1");
}

Sea find_sea(const Pixels& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options)
{
    return find_sea(rows_of(values), mask, grid, level, options);
}

Sea find_sea(const IndexRows& values, const Mask& mask, const Grid& grid, double level, const SeaOptions& options)
{
    options.validate();
    const bool same = values.rows == grid.rows && values.cols == grid.cols;
    if (!same || (mask.size() != 0 && (mask.rows() != grid.rows || mask.cols() != grid.cols)))
        throw BugError("SIZE", "", "values, mask and grid differ in size", "report this");
    const auto pixels = [&](const std::optional<double>& area_m2) {
        return area_m2 ? *area_m2 / std::abs(grid.dx * grid.dy) : default_least_pixels;
    };

    Sea sea{read_surfaces(values, mask, level)};
    Bodies bodies = label_bodies(sea.surfaces);
    const double least_land_px = pixels(options.min_land_m2);
    const int neck_px = neck_pixels(options.neck_m, std::abs(grid.dx));
    if (neck_px > 0) {
        sea.surfaces = cut_necks(sea.surfaces, closing_land(sea.surfaces, bodies, least_land_px), neck_px);
        bodies = label_bodies(sea.surfaces);
    }
    const SeaChoice choice = choose_sea(sea.surfaces, bodies, grid, options, pixels(options.min_water_m2));
    take(choice, bodies, sea);
    require_sea(sea);
    turn(sea.surfaces, bodies, choice.sea, Surface::sea);
    if (neck_px > 0) {
        sea.surfaces = whole_sea(sea.surfaces, neck_px);
        bodies = label_bodies(sea.surfaces);
        sea.sea_pixels = pixels_of(sea.surfaces, Surface::sea);
    }
    fill_islets(sea, bodies, least_land_px);
    return sea;
}

}  // namespace tasi

#include "algorithms/shorelines/sea.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/shorelines/disjoint_sets.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double default_least_pixels = 5;

/// A connected piece of land or water.
struct Body {
    long pixels = 0;
    bool at_edge = false;  ///< touches the edge of the image or of its data
    bool touches_missing = false;
    bool touches_sea = false;
};

/// Pieces by the label of their runs.
struct Bodies {
    DisjointSets sets;
    std::vector<Body> of_label;

    Body& of(std::size_t run) { return of_label[sets.label(run)]; }
    bool is_label(std::size_t run) { return sets.label(run) == run; }
};

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

Bodies label(const SurfaceMap& map)
{
    const auto& runs = map.runs();
    Bodies bodies{DisjointSets(runs.size()), std::vector<Body>(runs.size())};
    map.visit_neighbours([&](std::size_t a, std::size_t b, bool sides) {
        const Surface surface = runs[a].surface;
        if (surface == runs[b].surface && !is_missing(surface) && (sides || surface == Surface::land)) bodies.sets.join(a, b);
    });
    for (int row = 0; row < map.rows(); ++row)
        for (std::size_t run = map.first_run(row); run < map.end_run(row); ++run) {
            Body& body = bodies.of(run);
            body.pixels += runs[run].end - runs[run].begin;
            body.at_edge |= row == 0 || row + 1 == map.rows() || runs[run].begin == 0 || runs[run].end == map.cols();
        }
    map.visit_neighbours([&](std::size_t a, std::size_t b, bool) {
        for (const auto& [run, other] : {std::pair{a, b}, std::pair{b, a}}) {
            bodies.of(run).touches_missing |= is_missing(runs[other].surface);
            bodies.of(run).at_edge |= runs[other].surface == Surface::no_data;
        }
    });
    return bodies;
}

/// Gives every run with a chosen label the surface `into`.
void turn(SurfaceMap& map, Bodies& bodies, const std::vector<bool>& chosen, Surface into)
{
    for (std::size_t run = 0; run < chosen.size(); ++run)
        if (chosen[bodies.sets.label(run)]) map.set(run, into);
}

std::vector<bool> guess_sea(const SurfaceMap& map, Bodies& bodies, double share)
{
    const auto could_be = [&](std::size_t run) {
        return map.runs()[run].surface == Surface::inland_water && bodies.is_label(run) && bodies.of(run).at_edge;
    };
    long largest = 0;
    for (std::size_t run = 0; run < map.runs().size(); ++run)
        if (could_be(run)) largest = std::max(largest, bodies.of(run).pixels);
    std::vector<bool> chosen(map.runs().size(), false);
    for (std::size_t run = 0; run < chosen.size(); ++run)
        chosen[run] = could_be(run) && static_cast<double>(bodies.of(run).pixels) >= share * static_cast<double>(largest);
    return chosen;
}

std::vector<bool> seeded_sea(Sea& sea, Bodies& bodies, const Grid& grid, const SeaOptions& options, double least_pixels)
{
    std::vector<bool> chosen(sea.surfaces.runs().size(), false);
    for (const Point& p : options.sea_points) {
        const double col = std::floor((p.x - grid.x0) / grid.dx), row = std::floor((p.y - grid.y0) / grid.dy);
        const bool inside = col >= 0 && col < grid.cols && row >= 0 && row < grid.rows;
        if (!inside || sea.surfaces.at(static_cast<int>(row), static_cast<int>(col)) != Surface::inland_water) {
            ++sea.points_on_no_water;
            continue;
        }
        const std::size_t run = sea.surfaces.run_at(static_cast<int>(row), static_cast<int>(col));
        if (static_cast<double>(bodies.of(run).pixels) >= least_pixels)
            chosen[bodies.sets.label(run)] = true;
        else
            ++sea.small_waters_left_out;
    }
    return chosen;
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
        const Body& body = bodies.of(run);
        chosen[run] = body.touches_sea && !body.at_edge && !body.touches_missing && static_cast<double>(body.pixels) < least_pixels;
        sea.islets_filled += chosen[run];
    }
    turn(sea.surfaces, bodies, chosen, Surface::islet);
}

void require_sea(const Sea& sea)
{
    if (sea.sea_pixels > 0) return;
    const char* why =
        sea.guessed ? "no water reaches the edge of the image: no sea" : "no sea point lies on a water body of the least size: no sea";
    throw NoResultError("NO-SEA", "", why, "give sea points on water in view, or another threshold");
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
    Bodies bodies = label(sea.surfaces);
    sea.guessed = options.sea_points.empty();
    const std::vector<bool> chosen = sea.guessed ? guess_sea(sea.surfaces, bodies, options.guess_share)
                                                 : seeded_sea(sea, bodies, grid, options, pixels(options.min_water_m2));
    for (std::size_t run = 0; run < chosen.size(); ++run) {
        sea.water_bodies += sea.surfaces.runs()[run].surface == Surface::inland_water && bodies.is_label(run);
        if (!chosen[run]) continue;
        ++sea.sea_bodies;
        sea.sea_pixels += bodies.of(run).pixels;
    }
    require_sea(sea);
    turn(sea.surfaces, bodies, chosen, Surface::sea);
    fill_islets(sea, bodies, pixels(options.min_land_m2));
    return sea;
}

std::vector<Point> seaward_points(const std::vector<Polyline>& coast, double offset_m, double spacing_m)
{
    if (!(offset_m > 0) || !(spacing_m > 0))
        throw UsageError("COAST", "", "sea points need an offset and a spacing above 0 m", "give metres");
    std::vector<Point> points;
    for (const Polyline& line : coast) {
        double along = 0;  // of the next point from the start of the segment
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double span = distance(line[i - 1], line[i]);
            if (!(span > 0)) continue;
            const Vector direction = unit(line[i] - line[i - 1]);
            for (; along <= span; along += spacing_m) points.push_back(line[i - 1] + along * direction + offset_m * right_of(direction));
            along -= span;
        }
    }
    return points;
}

}  // namespace tasi

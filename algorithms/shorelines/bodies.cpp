#include "algorithms/shorelines/bodies.hpp"

#include <utility>

namespace tasi {
namespace {

/// Two wide waters at a corner: the narrow water beside it, of which a disk that moves from one to the other is made.
bool passes_corner(const std::vector<SurfaceMap::Run>& runs, std::size_t below, std::size_t above)
{
    const bool to_the_right = runs[above].begin == runs[below].end;
    const Surface one = runs[to_the_right ? below + 1 : below - 1].surface, other = runs[to_the_right ? above - 1 : above + 1].surface;
    return one == Surface::narrow_water || other == Surface::narrow_water;
}

bool are_one(const SurfaceMap& map, std::size_t run, std::size_t other, bool sides)
{
    const auto& runs = map.runs();
    const Surface surface = runs[run].surface;
    if (surface != runs[other].surface || is_missing(surface)) return false;
    if (sides || surface == Surface::land) return true;
    return surface == Surface::inland_water && passes_corner(runs, run, other);
}

}  // namespace

Bodies label_bodies(const SurfaceMap& map)
{
    const auto& runs = map.runs();
    Bodies bodies{DisjointSets(runs.size()), std::vector<Body>(runs.size())};
    map.visit_neighbours([&](std::size_t a, std::size_t b, bool sides) {
        if (are_one(map, a, b, sides)) bodies.sets.join(a, b);
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

void turn(SurfaceMap& map, Bodies& bodies, const std::vector<bool>& chosen, Surface into)
{
    for (std::size_t run = 0; run < chosen.size(); ++run)
        if (chosen[bodies.sets.label(run)]) map.set(run, into);
}

}  // namespace tasi

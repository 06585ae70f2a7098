#include "algorithms/shorelines/sea_side.hpp"

#include <algorithm>

#include "algorithms/shorelines/sea.hpp"
#include "src/core/error.hpp"
#include "tests/algorithms/shorelines/picture.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

using Rows = std::vector<std::string>;

/// Sea in the south from row 20 on; a lagoon (rows 5 to 14, open at the western edge) and a pond before the coast.
Rows coast_with_lagoon()
{
    Rows rows(40, std::string(50, 'L'));
    for (int r = 20; r < 40; ++r) rows[static_cast<std::size_t>(r)] = std::string(50, 'W');
    for (int r = 5; r < 15; ++r) std::fill_n(rows[static_cast<std::size_t>(r)].begin(), 40, 'W');
    return rows;
}

Sea sea_along(const Picture& p, const std::vector<Polyline>& coast, double reach_m = 100)
{
    return find_sea(p.values, p.mask, p.grid, 0, {.coast = coast, .coast_reach_m = reach_m});
}

Polyline line(const Picture& p, int row, int from, int to) { return {p.at(row, from), p.at(row, to)}; }

bool is_sea(const Sea& sea, int row, int col) { return sea.surfaces.at(row, col) == Surface::sea; }

}  // namespace

TEST_CASE("a reference coast tells the sea from a lagoon of its size, whichever way it runs", "[sea][coast]")
{
    const Picture p(coast_with_lagoon());
    const Sea guess = find_sea(p.values, p.mask, p.grid, 0, {});
    CHECK(guess.guessed);
    CHECK(is_sea(guess, 10, 10));  // what guessing cannot know
    for (const Polyline& coast : {line(p, 19, 0, 49), line(p, 19, 49, 0)}) {
        const Sea sea = sea_along(p, {coast});
        CHECK_FALSE(sea.guessed);
        CHECK(is_sea(sea, 30, 30));
        CHECK_FALSE(is_sea(sea, 10, 10));
        CHECK(sea.sea_bodies == 1);
    }
}

TEST_CASE("a coast that lies off by some pixels tells the same", "[sea][coast]")
{
    const Picture p(coast_with_lagoon());
    for (const int row : {17, 22, 25}) {
        const Sea sea = sea_along(p, {line(p, row, 0, 49)});
        CAPTURE(row);
        CHECK_FALSE(sea.guessed);
        CHECK(is_sea(sea, 30, 30));
        CHECK_FALSE(is_sea(sea, 10, 10));
    }
}

TEST_CASE("lines of one layer may run in different directions, one line may not contradict itself", "[sea][coast]")
{
    Rows rows(40, std::string(60, 'L'));
    for (int r = 0; r < 40; ++r)
        for (int c = 0; c < 60; ++c)
            if ((r >= 20) == (c < 30)) rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = 'W';  // a chequer of four fields
    const Picture p(rows);
    const Polyline west = line(p, 20, 2, 26), east = line(p, 20, 34, 58), west_back(west.rbegin(), west.rend());
    CHECK_FALSE(sea_along(p, {west_back, east}).guessed);
    CHECK_FALSE(sea_along(p, {west, east}).guessed);
    try {
        sea_along(p, {line(p, 20, 2, 58)});
        FAIL("accepted");
    } catch (const UnsafeError& error) {
        CHECK(error.name() == "COAST-SIDE");
    }
}

TEST_CASE("a coast that tells nothing leaves a guess that says so", "[sea][coast]")
{
    const Picture p(coast_with_lagoon());
    CHECK(sea_along(p, {{{-5000, 0}, {-5000, 900}}}).guessed);  // elsewhere
    CHECK(sea_along(p, {line(p, 35, 0, 49)}, 30).guessed);      // in open water
    CHECK(sea_along(p, {line(p, 19, 0, 3)}).guessed);           // too short
}

TEST_CASE("a short line takes the side of the others", "[sea][coast]")
{
    Rows rows = coast_with_lagoon();
    for (int r = 20; r < 40; ++r) std::fill_n(rows[static_cast<std::size_t>(r)].begin() + 40, 3, 'C');  // parts off a piece of sea
    const Picture p(rows);
    CHECK_FALSE(is_sea(sea_along(p, {line(p, 19, 38, 0)}), 30, 46));
    CHECK(is_sea(sea_along(p, {line(p, 19, 38, 0), line(p, 19, 49, 44)}), 30, 46));
}

TEST_CASE("water that land encloses is no sea, even before the coast", "[sea][coast]")
{
    Rows rows = coast_with_lagoon();
    for (int r = 20; r < 36; ++r) std::fill_n(rows[static_cast<std::size_t>(r)].begin(), 50, 'L');
    for (int r = 22; r < 33; ++r) std::fill_n(rows[static_cast<std::size_t>(r)].begin() + 5, 40, 'W');  // a lagoon since the coast grew
    const Picture p(rows);
    const Sea sea = sea_along(p, {line(p, 19, 0, 49)}, 200);
    CHECK_FALSE(is_sea(sea, 27, 20));
}

TEST_CASE("the view from a coast counts its evidence", "[sea][coast]")
{
    const Picture p(coast_with_lagoon());
    const SurfaceMap map(40, 50, [&](int row, Surface* out) {
        for (int c = 0; c < 50; ++c) out[c] = p.values(row, c) > 0 ? Surface::inland_water : Surface::land;
    });
    const CoastView view = look_beside({line(p, 19, 0, 49)}, map, p.grid, 40);
    CHECK(view.on_right == 25);  // eastwards, the sea in the south
    CHECK(view.on_left == 0);
    CHECK(std::all_of(view.waters.begin(), view.waters.end(), [](const WaterBeside& w) { return w.seaward && !w.landward; }));
}

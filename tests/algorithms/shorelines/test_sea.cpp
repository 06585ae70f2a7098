#include "algorithms/shorelines/sea.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/algorithms/shorelines/picture.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Sea sea_of(const Picture& p, const SeaOptions& options) { return find_sea(p.values, p.mask, p.grid, 0, options); }

using Rows = std::vector<std::string>;

const Rows coast{"LLLLLLL", "LWWLWLL", "LWWLLWW", "LLLLLWW", "LLWWWWW", "LLLLWWW"};

}  // namespace

TEST_CASE("water across a corner is not the sea", "[sea]")
{
    const Picture p(coast);
    const Sea sea = sea_of(p, {.sea_points = {p.at(5, 6)}});
    CHECK(sea.water_bodies == 3);
    CHECK(sea.sea_pixels == 12);
    CHECK(sea.sea_bodies == 1);
    CHECK_FALSE(sea.guessed);
    CHECK(letters(sea.surfaces) == Rows{"lllllll", "lwwlwll", "lwwllss", "lllllss", "llsssss", "llllsss"});
}

TEST_CASE("without points the sea is the water at the edge, and marked as guessed", "[sea]")
{
    const Sea sea = sea_of(Picture(coast), {});
    CHECK(sea.sea_pixels == 12);
    CHECK(sea.guessed);
}

TEST_CASE("two seas on both sides of an island are both found, a small inlet at the edge is not", "[sea]")
{
    const Picture p({"WWWWWWWWWW", "WWWWWWWWWW", "LLLLLLLLLL", "LLLLLLLLLW", "LLLLLLLLLL", "WWWWWWWWWW"});
    CHECK(letters(sea_of(p, {}).surfaces) == Rows{"ssssssssss", "ssssssssss", "llllllllll", "lllllllllw", "llllllllll", "ssssssssss"});
    CHECK(sea_of(p, {.guess_share = 1}).sea_bodies == 1);
}

TEST_CASE("nothing passes through missing pixels, and seeded parts on either side both count", "[sea]")
{
    const Picture p({"LWWWWCWWWWL", "LWWWWCWWWWL", "LLLLLCLLLLL"});
    CHECK(sea_of(p, {.sea_points = {p.at(0, 1)}}).sea_pixels == 8);
    CHECK(sea_of(p, {.sea_points = {p.at(0, 1), p.at(1, 9)}}).sea_pixels == 16);
}

TEST_CASE("every water with a pixel centre in a sea area is sea, up to the least size", "[sea]")
{
    const Picture p(coast);
    const auto box = [](double x0, double y0, double x1, double y1) {
        return Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}};
    };
    const SeaOptions all{.sea_areas = {box(0, 0, 70, 60)}};
    CHECK(sea_of(p, all).sea_pixels == 12);
    CHECK_FALSE(sea_of(p, all).guessed);
    CHECK(sea_of(p, {.sea_areas = {box(0, 0, 70, 60)}, .min_water_m2 = 0}).sea_pixels == 17);
    CHECK(sea_of(p, {.sea_areas = {box(32, 12, 38, 18)}}).sea_pixels == 12);          // the centre of row 4, column 3
    CHECK_THROWS_AS(sea_of(p, {.sea_areas = {box(36, 12, 44, 18)}}), NoResultError);  // between centres
}

TEST_CASE("water at the edge of the data may be the sea, water at a cloud may not", "[sea]")
{
    CHECK(sea_of(Picture({"NNNNN", "LWWWL", "LLLLL"}), {}).sea_pixels == 3);
    CHECK_THROWS_AS(sea_of(Picture({"LLCLL", "LWWWL", "LLLLL"}), {}), NoResultError);
}

TEST_CASE("the sea is followed beyond the area of interest", "[sea]")
{
    Picture p({"LLLLL", "LWWWW", "LLLLL"});
    p.mask.col(4).setConstant(PixelFlag::outside);
    CHECK(sea_of(p, {}).sea_pixels == 4);
}

TEST_CASE("islets below the limit become sea unless cut by the edge or by missing data", "[sea]")
{
    const Picture p({"WWWWWWWWLL", "WLLWWWWWWW", "WLWWWLCWWW", "WWWWWWWWWW"});
    const Sea filled = sea_of(p, {});
    CHECK(filled.islets_filled == 1);
    CHECK(letters(filled.surfaces) == Rows{"ssssssssll", "siisssssss", "sissslhsss", "ssssssssss"});
    CHECK(sea_of(p, {.min_land_m2 = 300}).islets_filled == 0);
    CHECK(sea_of(p, {.min_land_m2 = 301}).islets_filled == 1);
}

TEST_CASE("a point on land and a point in a puddle are counted", "[sea]")
{
    const Picture p(coast);
    const Sea sea = sea_of(p, {.sea_points = {p.at(5, 6), p.at(0, 0), p.at(1, 1), {1e9, 0}}});
    CHECK(sea.points_on_no_water == 2);
    CHECK(sea.small_waters_left_out == 1);
    CHECK_THROWS_AS(sea_of(p, {.sea_points = {p.at(0, 0)}}), NoResultError);
    CHECK_THROWS_AS(sea_of(p, {.min_land_m2 = -1}), UsageError);
}

TEST_CASE("labels agree with a flood fill on a winding image, for any number of threads", "[sea]")
{
    Rows rows;
    for (int r = 0; r < 150; ++r) {
        std::string row;
        for (int c = 0; c < 90; ++c) row += (r * r * 7 + c * 13 + r * c) % 11 < 5 ? 'L' : (r * 31 + c * 17) % 83 == 0 ? 'C' : 'W';
        rows.push_back(row);
    }
    const Picture p(rows);
    int start = 0;
    while (rows[75][static_cast<std::size_t>(start)] != 'W') ++start;
    std::vector<std::pair<int, int>> open{{75, start}};
    Mask reached = Mask::Zero(150, 90);
    while (!open.empty()) {
        const auto [r, c] = open.back();
        open.pop_back();
        if (r < 0 || c < 0 || r >= 150 || c >= 90 || reached(r, c) || p.values(r, c) < 0 || p.mask(r, c)) continue;
        reached(r, c) = 1;
        for (const auto& [dr, dc] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) open.emplace_back(r + dr, c + dc);
    }
    const SeaOptions options{.sea_points = {p.at(75, start)}, .min_land_m2 = 0, .min_water_m2 = 0};
    for (const int threads : {1, 7}) {
        set_thread_count(threads);
        const Sea sea = sea_of(p, options);
        for (int r = 0; r < 150; ++r)
            for (int c = 0; c < 90; ++c) REQUIRE((sea.surfaces.at(r, c) == Surface::sea) == (reached(r, c) == 1));
    }
    set_thread_count(1);
}

#include "algorithms/shorelines/uncross.hpp"

#include "algorithms/shorelines/vertex_moves.hpp"
#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("pieces meet where they cross, touch or overlap", "[uncross]")
{
    CHECK(pieces_meet({0, 0}, {2, 2}, {0, 2}, {2, 0}));
    CHECK(pieces_meet({0, 0}, {2, 0}, {1, 0}, {1, 5}));
    CHECK(pieces_meet({0, 0}, {2, 0}, {1, 0}, {4, 0}));
    CHECK_FALSE(pieces_meet({0, 0}, {2, 0}, {3, 0}, {4, 0}));
    CHECK_FALSE(pieces_meet({0, 0}, {2, 0}, {1, 1}, {1, 5}));
}

TEST_CASE("only the vertices that make a line cross itself go back", "[uncross]")
{
    const Polyline straight{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}, {7, 0}};
    std::vector<Polyline> moved{straight};
    for (Point& p : moved[0]) p.y += .3;
    moved[0][3] = {5.5, .6}, moved[0][4] = {3.5, .9};  // a loop
    const PutBack back = uncross({straight}, moved, 1);
    CHECK(moved[0][0] == Point{0, .3});
    CHECK(moved[0][3] == Point{3, 0});
    CHECK(back[0] == std::vector<bool>{false, false, true, true, true, true, false, false});
}

TEST_CASE("two lines that cross each other, and rings, are put back too", "[uncross]")
{
    const Polyline low{{0, 0}, {1, 0}, {2, 0}}, high{{0, 1}, {1, 1}, {2, 1}};
    std::vector<Polyline> moved{low, high};
    moved[0][1].y = 2;
    uncross({low, high}, moved, 1);
    CHECK(moved[0] == low);
    CHECK(moved[1] == high);

    const Polyline ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    std::vector<Polyline> twisted{ring};
    twisted[0][0] = twisted[0][4] = {3, 5};
    uncross({ring}, twisted, 1);
    CHECK(twisted[0].front() == twisted[0].back());
    CHECK(twisted[0] == ring);
}

TEST_CASE("the frame of a vertex is its seaward normal and how the line turns", "[uncross]")
{
    const auto straight = vertex_frames({{0, 0}, {0, 10}, {0, 20}}, 5);  // north: the sea is in the east
    CHECK(straight[1].seaward.x == Approx(1));
    CHECK(straight[1].curvature_per_m == Approx(0).margin(1e-12));
    CHECK(straight[1].along_m == 10);
    Polyline island;  // counter-clockwise
    for (int i = 0; i <= 360; ++i) island.push_back({100 * std::cos(i % 360 * .0174532925199), 100 * std::sin(i % 360 * .0174532925199)});
    for (const VertexFrame& f : vertex_frames(island, 20)) {
        CHECK(f.curvature_per_m == Approx(.01).epsilon(.01));
        CHECK(dot(f.seaward, f.at - Point{0, 0}) == Approx(100).epsilon(.01));
    }
}

#include <algorithm>
#include <cmath>

#include "scenes/synthetic/blur.hpp"
#include "scenes/synthetic/coverage.hpp"
#include "scenes/synthetic/reference_line.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

const Grid four_by_four{4, 4, 0, 4, 1, -1, {}};

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// The half-plane below y = y0 + slope x, as a ring much larger than any grid here.
Polyline below(double y0, double slope)
{
    const double far = 1e4;
    return {{-far, y0 - slope * far}, {far, y0 + slope * far}, {far, -3 * far}, {-far, -3 * far}, {-far, y0 - slope * far}};
}

}  // namespace

TEST_CASE("a triangle covers the area of each cell that lies in it", "[synthetic]")
{
    const Polyline triangle{{0, 0}, {4, 0}, {0, 4}, {0, 0}};
    const Pixels share = area_fraction(triangle, four_by_four);
    CHECK(share(3, 0) == 1.0f);  // at the right angle
    CHECK(share(0, 0) == 0.5f);  // cut by the diagonal
    CHECK(share(3, 3) == 0.5f);
    CHECK(share(0, 3) == 0.0f);
    CHECK(share.sum() == Approx(8));
    const Polyline turned(triangle.rbegin(), triangle.rend());
    CHECK((area_fraction(turned, four_by_four) == share).all());
}

TEST_CASE("a straight coast covers the exact area of every pixel", "[synthetic]")
{
    const double slope = GENERATE(0.0, 0.3, -2.0);
    const double y0 = GENERATE(1.7, 2.0, 3.25);
    CAPTURE(slope, y0);
    const Pixels share = area_fraction(below(y0, slope), four_by_four);
    for (int row = 0; row < 4; ++row) {
        for (int col = 0; col < 4; ++col) {
            // The area below the line in the cell: the mean of its clipped height.
            double area = 0;
            constexpr int strips = 20000;
            for (int k = 0; k < strips; ++k) area += std::clamp(y0 + slope * (col + (k + 0.5) / strips) - (3.0 - row), 0.0, 1.0) / strips;
            CHECK(share(row, col) == Approx(area).margin(1e-6));
        }
    }
}

TEST_CASE("a ring that leaves the grid on all sides covers it whole, one beside it not at all", "[synthetic]")
{
    CHECK((area_fraction({{-9, -9}, {9, -9}, {9, 9}, {-9, 9}, {-9, -9}}, four_by_four) == 1.0f).all());
    CHECK((area_fraction({{5, 0}, {9, 0}, {9, 4}, {5, 0}}, four_by_four) == 0.0f).all());
    CHECK((area_fraction({{-9, 0}, {-5, 0}, {-5, 4}, {-9, 0}}, four_by_four) == 0.0f).all());
}

TEST_CASE("areas of parts add up to the area of the ring wherever it lies", "[synthetic]")
{
    for (int i = 0; i < 50; ++i) {
        const double a = 0.37 * i, x = 2 + 0.4 * std::sin(5 * a), y = 2 + 0.4 * std::cos(3 * a);
        Polyline ring;
        for (int k = 0; k < 7; ++k) ring.push_back({x + 1.5 * std::cos(a + k), y + 1.5 * std::sin(a + k)});
        ring.push_back(ring.front());
        CHECK(static_cast<double>(area_fraction(ring, four_by_four).sum()) == Approx(std::abs(signed_area(ring))).epsilon(1e-5));
    }
}

TEST_CASE("a straight reference line has evenly spaced stations with the sea on its right", "[synthetic]")
{
    const auto stations = reference_line({{100, 0}, {0, 0}}, 5);
    REQUIRE(stations.size() == 21);
    CHECK(stations[3].alongshore_m == 15);
    CHECK(stations[3].point.x == Approx(85));
    CHECK(stations[3].seaward.x == Approx(0).margin(1e-12));
    CHECK(stations[3].seaward.y == Approx(1));
}

TEST_CASE("the reference line passes through its control points and bends smoothly", "[synthetic]")
{
    const Polyline control{{1000, 0}, {700, 120}, {350, -80}, {0, 0}};
    const auto stations = reference_line(control, 1);
    for (const Point& wanted : control) {
        double nearest = 1e9;
        for (const Station& s : stations) nearest = std::min(nearest, distance(s.point, wanted));
        CHECK(nearest < 0.51);
    }
    for (std::size_t i = 1; i + 1 < stations.size(); ++i) {
        REQUIRE(distance(stations[i - 1].point, stations[i].point) == Approx(1).epsilon(1e-3));
        REQUIRE(dot(stations[i - 1].seaward, stations[i].seaward) > std::cos(0.02));
    }
}

TEST_CASE("a coast moves along its normal at the rate of its stretch", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const CoastMotion motion(coast);
    const Instant later = *instant_of(2010, 1, 1, 0);
    const double years = years_between(coast.reference_date, later);
    const Polyline line = motion.line(later);
    CHECK(line[100].y == Approx(9000600 - years).epsilon(1e-12));    // 500 m alongshore
    CHECK(line[550].y == Approx(9000600 + years).epsilon(1e-12));    // 2750 m
    CHECK(motion.rate_m_per_year(2000) == Approx(0).margin(1e-12));  // half-way from -1 to +1
    CHECK(motion.rate_m_per_year(1899) == -1);
    CHECK(motion.rate_m_per_year(2101) == 1);
    CHECK(motion.line(coast.reference_date)[100].y == Approx(9000600).epsilon(1e-14));
}

TEST_CASE("a seasonal swing leaves the line of the reference date where it is and has the stated range", "[synthetic]")
{
    auto text = tasi::testing::straight_coast_text();
    text["coast"]["seasonal_m"] = 6;
    const CoastDescription coast = coast_from(text, "straight.toml");
    const CoastMotion motion(coast);
    CHECK(motion.moved_m(500, coast.reference_date) == 0);
    const Instant half_a_year{coast.reference_date.milliseconds + static_cast<std::int64_t>(0.5 * 31557600e3)};
    CHECK(motion.moved_m(500, half_a_year) == Approx(-0.5 - 12));
}

TEST_CASE("the true waterline is interrupted where the river meets the sea", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const CoastMotion motion(coast);
    const auto parts = motion.waterlines(coast.reference_date);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].back().x == Approx(500000 - 790));
    CHECK(parts[1].front().x == Approx(500000 - 810));
}

TEST_CASE("the materials of a pixel add up to one and the sea has its exact area", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    const CoastMotion motion(coast);
    const auto areas = painted_areas(coast, motion, coast.reference_date);
    const Grid grid{40, 40, 500000, 9001200 - 7, 30, -30, {}};  // the waterline cuts row 19 at 23/30 of its height
    const auto shares = material_shares(areas, coast.land, coast.materials.size(), grid);
    Pixels sum = Pixels::Zero(40, 40);
    for (const Pixels& share : shares) sum += share;
    CHECK((sum - 1).abs().maxCoeff() < 1e-6f);
    const Pixels& water = shares[static_cast<std::size_t>(coast.clear_sea)];
    CHECK(water(18, 20) == 1.0f);
    CHECK(water(19, 20) == Approx(23.0 / 30));
    CHECK(water(20, 20) == 0.0f);
}

TEST_CASE("a sensor sees a straight edge as a Gaussian of the stated width, wherever it falls in the pixel", "[synthetic]")
{
    const double edge_y = GENERATE(0.0, 4.0, 11.0, 22.5);
    const double blur = GENERATE(0.45, 0.53);
    const Grid grid{21, 3, 0, 315, 30, -30, {}};
    const auto shares = seen_shares({{1, below(edge_y, 0)}}, 0, 2, grid, blur);
    for (int row = 0; row < grid.rows; ++row) {
        const double outside = grid.at_centre(row, 1).y - edge_y;
        CHECK(shares[1](row, 1) == Approx(normal_cdf(-outside / (blur * 30))).margin(2e-3));
        CHECK(shares[0](row, 1) + shares[1](row, 1) == Approx(1).epsilon(1e-5));
    }
}

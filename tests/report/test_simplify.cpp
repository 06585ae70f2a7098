#include "src/report/simplify.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"

namespace tasi::report {

TEST_CASE("a vertex within the tolerance goes, one beyond it stays", "[report]")
{
    CHECK(simplified({{0, 0}, {5, 1.9}, {10, 0}}, 2).size() == 2);
    CHECK(simplified({{0, 0}, {5, 2.1}, {10, 0}}, 2).size() == 3);
    CHECK(simplified({{0, 0}, {10, 0}}, 2) == Polyline{{0, 0}, {10, 0}});
    CHECK(simplified({}, 2).empty());
}

TEST_CASE("no vertex lies farther than the tolerance from the simplified line, whose ends are those of the line", "[report]")
{
    Polyline line;
    for (int i = 0; i <= 500; ++i) line.push_back({1.0 * i, 20 * std::sin(0.07 * i) + 3 * std::sin(1.3 * i)});
    for (const double tolerance : {0.5, 2.0, 8.0}) {
        const Polyline less = simplified(line, tolerance);
        CHECK(less.size() < line.size());
        CHECK(less.front() == line.front());
        CHECK(less.back() == line.back());
        double worst = 0;
        for (const Point& p : line) {
            double nearest = 1e9;
            for (std::size_t i = 1; i < less.size(); ++i) nearest = std::min(nearest, distance_to_segment(p, less[i - 1], less[i]));
            worst = std::max(worst, nearest);
        }
        CHECK(worst <= tolerance);
    }
}

TEST_CASE("a ring stays a ring", "[report]")
{
    const Polyline ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    CHECK(is_ring(simplified(ring, 100)));
}

}  // namespace tasi::report

#include "algorithms/shorelines/settle.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "algorithms/shorelines/uncross.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr double step_m = 5;
const SettleOptions options{.most_shift_m = 45, .most_jump_m = 8, .unknown_sd_m = 5};
const VertexError known{0.5F, 0.2F};

Polyline straight(double x, double from_y, double to_y)
{
    Polyline line;
    const int pieces = static_cast<int>(std::abs(to_y - from_y) / 10);
    for (int i = 0; i <= pieces; ++i) line.push_back({x, from_y + (to_y - from_y) * i / pieces});
    return line;
}

Polyline ring(double radius_m)
{
    Polyline line;
    for (int i = 0; i < 60; ++i) {
        const double a = 2 * std::numbers::pi * i / 60;
        line.push_back({radius_m * std::cos(a), radius_m * std::sin(a)});
    }
    line.push_back(line.front());
    return line;
}

LineWithErrors refined(Polyline line)
{
    std::vector<VertexError> errors(line.size(), known);
    return {std::move(line), std::move(errors)};
}

bool lines_meet(const std::vector<LineWithErrors>& lines)
{
    std::vector<Polyline> all, same;
    for (const LineWithErrors& line : lines) all.push_back(line.line);
    same = all;
    for (const auto& back : uncross(all, same, step_m))
        for (const bool b : back)
            if (b) return true;
    return false;
}

}  // namespace

TEST_CASE("a refined line beside its preliminary one is taken as it is, with its errors", "[settle]")
{
    long without = -1;
    const auto settled = settle({straight(0, 0, 400)}, {refined(straight(7, -20, 420))}, step_m, options, &without);
    REQUIRE(settled.size() == 1);
    REQUIRE(settled[0].line.size() == settled[0].errors.size());
    CHECK(without == 0);
    for (const Point& p : settled[0].line) CHECK(p.x == Approx(7).margin(1e-9));
    for (const VertexError& e : settled[0].errors) CHECK(e.contour_m == known.contour_m);
}

TEST_CASE("the end of a line that its refined line does not reach follows the vertices beside it, with the error of what is not known",
          "[settle]")
{
    long without = 0;
    const auto settled = settle({straight(0, 0, 400)}, {refined(straight(7, 21, 420))}, step_m, options, &without);
    CHECK(without == 5);
    CHECK(settled[0].line.front().x == Approx(7).margin(1e-9));
    CHECK(settled[0].errors.front().contour_m == 5);
    CHECK(settled[0].errors.back().contour_m == known.contour_m);
}

TEST_CASE("a gap in a refined line is bridged over, a long one goes back to the preliminary line", "[settle]")
{
    Polyline bent = straight(7, 0, 150);
    for (const Point& p : straight(80, 160, 240)) bent.push_back(p);  // beyond reach
    for (const Point& p : straight(7, 250, 400)) bent.push_back(p);
    const auto settled = settle({straight(0, 0, 400)}, {refined(bent)}, step_m, options);
    for (const Point& p : settled[0].line) CHECK(p.x == Approx(7).margin(8));

    const auto none = settle({straight(0, 0, 400)}, {refined(straight(90, 0, 400))}, step_m, options);
    for (const Point& p : none[0].line) CHECK(p.x == Approx(0).margin(1e-9));
    for (const VertexError& e : none[0].errors) CHECK(e.contour_m == 5);
}

TEST_CASE("a vertex that jumps away from those beside it does not stand", "[settle]")
{
    Polyline spiked = straight(3, 0, 400);
    spiked[20].x = 33;
    const auto settled = settle({straight(0, 0, 400)}, {refined(spiked)}, step_m, options);
    for (const Point& p : settled[0].line) CHECK(p.x < 12);
}

TEST_CASE("the two sides of a narrow spit keep apart although their refined lines cross", "[settle]")
{
    const std::vector<Polyline> before{straight(0, 0, 400), straight(20, 400, 0)};
    const auto settled = settle(before, {refined(straight(16, 0, 400)), refined(straight(5, 400, 0))}, step_m, options);
    REQUIRE(settled.size() == 2);
    for (const Point& p : settled[0].line) CHECK(p.x <= 9.0 + 1e-9);
    for (const Point& p : settled[1].line) CHECK(p.x >= 11.0 - 1e-9);
    CHECK_FALSE(lines_meet(settled));
}

TEST_CASE("a ring stays a ring that runs the same way", "[settle]")
{
    const auto settled = settle({ring(120)}, {refined(ring(110))}, step_m, options);
    const Polyline& line = settled[0].line;
    CHECK(line.front() == line.back());
    double area = 0;
    for (std::size_t i = 1; i < line.size(); ++i) area += cross_product(line[i - 1] - Point{}, line[i] - Point{}) / 2;
    CHECK(area == Approx(std::numbers::pi * 110 * 110).epsilon(0.01));
}

TEST_CASE("settled lines never meet, whatever the refined lines do", "[settle]")
{
    std::mt19937 random(5);
    const auto noise = [&](double size) { return size * (static_cast<double>(random()) / 2147483648.0 - 1); };
    for (int trial = 0; trial < 30; ++trial) {
        const double gap = 12 + trial;
        const std::vector<Polyline> before{straight(0, 0, 400), straight(gap, 400, 0)};
        std::vector<LineWithErrors> wild;
        for (Polyline line : before) {
            for (Point& p : line) p.x += noise(40), p.y += noise(6);
            wild.push_back(refined(std::move(line)));
        }
        CHECK_FALSE(lines_meet(settle(before, wild, step_m, options)));
    }
}

#include "algorithms/rates/change_point.hpp"

#include <cmath>

#include "algorithms/rates/acceleration.hpp"
#include "algorithms/rates/pettitt.hpp"
#include "tests/algorithms/rates/noise.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

const std::vector<double> dropped{101, 99, 102, 100, 98, 101, 103, 99, 100, 102, 88, 86, 89, 87, 85, 88, 86, 90, 87, 86};

std::vector<double> years(std::size_t n)
{
    std::vector<double> t;
    for (std::size_t i = 0; i < n; ++i) t.push_back(static_cast<double>(i));
    return t;
}

std::vector<long long> days(std::size_t n)
{
    std::vector<long long> all;
    for (std::size_t i = 0; i < n; ++i) all.push_back(static_cast<long long>(i) * 365);
    return all;
}

std::optional<ChangePoint> break_of(const std::vector<double>& x)
{
    const std::vector<double> t = years(x.size());
    return change_point(t, x, days(x.size()), fit_line(t, x), 90);
}

}  // namespace

TEST_CASE("Pettitt finds the change of level of a worked series", "[rates]")
{
    const Pettitt test = pettitt(dropped);
    CHECK(test.first_after == 10);
    CHECK(test.k == 100);
    CHECK(test.p == Approx(0.00158098064624).epsilon(1e-9));
    CHECK(pettitt(std::vector<double>{5, 5, 5, 5}).p == 1);
}

TEST_CASE("Pettitt's number is the sum of signs of its definition, with ties", "[rates][law]")
{
    tasi::testing::NormalNoise noise(3);
    for (int n = 2; n < 40; ++n) {
        std::vector<double> x;
        for (int i = 0; i < n; ++i) x.push_back(std::round(2 * noise.next()));
        double largest = 0;
        for (std::size_t k = 1; k < x.size(); ++k) {
            double u = 0;
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = k; j < x.size(); ++j) u += (x[i] > x[j]) - (x[i] < x[j]);
            largest = std::max(largest, std::fabs(u));
        }
        CHECK(pettitt(x).k == largest);
    }
}

TEST_CASE("the break of a worked series lies between its halves, with a rate for each", "[rates]")
{
    const auto point = break_of(dropped);
    REQUIRE(point);
    CHECK(point->first_after == 10);
    CHECK(point->t_yr == 9.5);
    CHECK(point->from_yr == 9);
    CHECK(point->to_yr == 10);
    CHECK(point->p < 0.001);
    CHECK(point->jump_m == Approx(-13.5).margin(1));
    CHECK(point->before.n == 10);
    CHECK(point->after.n == 10);
}

TEST_CASE("a change of rate without a jump is two free lines", "[rates]")
{
    tasi::testing::NormalNoise noise(5);
    std::vector<double> x;
    for (int i = 0; i < 40; ++i) x.push_back((i < 20 ? 0.0 : -2.0 * (i - 20)) + 0.3 * noise.next());
    const auto point = break_of(x);
    REQUIRE(point);
    CHECK_FALSE(point->common_slope);
    CHECK(std::fabs(point->t_yr - 19.5) <= 2);
    CHECK(point->before.slope_m_per_yr == Approx(0).margin(0.1));
    CHECK(point->after.slope_m_per_yr == Approx(-2).margin(0.1));
}

TEST_CASE("short records and exact lines have no break", "[rates]")
{
    CHECK_FALSE(break_of({1, 5, 2, 8, 3, 9, 2, 4, 7}));
    std::vector<double> line;
    for (int i = 0; i < 30; ++i) line.push_back(3.0 * i);
    CHECK_FALSE(break_of(line));
}

TEST_CASE("an exact step is found whatever its size, with equal numbers at any scale", "[rates][law]")
{
    for (const double size : {1e-3, 1.0, 1e6}) {
        std::vector<double> x;
        for (int i = 0; i < 24; ++i) x.push_back(size * (i >= 9));
        const auto point = break_of(x);
        REQUIRE(point);
        CHECK(point->first_after == 9);
        CHECK(point->jump_m == Approx(size));
    }
}

TEST_CASE("the acceleration of a parabola is twice its quadratic coefficient, whatever its line", "[rates]")
{
    const std::vector<double> t{0, 1, 2.5, 4, 7, 11};
    std::vector<double> x;
    for (const double year : t) x.push_back(200 - 3 * year + 0.25 * year * year);
    const Acceleration got = acceleration(t, x, fit_line(t, x));
    CHECK(got.m_per_yr2 == Approx(0.5).epsilon(1e-10));
    CHECK(got.ssr == Approx(0).margin(1e-9));
    CHECK(acceleration(std::vector<double>{0, 1, 2}, std::vector<double>{0, 1, 4}, {}).s_qq == 0);
    const std::vector<double> two_dates{0, 0, 1, 1}, heights{0, 1, 4, 5};
    CHECK(acceleration(two_dates, heights, fit_line(two_dates, heights)).s_qq == 0);
}

TEST_CASE("two looks of one day are no evidence of a break", "[rates]")
{
    tasi::testing::NormalNoise noise(5);
    int once = 0, twice = 0;
    for (int series = 0; series < 200; ++series) {
        std::vector<double> t, x, t2, x2;
        std::vector<long long> day, day2;
        for (int i = 0; i < 40; ++i) {
            t.push_back(i);
            x.push_back(3 * noise.next());
            day.push_back(365LL * i);
            for (int copy = 0; copy < 2; ++copy) {
                t2.push_back(t.back());
                x2.push_back(x.back() + 1e-6 * copy);
                day2.push_back(day.back());
            }
        }
        const auto one = change_point(t, x, day, fit_line(t, x), 90), two = change_point(t2, x2, day2, fit_line(t2, x2), 90);
        REQUIRE((one && two));
        once += one->p < 0.05;
        twice += two->p < 0.05;
    }
    CHECK(once <= 20);
    CHECK(twice <= 20);
}

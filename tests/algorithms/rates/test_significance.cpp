#include "algorithms/rates/significance.hpp"

#include <cmath>
#include <numbers>

#include "tests/catch.hpp"

using namespace tasi;

namespace {

// Student's t has closed forms for one, two and four degrees of freedom.
double t1(double confidence_pct) { return std::tan(std::numbers::pi * confidence_pct / 200); }

double t2(double confidence_pct)
{
    const double c = confidence_pct / 100;
    return c * std::sqrt(2 / (1 - c * c));
}

double t4(double confidence_pct)
{
    const double a = 1 - confidence_pct * confidence_pct / 1e4, root = std::sqrt(a);
    return 2 * std::sqrt(std::cos(std::acos(root) / 3) / root - 1);
}

}  // namespace

TEST_CASE("quantiles of Student's t agree with their closed forms to 13 digits", "[rates]")
{
    for (const double level : {50.0, 68.0, 90.0, 95.0, 99.0, 99.7}) {
        CAPTURE(level);
        CHECK(two_sided_student_quantile(level, 1) == Approx(t1(level)).epsilon(1e-13));
        CHECK(two_sided_student_quantile(level, 2) == Approx(t2(level)).epsilon(1e-13));
        CHECK(two_sided_student_quantile(level, 4) == Approx(t4(level)).epsilon(1e-13));
    }
}

TEST_CASE("p of a quantile is what the level leaves, also for broken degrees of freedom", "[rates]")
{
    for (const double level : {50.0, 90.0, 99.99})
        for (const double df : {0.5, 1.0, 1.7, 6.704, 58.0, 1e6}) {
            CAPTURE(level, df);
            CHECK(two_sided_student_p(two_sided_student_quantile(level, df), df) == Approx(1 - level / 100).epsilon(1e-10));
        }
    for (const double level : {50.0, 90.0, 99.99})
        CHECK(two_sided_normal_p(two_sided_normal_quantile(level)) == Approx(1 - level / 100).epsilon(1e-12));
}

TEST_CASE("an infinite t has p 0 and t 0 has p 1", "[rates]")
{
    CHECK(two_sided_student_p(INFINITY, 3) == 0);
    CHECK(two_sided_student_p(-INFINITY, 3) == 0);
    CHECK(two_sided_student_p(0, 3) == Approx(1));
    CHECK(two_sided_normal_p(0) == 1);
}

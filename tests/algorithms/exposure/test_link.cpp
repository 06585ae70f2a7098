#include "algorithms/exposure/place_reach.hpp"

#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// The largest change of the probability by 2050 from one step to the next along a way.
double largest_step(const AssessedCoast& coast, const Point& from, const Point& to, int steps)
{
    const ExposureOptions options;
    double largest = 0, before = -1;
    for (int i = 0; i <= steps; ++i) {
        const Point place = from + (static_cast<double>(i) / steps) * (to - from);
        const PlaceReach reach = reach_of(place, coast, options, 10);
        REQUIRE(reach.assessed());
        const double now = probability_by(*reach.approach, 25);
        if (before >= 0) largest = std::max(largest, std::abs(now - before));
        before = now;
    }
    return largest;
}

}  // namespace

TEST_CASE("moving a place along the shore changes its probability without a jump", "[exposure]")
{
    for (int seed = 1; seed <= 3; ++seed) {
        const AssessedCoast coast = winding_coast(seed);
        for (const double inland : {820.0, 860.0, 700.0}) {
            CAPTURE(seed);
            CAPTURE(inland);
            const double coarse = largest_step(coast, {inland, 300}, {inland, 5700}, 1080);
            const double fine = largest_step(coast, {inland, 300}, {inland, 5700}, 8640);
            CHECK(fine < 0.02);
            CHECK(fine < 0.25 * coarse + 1e-9);  // a jump would stay as large, however short the steps
        }
    }
}

TEST_CASE("on a straight coast a place in front of a transect leans on it and its neighbours alike", "[exposure]")
{
    const AssessedCoast coast = straight_coast(-1);
    const auto linked = coast.link({940, 500}, 5000);
    double sum = 0, moment = 0;
    for (const auto& link : linked.links) {
        sum += link.weight;
        moment += link.weight * (static_cast<double>(link.transect) - 10);
        CHECK(link.distance_m == Approx(60));
    }
    CHECK(sum == Approx(1));
    CHECK(moment == Approx(0).margin(1e-12));
    CHECK(coast.link({940, 525}, 5000).links.size() % 2 == 0);
}

TEST_CASE("a place on a spit is reached from the shore that comes first", "[exposure]")
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 20; ++i) transects.push_back(assessed_transect({1000, 50.0 * i}, {1, 0}, 0, i));
    for (int i = 0; i <= 20; ++i) {
        transects.push_back(assessed_transect({700, 50.0 * i}, {-1, 0}, -5, 100 + i));
        transects.back().transect.baseline = "2";
    }
    const AssessedCoast spit(transects, {});
    const ExposureOptions options;
    const PlaceReach reach = reach_of({900, 500}, spit, options, 10);  // 100 m from the quiet shore, 200 m from the other
    REQUIRE(reach.assessed());
    CHECK(reach.approach->rate_m_per_year == Approx(-5));
    CHECK(reach.approach->distance_m == Approx(200));
    CHECK(reach_of({690, 500}, spit, options, 10).approach->rate_m_per_year == Approx(-5));
    CHECK(reach_of({1010, 500}, spit, options, 10).approach->rate_m_per_year == Approx(0));  // at sea: nothing behind it counts
}

TEST_CASE("a transect that was not assessed drops out while it is the lesser part, and decides when it is the greater", "[exposure]")
{
    std::vector<AssessedTransect> transects = straight_coast(-1).transects();
    transects[10].trend = "not assessed";
    const AssessedCoast coast(transects, {});
    const ExposureOptions options;
    CHECK_FALSE(reach_of({990, 500}, coast, options, 10).assessed());
    CHECK(reach_of({990, 460}, coast, options, 10).assessed());
    CHECK(reach_of({990, 460}, coast, options, 10).approach->rate_m_per_year == Approx(-1));
}

TEST_CASE("stretches of coast are a kilometre long and end with their baseline", "[exposure]")
{
    const AssessedCoast coast = winding_coast(1);
    CHECK(coast.stretch_of(0) == 0);
    CHECK(coast.stretch_of(1) == 0);
    CHECK(coast.stretch_of(120) >= 5);
    std::vector<AssessedTransect> transects = straight_coast(-1).transects();
    for (std::size_t i = 10; i < transects.size(); ++i) transects[i].transect.baseline = "2";
    CHECK(AssessedCoast(transects, {}).stretch_of(9) == 0);
    CHECK(AssessedCoast(transects, {}).stretch_of(10) == 1);
}

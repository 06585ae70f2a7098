#include "algorithms/exposure/settlement_people.hpp"

#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

std::vector<Polygon> box(double x0, double y0, double x1, double y1) { return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}}; }

Geometry outline(double x0, double y0, double x1, double y1) { return Geometry::of(box(x0, y0, x1, y1)); }

double sum_of(const std::vector<Asset>& people)
{
    double sum = 0;
    for (const Asset& asset : people) sum += asset.stake.amount;
    return sum;
}

std::vector<Asset> people_of(const Geometry& place, const AssessedCoast& coast, const ExposureOptions& options,
                             const Dwellings& houses = {})
{
    return people_of(place, risk_of(place, coast, options), coast, options, houses);
}

}  // namespace

TEST_CASE("of a village in an outline those are counted whose place is reached, of one at a point all or none", "[exposure]")
{
    const AssessedCoast coast = straight_coast(-2);
    const ExposureOptions options;
    const Geometry village = outline(740, 400, 940, 600);
    const SettlementRisk risk = risk_of(village, coast, options);
    const auto people = people_of(village, coast, options);
    CHECK(sum_of(people) == Approx(1).epsilon(1e-12));
    for (std::size_t y = 0; y < options.years.size(); ++y) {
        CAPTURE(options.years[y]);
        double metre_by_metre = 0;
        for (int k = 0; k < 200; ++k) {
            const PlaceReach reach = reach_of({740.5 + k, 500}, coast, options, options.polygon_sd_m);
            Approach approach = *reach.approach;
            approach.standing_m = 60;
            metre_by_metre += probability_by(approach, options.years_to(options.years[y])) / 200;
        }
        CHECK(*expected_share(people, y) == Approx(metre_by_metre).margin(0.005));
        CHECK(*expected_share(people, y) < *risk.probability[y] + 1e-12);
    }
    for (const Asset& asset : people) CHECK(asset.stake.own_share == risk.own_share);

    const Geometry point = Geometry::of(Point{940, 500});
    const auto at_point = people_of(point, coast, options);
    REQUIRE(at_point.size() == 1);
    CHECK(*expected_share(at_point, 2) == *risk_of(point, coast, options).probability[2]);
    CHECK(at_point[0].stake.own_share.size() == options.years.size());
}

TEST_CASE("people stand at the buildings of an outline by their area, and evenly where there is none", "[exposure]")
{
    const AssessedCoast coast = straight_coast(-2);
    const ExposureOptions options;
    const std::vector<Geometry> houses{outline(930, 500, 940, 510), outline(745, 500, 775, 510), outline(300, 500, 310, 510), {}};
    const Dwellings dwellings(houses, coast);
    const auto cells = dwellings.people_of(box(740, 400, 950, 600), 200);
    REQUIRE(cells.size() == 2);
    CHECK(cells[0].ring.front().x == 940);
    CHECK(cells[0].people == Approx(50).epsilon(1e-12));
    CHECK(cells[1].people == Approx(150).epsilon(1e-12));
    CHECK(dwellings.people_of(box(740, 0, 950, 200), 200).empty());
    CHECK(people_of(outline(740, 400, 950, 600), coast, options, dwellings).size() == 2);
    CHECK(sum_of(people_of(outline(740, 0, 950, 200), coast, options, dwellings)) == Approx(1).epsilon(1e-12));

    const std::vector<Geometry> points{Geometry::of(Point{935, 505}), Geometry::of(Point{760, 505})};
    const auto alike = Dwellings(points, coast).people_of(box(740, 400, 950, 600), 200);
    REQUIRE(alike.size() == 2);
    CHECK(alike[0].people == alike[1].people);
}

TEST_CASE("wherever people stand they are as many as before", "[exposure]")
{
    const AssessedCoast coast = winding_coast(2);
    ExposureOptions options;
    options.within_m = 600;
    std::vector<Geometry> houses;
    for (int i = 0; i < 300; ++i) houses.push_back(outline(500 + 7 * (i % 80), 500 + 11.0 * i, 506 + 7 * (i % 80), 505 + 11.0 * i));
    const Dwellings dwellings(houses, coast);
    for (int i = 0; i < 40; ++i) {
        CAPTURE(i);
        const double x = 300 + 18 * i, y = 400 + 90 * i, size = 20 + 17 * i;
        const Geometry village = outline(x, y, x + size, y + 60);
        CHECK(sum_of(people_of(village, coast, options)) == Approx(1).epsilon(1e-12));
        CHECK(sum_of(people_of(village, coast, options, dwellings)) == Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("nobody of an outline that reaches into the sea lives there", "[exposure]")
{
    const auto people = people_of(outline(900, 400, 1100, 600), straight_coast(-1), ExposureOptions{});
    CHECK(sum_of(people) == Approx(1).epsilon(1e-12));
    for (const Asset& asset : people) CHECK(asset.place.x <= 1000);
}

TEST_CASE("an outline without area keeps its people", "[exposure]")
{
    const auto people = people_of(outline(900, 400, 900, 600), straight_coast(-1), ExposureOptions{});
    CHECK(sum_of(people) == 1);
}

TEST_CASE("the part of an outline that is far inland was not assessed", "[exposure]")
{
    ExposureOptions options;
    options.within_m = 500;
    const auto people = people_of(outline(400, 400, 900, 600), straight_coast(-1), options);
    CHECK(share_not_assessed(people) == Approx(0.2).margin(0.05));
    CHECK(expected_share(people, 2).has_value());
    const auto beyond = people_of(outline(100, 400, 300, 600), straight_coast(-1), options);
    CHECK(share_not_assessed(beyond) == 1);
    CHECK_FALSE(expected_share(beyond, 2).has_value());
    CHECK(beyond.front().far);
}

TEST_CASE("a place far out at sea is not assessed, whatever the coast does", "[exposure]")
{
    for (const double rate : {-2.0, 0.0, 2.0}) {
        const SettlementRisk risk = risk_of(Geometry::of(Point{1600, 500}), straight_coast(rate), ExposureOptions{});
        CHECK(risk.assessment == "not assessed");
        CHECK(risk.reason == "seaward of the line: check the place");
        CHECK(*risk.dist_m == Approx(-600));
        CHECK(risk.probability.empty());
        CHECK(risk_of(Geometry::of(Point{1400, 500}), straight_coast(rate), ExposureOptions{}).assessment == "at risk");
    }
    ExposureOptions rough;
    rough.point_sd_m = 300;
    CHECK(risk_of(Geometry::of(Point{1600, 500}), straight_coast(0), rough).assessment == "at risk");
}

TEST_CASE("a settlement says when the record of its transects has a break", "[exposure]")
{
    std::vector<AssessedTransect> transects = straight_coast(-2).transects();
    const Geometry village = Geometry::of(Point{940, 500});
    CHECK(risk_of(village, AssessedCoast(transects, {}), {}).reason.find("break") == std::string::npos);
    transects[10].record_break.emplace().p = 0.004;
    CHECK(risk_of(village, AssessedCoast(transects, {}), {}).reason.ends_with("; the record of its transect has a break"));
    transects[10].record_break.emplace().p = 0.03;  // one series in thirty looks like this by chance
    CHECK(risk_of(village, AssessedCoast(transects, {}), {}).reason.find("break") == std::string::npos);
}

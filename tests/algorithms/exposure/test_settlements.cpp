#include "algorithms/exposure/settlements.hpp"

#include "algorithms/exposure/admin.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// A straight coast at x = 1000, land in the west, transects every 50 m from x = 800 to 1300.
AssessedTransect transect_at(double y, double rate)
{
    AssessedTransect t;
    t.transect = {"T" + std::to_string(static_cast<int>(y)), "1", static_cast<int>(y / 50), {800, y}, {1300, y}, 200, {}};
    t.rate_m_per_year = rate;
    t.rate_interval = 0.2;
    t.rate_sd = 0.1;
    t.now_m = 200;
    t.now_sd_m = 5;
    t.trend = rate < -0.2 ? "eroding" : "no detectable trend";
    t.certainty = "good";
    return t;
}

AssessedCoast straight_coast(double rate)
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 20; ++i) transects.push_back(transect_at(50.0 * i, rate));
    return {transects, {}};
}

ExposureOptions exact_places()
{
    ExposureOptions options;
    options.point_sd_m = 0;
    return options;
}

}  // namespace

TEST_CASE("a village 60 m behind a coast that loses 2 m a year is at risk and reached in 30 years", "[exposure]")
{
    const SettlementRisk risk = risk_of(Geometry::of(Point{940, 500}), straight_coast(-2), exact_places());
    CHECK(*risk.dist_m == Approx(60));
    CHECK(*risk.near_m == Approx(60));
    CHECK(risk.transect == "T500");
    CHECK(*risk.reach_year == Approx(2055).margin(1e-6));
    CHECK(*risk.reach_early < *risk.reach_year);
    CHECK(*risk.reach_late > *risk.reach_year);
    CHECK(risk.assessment == "at risk");
}

TEST_CASE("a place beyond every transect is not assessed, never not at risk", "[exposure]")
{
    const AssessedCoast coast = straight_coast(0);
    CHECK(risk_of(Geometry::of(Point{900, 500}), coast, exact_places()).assessment == "not at risk");
    for (const Point& far : {Point{940, 1500}, Point{940, -600}, Point{-9000, 500}}) {
        const SettlementRisk risk = risk_of(Geometry::of(far), coast, exact_places());
        CHECK(risk.assessment == "not assessed");
        CHECK_FALSE(risk.reason.empty());
        CHECK(risk.probability.empty());
    }
}

TEST_CASE("of an outline its nearest side counts, wherever the outline begins and however near another side is", "[exposure]")
{
    const AssessedCoast coast = straight_coast(-2);
    const std::vector<Point> corners{{940, 400}, {945, 420}, {963, 500},
                                     {945, 580}, {900, 580}, {900, 400}};  // 37 m at y = 500, 60 m at y = 400
    for (std::size_t first = 0; first < corners.size(); ++first) {
        Polyline ring;
        for (std::size_t i = 0; i <= corners.size(); ++i) ring.push_back(corners[(first + i) % corners.size()]);
        const SettlementRisk risk = risk_of(Geometry::of(std::vector<Polygon>{{ring, {}}}), coast, exact_places());
        CHECK(*risk.near_m == Approx(37));
        CHECK(*risk.dist_m == Approx(37));
        CHECK(risk.transect == "T500");
    }
}

TEST_CASE("a coast without rates gives distances but no assessment", "[exposure]")
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 20; ++i) {
        transects.push_back(transect_at(50.0 * i, -2));
        transects.back().trend = "not assessed";
    }
    const SettlementRisk risk = risk_of(Geometry::of(Point{940, 500}), AssessedCoast(transects, {}), exact_places());
    CHECK(*risk.dist_m == Approx(60));
    CHECK(risk.assessment == "not assessed");
}

TEST_CASE("a place seaward of the line is at risk now and asks to be checked", "[exposure]")
{
    const SettlementRisk risk = risk_of(Geometry::of(Point{1010, 500}), straight_coast(0.5), exact_places());
    CHECK(risk.assessment == "at risk");
    CHECK(*risk.dist_m == Approx(-10));
    CHECK(risk.reason.find("seaward of the line") != std::string::npos);
}

TEST_CASE("between a far shore that was assessed and a near one that was not, the near one decides", "[exposure]")
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 20; ++i) transects.push_back(transect_at(50.0 * i, 0));
    const std::vector<Polyline> shore{{{1000, 0}, {1000, 1000}}, {{-500, 0}, {-500, 1000}}};
    const SettlementRisk risk = risk_of(Geometry::of(Point{-400, 500}), AssessedCoast(transects, shore), exact_places());
    CHECK(risk.assessment == "not assessed");
    CHECK(*risk.near_m == Approx(100));
}

TEST_CASE("a roll-up counts every settlement and every metre of coast once at each level", "[exposure]")
{
    const auto square = [](double x0, double y0, double x1, double y1) {
        return std::vector<Polygon>{{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
    };
    const AdminUnits units({{{"XS01", "XS0101", "XS010101"}, {"M", "P", "South"}, square(0, -10, 1005, 490)},
                            {{"XS01", "XS0101", "XS010102"}, {"M", "P", "North"}, square(0, 490, 1005, 1010)}});
    const AssessedCoast coast = straight_coast(-2);
    const ExposureOptions options = exact_places();
    std::vector<SettlementRisk> risks;
    for (const Point& p : {Point{940, 200}, Point{940, 700}, Point{900, 800}}) risks.push_back(risk_of(Geometry::of(p), coast, options));
    std::vector<SettlementInUnit> settlements{{0, &risks[0], false}, {1, &risks[1], false}, {1, &risks[2], true}};
    std::vector<Asset> people(2);
    for (std::size_t i = 0; i < 2; ++i) {
        people[i].unit = i;
        people[i].stake.amount = i == 0 ? 100 : 200;
        for (const auto& p : risks[i].probability) people[i].stake.probability.push_back(*p);
    }
    const auto rows = summarise(units, coast, settlements, people, StakeSums(), options);
    REQUIRE(rows.size() == 4 * options.years.size());
    double coast_km = 0;
    for (const AdminSummary& row : rows) {
        if (row.year != 2100) continue;
        if (row.level == 3) coast_km += row.coast_km;
        if (row.level != 1) continue;
        CHECK(row.settlements == 2);
        CHECK(row.at_risk == 2);
        CHECK(*row.people == 300);
        CHECK(row.rank == 1);
        CHECK(row.status() == "assessed");
        CHECK(row.coast_km == Approx(1.0));
        CHECK(row.eroding_km == Approx(1.0));
        CHECK(*row.rate_m_per_year == Approx(-2.0));
    }
    CHECK(coast_km == Approx(1.0));
}

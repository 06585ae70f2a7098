#include "algorithms/exposure/hazard_zones.hpp"

#include "algorithms/exposure/area_index.hpp"
#include "algorithms/exposure/overlay.hpp"
#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

const std::vector<double> ten_fifty_ninety{0.1, 0.5, 0.9};

ExposureOptions years(std::vector<int> wanted)
{
    ExposureOptions options;
    options.years = std::move(wanted);
    return options;
}

const HazardZone& zone(const std::vector<HazardZone>& zones, int year, double probability)
{
    for (const HazardZone& one : zones)
        if (one.year == year && one.probability == probability) return one;
    throw std::runtime_error("no such zone");
}

std::vector<Polygon> square(double x0, double y0, double x1, double y1)
{
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

}  // namespace

TEST_CASE("the limit of a zone is the distance that is reached with its probability", "[exposure]")
{
    const Approach line{0, -1.2, 0.4, 6, 0};
    const double want[][4] = {{5, 14.1052437722, 6.0, 0},
                              {25, 44.9453310589, 30, 15.0546689411},
                              {50, 86.7595823025, 60, 33.2404176975},
                              {75, 129.207938642, 90, 50.7920613577}};
    for (const auto& [years, ten, fifty, ninety] : want) {
        CHECK(landward_limit_m(line, 0.1, years) == Approx(ten).epsilon(1e-9));
        CHECK(landward_limit_m(line, 0.5, years) == Approx(fifty).epsilon(1e-9));
        CHECK(landward_limit_m(line, 0.9, years) == Approx(ninety).margin(1e-9).epsilon(1e-9));
        Approach at_edge = line;
        at_edge.distance_m = ten;
        CHECK(probability_at(at_edge, years) == Approx(0.1));
    }
}

TEST_CASE("a setback adds erosion, storm and uncertainty; growth is not counted", "[exposure]")
{
    CHECK(setback_m({0, -1.2, 0.4, 6, 0}, {15, 0.9, 50}) == Approx(101.759582303).epsilon(1e-9));
    CHECK(setback_m({0, 1.2, 0.4, 6, 0}, {15, 0.9, 50}) == Approx(41.759582303).epsilon(1e-9));
    CHECK(SetbackRule{15, 0.9, 50}.in_words(false).find("15 m for storms") != std::string::npos);
}

TEST_CASE("zones are valid, hold the likelier and the earlier ones, and measure what the rates say", "[exposure]")
{
    for (const AssessedCoast& coast : {straight_coast(-1.2), winding_coast(3), winding_coast(4)}) {
        const auto zones = hazard_zones(coast, years({2030, 2050, 2100}), ten_fifty_ninety, {});
        REQUIRE(zones.size() == 9);
        for (const HazardZone& inner : zones) {
            CHECK(is_valid_area(inner.area));
            for (const HazardZone& outer : zones)
                if (outer.year >= inner.year && outer.probability <= inner.probability)
                    CHECK(area_of(common_part(inner.area, outer.area)) == Approx(area_of(inner.area)).epsilon(1e-9));
        }
    }
    const auto zones = hazard_zones(straight_coast(-1.2), years({2050}), ten_fifty_ninety, {});
    CHECK(area_of(zone(zones, 2050, 0.5).area) == Approx(30.0 * 1000));
}

TEST_CASE("zones and setback lines break where the coast was not assessed and at gaps", "[exposure]")
{
    std::vector<AssessedTransect> transects = straight_coast(-1).transects();
    transects[10].trend = "not assessed";
    const AssessedCoast coast(transects, {});
    const auto zones = hazard_zones(coast, years({2050}), {0.5}, {});
    CHECK(zones[0].area.size() == 2);
    CHECK(area_of(zones[0].area) == Approx(25.0 * 900));
    CHECK(setback_lines(coast, years({2050}), {0, 0.9, 50}).size() == 2);

    transects.erase(transects.begin() + 9, transects.begin() + 12);
    CHECK(hazard_zones(AssessedCoast(transects, {}), years({2050}), {0.5}, {})[0].area.size() == 2);
}

TEST_CASE("zones are clipped to land, and a coast that surely grows has none", "[exposure]")
{
    const auto land = square(0, -100, 990, 2000);
    const auto zones = hazard_zones(straight_coast(-1.2), years({2050}), {0.5}, land);
    CHECK(area_of(zones[0].area) == Approx(20.0 * 1000));
    CHECK(is_valid_area(zones[0].area));
    CHECK(hazard_zones(straight_coast(2), years({2050}), {0.5}, {})[0].area.empty());
}

TEST_CASE("the overlap of an area with pixels is found exactly, and over a grid it adds up", "[exposure]")
{
    std::vector<Polygon> area = square(10, 10, 90, 90);
    area[0].holes.push_back({{40, 40}, {40, 60}, {60, 60}, {60, 40}, {40, 40}});
    Polyline wave{{200, 0}};
    for (int i = 0; i <= 400; ++i) wave.push_back({200 + i * 0.5, 40 + 30 * std::sin(i * 0.2)});
    wave.push_back({400, 0});
    wave.push_back({200, 0});
    area.push_back({wave, {}});
    const AreaIndex index(area);
    double sum = 0;
    for (int i = 0; i < 60; ++i)
        for (int j = 0; j < 20; ++j) {
            const double x = 7.0 * i, y = 6.0 * j;
            sum += index.overlap_m2({{x, y}, {x + 7, y}, {x + 7, y + 6}, {x, y + 6}, {x, y}});
        }
    CHECK(sum == Approx(area_of(area)).epsilon(1e-12));
    CHECK(index.overlap_m2({{0, 0}, {20, 0}, {20, 20}, {0, 20}, {0, 0}}) == Approx(100));
    CHECK(index.contains({20, 20}));
    CHECK_FALSE(index.contains({50, 50}));
    CHECK_FALSE(index.contains({150, 50}));
    CHECK(index.contains({300, 5}));
}

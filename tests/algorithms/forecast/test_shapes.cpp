#include "algorithms/forecast/shapes.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace tasi;

namespace {

/// Transects to the east, 100 m apart, 500 m long.
std::vector<Transect> straight_coast(int count)
{
    std::vector<Transect> transects;
    for (int i = 0; i < count; ++i) {
        Transect t;
        t.id = std::to_string(i);
        t.baseline = "1";
        t.order = i;
        t.landward = {0, 100.0 * i};
        t.seaward = {500, 100.0 * i};
        transects.push_back(t);
    }
    return transects;
}

using Forecasts = std::vector<std::optional<ForecastOnTransect>>;

double area(const std::vector<Polygon>& polygons)
{
    double sum = 0;
    for (const Polygon& p : polygons) {
        sum += std::abs(signed_area(p.exterior));
        for (const Polyline& hole : p.holes) sum -= std::abs(signed_area(hole));
    }
    return sum;
}

}  // namespace

TEST_CASE("a forecast of a straight coast is one line and one band", "[forecast]")
{
    const ForecastShape shape = shape_of(straight_coast(4), Forecasts(4, ForecastOnTransect{200, 180, 230}));
    REQUIRE(shape.lines.size() == 1);
    CHECK(shape.lines[0] == Polyline{{200, 0}, {200, 100}, {200, 200}, {200, 300}});
    REQUIRE(shape.bands.size() == 1);
    CHECK(area(shape.bands) == Approx(50 * 300));
    CHECK(signed_area(shape.bands[0].exterior) > 0);
}

TEST_CASE("a transect without forecast breaks line and band, and a lonely one makes none", "[forecast]")
{
    Forecasts forecasts(6, ForecastOnTransect{200, 180, 230});
    forecasts[2].reset();
    forecasts[4].reset();
    const ForecastShape shape = shape_of(straight_coast(6), forecasts);
    REQUIRE(shape.lines.size() == 1);
    CHECK(shape.lines[0].size() == 2);
    CHECK(area(shape.bands) == Approx(50 * 100));
}

TEST_CASE("a gap of more than two spacings and another baseline break the line", "[forecast]")
{
    auto transects = straight_coast(8);
    for (int i = 4; i < 8; ++i)
        transects[static_cast<std::size_t>(i)].landward.y += 250, transects[static_cast<std::size_t>(i)].seaward.y += 250;
    const Forecasts forecasts(8, ForecastOnTransect{200, 180, 230});
    CHECK(shape_of(transects, forecasts).lines.size() == 2);
    transects = straight_coast(8);
    for (std::size_t i = 4; i < 8; ++i) transects[i].baseline = "2";
    CHECK(shape_of(transects, forecasts).lines.size() == 2);
}

TEST_CASE("transects in any order are joined by their order along the baseline", "[forecast]")
{
    auto transects = straight_coast(4);
    std::swap(transects[0], transects[2]);
    const ForecastShape shape = shape_of(transects, Forecasts(4, ForecastOnTransect{200, 180, 230}));
    REQUIRE(shape.lines.size() == 1);
    CHECK(shape.lines[0].front() == Point{200, 0});
}

TEST_CASE("bands of transects that cross do not overlap", "[forecast]")
{
    auto transects = straight_coast(3);
    transects[1].seaward = {500, 350};  // runs across the next one beyond 200 m
    transects[2].seaward = {500, 50};
    const ForecastShape shape = shape_of(transects, Forecasts(3, ForecastOnTransect{300, 100, 450}));
    double covered = 0;
    for (const Polygon& p : shape.bands) {
        CHECK(p.exterior.front() == p.exterior.back());
        covered += std::abs(signed_area(p.exterior));
    }
    CHECK(covered > 0);
    CHECK(covered < 350.0 * 400);
}

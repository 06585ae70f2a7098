#include <cmath>

#include "algorithms/registration/registration.hpp"
#include "scenes/synthetic/measured/measured_scene.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;
using namespace tasi::scenes::measured;

namespace {

MeasuredScene seen(const RenderOrder& order, const std::string& sensor = "sentinel-2-10m")
{
    return render(straight_coast(0), sensor_kind_named(sensor), nuisance_named("clean"), order);
}

RenderOrder with_ground(std::uint64_t seed, const Vector& shift_m = {})
{
    RenderOrder order{.seed = seed, .ground_seed = 1};
    order.unit_m = 25;
    order.shift_m = shift_m;
    order.fixed_ground = FixedGround{};
    return order;
}

/// The sea lies in the north: the rows from here on are land without the coast.
constexpr int first_row_of_land = 80;

/// Correlation of the near infrared of two scenes on land.
double likeness(const MeasuredScene& a, const MeasuredScene& b)
{
    const auto land = [](const MeasuredScene& s) -> Pixels {
        return s.layers[0].reflectance[Band::nir].bottomRows(128 - first_row_of_land);
    };
    const Pixels x = land(a) - land(a).mean(), y = land(b) - land(b).mean();
    return static_cast<double>((x * y).sum()) / std::sqrt(static_cast<double>(x.square().sum()) * static_cast<double>(y.square().sum()));
}

Registration shift_between(const MeasuredScene& scene, const MeasuredScene& reference)
{
    Mask no_land = Mask::Zero(128, 128);
    no_land.topRows(first_row_of_land) = PixelFlag::invalid;
    return register_to(scene.layers[0].reflectance[Band::nir], no_land, reference.layers[0].reflectance[Band::nir], no_land);
}

}  // namespace

TEST_CASE("without fixed ground two scenes of one coast have no land in common", "[measured]")
{
    RenderOrder a = with_ground(1), b = with_ground(2);
    a.fixed_ground.reset();
    b.fixed_ground.reset();
    CHECK(std::abs(likeness(seen(a), seen(b))) < 0.1);
}

TEST_CASE("fixed ground is the same in every scene, whatever the coast has done in between", "[measured]")
{
    RenderOrder later = with_ground(2);
    later.seaward_m = -60;
    CHECK(likeness(seen(with_ground(1)), seen(later)) > 0.8);
}

TEST_CASE("another seed of fixed ground is another place", "[measured]")
{
    RenderOrder elsewhere = with_ground(2);
    elsewhere.fixed_ground->seed = 7;
    CHECK(std::abs(likeness(seen(with_ground(1)), seen(elsewhere))) < 0.3);
}

TEST_CASE("fixed ground moves with the image, so that registration finds the shift", "[measured]")
{
    const Vector shift_m{6.3, -11.8};
    const Registration found = shift_between(seen(with_ground(2, shift_m)), seen(with_ground(1)));
    REQUIRE(found.accepted());
    CHECK(found.shift_px.col == Approx(0.63).margin(0.06));
    CHECK(found.shift_px.row == Approx(1.18).margin(0.06));
}

TEST_CASE("fixed ground leaves the sea and the strip behind the waterline as they were", "[measured]")
{
    RenderOrder plain = with_ground(3);
    plain.fixed_ground.reset();
    const Pixels with = seen(with_ground(3)).layers[0].reflectance[Band::nir], without = seen(plain).layers[0].reflectance[Band::nir];
    const int rows_before = 64 + 8;  // 80 m behind the waterline: none lies nearer than 120 m
    CHECK((with.topRows(rows_before) == without.topRows(rows_before)).all());
    CHECK((with.bottomRows(40) != without.bottomRows(40)).any());
}

TEST_CASE("a wider view shows the same scene around the same middle", "[measured]")
{
    RenderOrder wide = with_ground(1);
    wide.view_px = 192;
    const MeasuredScene scene = seen(wide), narrow = seen(with_ground(1));
    const Grid &a = scene.layers[0].grid, &b = narrow.layers[0].grid;
    CHECK(a.rows == 192);
    CHECK(scene.layers[1].grid.rows == 96);
    CHECK(a.at_corner(96, 96).x == Approx(b.at_corner(64, 64).x));
    CHECK(a.at_corner(96, 96).y == Approx(b.at_corner(64, 64).y));
    // Surfaces alone, since noise and texture are drawn by pixel: the colours and the waterline are the same.
    CHECK(scene.truth == narrow.truth);
    CHECK(scene.colours.zones[0].reflectance == narrow.colours.zones[0].reflectance);
}

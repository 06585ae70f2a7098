#include <algorithm>
#include <string>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/shorelines/trace.hpp"
#include "scenes/synthetic/measured/measured_scene.hpp"
#include "src/core/mask_flags.hpp"
#include "tests/catch.hpp"

using namespace tasi;
namespace measured = tasi::scenes::measured;

namespace {

struct Count {
    long sea = 0, found = 0, wrong = 0;
};

/// Sea pixels outside the gaps: of the scene without gaps, of these found with the gaps, and found where there is no sea.
Count count(const Sea& whole, const Sea& gapped)
{
    Count n;
    const SurfaceMap &a = whole.surfaces, &b = gapped.surfaces;
    for (int row = 0; row < a.rows(); ++row)
        for (int col = 0; col < a.cols(); ++col) {
            if (is_missing(b.at(row, col))) continue;
            const bool truly = a.at(row, col) == Surface::sea, found = b.at(row, col) == Surface::sea;
            n.sea += truly, n.found += truly && found, n.wrong += found && !truly;
        }
    return n;
}

Pixels ndwi(const measured::MeasuredScene& scene) { return compute(water_index_named("ndwi"), scene.layers.front().reflectance).values; }

}  // namespace

TEST_CASE("the gaps of Landsat 7 part the sea into strips, and all of them are sea", "[sea][gaps]")
{
    const auto& sensor = measured::sensor_kind_named("landsat-30m");
    long lost_before = 0;
    for (const measured::CoastKind& coast : measured::coast_kinds())
        for (const std::uint64_t seed : {1, 2}) {
            CAPTURE(coast.name, seed);
            const measured::RenderOrder order{.seed = seed};
            const auto clear = render(coast, sensor, measured::nuisance_named("clean"), order),
                       gapped = render(coast, sensor, measured::nuisance_named("slc-off"), order);
            const Pixels whole_values = ndwi(clear), values = ndwi(gapped);
            const Grid& grid = clear.layers.front().grid;
            const Sea whole = find_sea(whole_values, clear.mask, grid, 0);
            const Count n = count(whole, find_sea(values, gapped.mask, grid, 0));
            CHECK(static_cast<double>(n.found) >= 0.998 * static_cast<double>(n.sea));
            CHECK(n.wrong == 0);
            const Count strict = count(whole, find_sea(values, gapped.mask, grid, 0, {.gap_px = 0}));
            lost_before += strict.sea - strict.found;
        }
    CHECK(lost_before > 1000);
}

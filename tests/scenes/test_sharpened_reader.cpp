#include <cmath>

#include "algorithms/indices/water_index.hpp"
#include "scenes/products/pan_lattice.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/synthetic/landsat_product.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/landsat_products.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;
using testing::LandsatRecipe;

namespace {

/// A beach of pale sand, 200 m wide, behind clear water; the shore runs from west to east and retreats from northing 9,000,600.
CoastDescription sandy_coast(double cloud)
{
    nlohmann::json text = testing::straight_coast_text();
    text["materials"]["water"]["reflectance"] = {.050, .048, .042, .018, .010, .006, .004};
    text["materials"]["sand"]["reflectance"] = {.170, .195, .255, .295, .345, .410, .380};
    text["materials"]["scrub"]["reflectance"] = {.045, .055, .080, .090, .220, .230, .150};
    text["sensors"]["landsat-7"]["geolocation_m"] = 0;
    text["scenes"][1]["time"] = "2002-03-01T01:40:00Z";
    for (int i : {0, 1}) text["scenes"][i]["cloud"] = cloud, text["scenes"][i]["product"] = "C2L1";
    return coast_from(text, "sandy.toml");
}

/// A made Level-1 product, opened with and without its panchromatic band.
struct Made {
    testing::TemporaryFolder folder;
    io::Session session;
    CoastDescription coast;
    double retreat_m;  ///< since 2000, at a metre a year
    std::string path;

    Made(std::size_t scene, double cloud) : coast(sandy_coast(cloud)), retreat_m(scene == 0 ? 9.9945 : 2.161)
    {
        io::start_up();
        path = (folder / write_landsat_product(SceneRenderer(coast, coast.scenes[scene]), folder.path())).string();
    }
    Scene scene(bool sharpen)
    {
        SceneOptions options;
        options.sharpen = sharpen;
        return open_scene(session, path, options);
    }
    SceneBlock read(bool sharpen, const std::vector<Band>& bands, const Window& window)
    {
        return scene(sharpen).reader(session, bands).read(window);
    }

    /// Mean distance of the line where the index is half-way between deep water and dry sand from the shore, seaward positive.
    double bias_m(bool sharpen, const char* name)
    {
        const WaterIndex& index = water_index_named(name);
        const Grid grid = scene(sharpen).grid(index.bands);
        const Pixels values = compute(index, read(sharpen, index.bands, grid.whole()).reflectance).values;
        const double shore_m = 9000600 - retreat_m, zero_m = grid.y0 + 1e7;
        const auto row_at = [&](double north_m) { return static_cast<int>((north_m - zero_m) / grid.dy); };
        const int first = row_at(shore_m + 150), last = row_at(shore_m - 120), edge = 10;
        const double threshold = (static_cast<double>(values.row(first).mean()) + static_cast<double>(values.row(last).mean())) / 2;
        double sum = 0;
        for (int col = edge; col < grid.cols - edge; ++col) {
            int row = first;
            while (static_cast<double>(values(row + 1, col)) > threshold) ++row;
            const double above = static_cast<double>(values(row, col)), below = static_cast<double>(values(row + 1, col));
            sum += zero_m + (row + .5 + (above - threshold) / (above - below)) * grid.dy - shore_m;
        }
        return sum / (grid.cols - 2 * edge);
    }
};

void require_same(const SceneBlock& part, const SceneBlock& whole, const Window& w)
{
    REQUIRE((part.mask == whole.mask.block(w.row, w.col, w.rows, w.cols)).all());
    for (const Band band : {Band::green, Band::nir}) {
        const Pixels wanted = whole.reflectance[band].block(w.row, w.col, w.rows, w.cols);
        REQUIRE((part.reflectance[band].isNaN() == wanted.isNaN()).all());
        REQUIRE((part.reflectance[band].isNaN() || part.reflectance[band] == wanted).all());
    }
}

testing::Failure refusal_of(const LandsatRecipe& recipe)
{
    const testing::TemporaryFolder folder;
    testing::make_landsat(folder / "p", recipe);
    return failure_of([&] {
        io::Session session;
        SceneOptions options;
        options.sharpen = true;
        open_scene(session, (folder / "p").string(), options);
    });
}

}  // namespace

TEST_CASE("a sharpened scene lies on the true grid of its panchromatic band and says so", "[sharpen]")
{
    Made made(0, 0);
    const Scene plain = made.scene(false), sharp = made.scene(true);
    const std::vector<Band> bands{Band::green, Band::swir1};
    const Grid grid = plain.grid(bands);
    CHECK(sharp.grid(bands) == panchromatic_grid(grid));
    CHECK(sharp.facts().flags == std::vector<std::string>{"sharpened"});
    CHECK(plain.facts().flags.empty());
}

TEST_CASE("any window of a sharpened scene holds what the whole holds, clouds and gaps included", "[sharpen]")
{
    Made made(1, .25);
    const std::vector<Band> bands{Band::green, Band::nir};
    const Grid grid = made.scene(true).grid(bands);
    const SceneBlock whole = made.read(true, bands, grid.whole());
    REQUIRE((whole.mask == 0).any());
    REQUIRE((whole.mask != 0).any());
    for (int row = 0; row < grid.rows; row += 7)
        for (int col = 0; col < grid.cols; col += 9) {
            const Window w{row, col, std::min(1 + row % 9, grid.rows - row), std::min(1 + col % 8, grid.cols - col)};
            require_same(made.read(true, bands, w), whole, w);
        }
}

TEST_CASE("a sharpened pixel is masked by every masked pixel that has a weight in it, and by missing panchromatic ones", "[sharpen]")
{
    Made made(1, .25);
    const std::vector<Band> bands{Band::green, Band::nir};
    const Grid coarse = made.scene(false).grid(bands);
    const Mask own = made.read(false, bands, coarse.whole()).mask;
    const SceneBlock sharp = made.read(true, bands, made.scene(true).grid(bands).whole());
    const PanLattice lattice{coarse.rows, coarse.cols};
    const Mask spread = between_pixels(own, coarse.whole(), lattice.whole());
    CHECK((sharp.mask == spread).all());
    for (const Band band : bands) CHECK((sharp.reflectance[band].isNaN() == (sharp.mask != std::uint8_t{0})).all());
}

TEST_CASE("sharpening takes more than a third off the distance of the line of an index from the shore of a sandy beach", "[sharpen]")
{
    for (const std::size_t scene : {0u, 1u})
        for (const char* index : {"ndwi", "mndwi"}) {
            Made made(scene, 0);
            const double plain_m = made.bias_m(false, index), sharp_m = made.bias_m(true, index);
            CAPTURE(scene, index, plain_m, sharp_m);
            CHECK(plain_m > 14);
            CHECK(sharp_m < .65 * plain_m);
            CHECK(sharp_m > 0);
        }
}

TEST_CASE("what cannot be sharpened is refused with its reason", "[sharpen]")
{
    LandsatRecipe whole, without, tm = testing::tm_recipe();
    whole.pan = true;
    const testing::Failure lost = refusal_of(without), mapper = refusal_of(tm);
    CHECK(lost.code == ExitCode::unsafe);
    CHECK(lost.says("panchromatic band (B8) is missing"));
    CHECK(mapper.code == ExitCode::unsafe);
    CHECK(mapper.says("has no panchromatic band"));
    CHECK_FALSE(refusal_of(whole).says("panchromatic"));
}

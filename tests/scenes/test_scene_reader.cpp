#include <functional>

#include "scenes/products/product.hpp"
#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "src/io/raster_file.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/scenes/numbered_raster.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

/// A product made of numbered rasters (10 row + col) over 120 m x 120 m. Reflectance is the stored number.
struct MadeProduct {
    testing::TemporaryFolder folder;
    io::Session session;
    Product product;

    RasterSource raster(const std::string& name, double pixel_m)
    {
        const std::string file = (folder / (name + ".tif")).string();
        const int size = static_cast<int>(120 / pixel_m);
        testing::make_numbered_raster(file, size, size, pixel_m);
        return {file, 0, io::RasterFile(session, file).info().grid};
    }
    void add_band(Band role, double pixel_m)
    {
        BandLayer layer;
        layer.raster = raster(std::string(name_of(role)), pixel_m);
        layer.satellite_numbers = true;
        product.bands[role] = layer;
    }
    void add_quality(const std::string& name, double pixel_m, int value, PixelFlag flag)
    {
        product.quality.push_back({raster(name, pixel_m), {{name, 0, 5, 1u << value, flag}}, clear});
    }
    Scene scene() const { return Scene(std::make_shared<const Product>(product)); }
    SceneBlock read(const std::vector<Band>& bands, const Window& window) { return scene().reader(session, bands).read(window); }
};

Polyline box(const Grid& grid, int row0, int col0, int row1, int col1)
{
    return {grid.at_corner(row0, col0), grid.at_corner(row0, col1), grid.at_corner(row1, col1), grid.at_corner(row1, col0),
            grid.at_corner(row0, col0)};
}

/// The flags of `name` alone, at rows and columns of which it holds.
Mask flags_at(int size, int row, int col, int rows, int cols, PixelFlag flag)
{
    Mask mask = Mask::Zero(size, size);
    mask.block(row, col, rows, cols).setConstant(flag);
    return mask;
}

void require_same(const SceneBlock& part, const SceneBlock& whole, const Window& w, const std::vector<Band>& bands)
{
    REQUIRE((part.mask == whole.mask.block(w.row, w.col, w.rows, w.cols)).all());
    for (const Band band : bands) {
        const Pixels wanted = whole.reflectance[band].block(w.row, w.col, w.rows, w.cols);
        REQUIRE((part.reflectance[band].isNaN() == wanted.isNaN()).all());
        REQUIRE((part.reflectance[band].isNaN() || part.reflectance[band] == wanted).all());
    }
}

}  // namespace

TEST_CASE("quality layers of 60 m and 20 m both flag the 10 m pixels that they cover", "[scene_reader]")
{
    MadeProduct made;
    made.add_band(Band::green, 10);
    made.add_quality("classes", 20, 5, PixelFlag::cloud);  // pixel (0, 5)
    made.add_quality("snowy", 60, 11, PixelFlag::snow);    // pixel (1, 1)
    const SceneBlock block = made.read({Band::green}, {0, 0, 12, 12});
    Mask wanted = flags_at(12, 0, 10, 2, 2, PixelFlag::cloud) + flags_at(12, 6, 6, 6, 6, PixelFlag::snow);
    wanted(0, 0) = PixelFlag::fill;  // the number 0
    CHECK((block.mask == wanted).all());
    CHECK((block.reflectance[Band::green].isNaN() == (wanted != std::uint8_t{clear})).all());
    CHECK(block.reflectance[Band::green](1, 3) == 13);
}

TEST_CASE("stated areas mask the pixels whose centre lies inside, not those in a hole", "[scene_reader]")
{
    MadeProduct made;
    made.add_band(Band::green, 10);
    const Grid grid = finest_grid(made.product);
    made.product.masked_areas = {{PixelFlag::cloud, {{box(grid, 2, 2, 8, 8), {box(grid, 4, 4, 6, 6)}}, {box(grid, 7, 7, 10, 10), {}}}},
                                 {PixelFlag::invalid, {{box(grid, 11, 0, 12, 3), {}}}}};
    Mask wanted = flags_at(12, 2, 2, 6, 6, PixelFlag::cloud);
    wanted.block(4, 4, 2, 2).setZero();
    wanted.block(7, 7, 3, 3).setConstant(PixelFlag::cloud);
    wanted.block(11, 0, 1, 3).setConstant(PixelFlag::invalid);
    wanted(0, 0) = PixelFlag::fill;
    CHECK((made.read({Band::green}, {0, 0, 12, 12}).mask == wanted).all());
}

TEST_CASE("a counted layer masks nothing and counts usable pixels, in any cut the same", "[scene_reader]")
{
    MadeProduct made;
    made.add_band(Band::green, 10);
    made.add_quality("classes", 20, 5, PixelFlag::cloud);  // 4 pixels in the north-east
    // Bit 0 of a 60 m layer: the two eastern pixels 1 and 11.
    made.product.counted.push_back({"high aerosol", made.raster("aerosol", 60), {"aerosol", 0, 1, 1u << 1, clear}});
    const SceneBlock whole = made.read({Band::green}, {0, 0, 12, 12});
    REQUIRE(whole.counted.size() == 1);
    CHECK(whole.counted[0].name == "high aerosol");
    CHECK(whole.counted[0].pixels == 72 - 4);
    CHECK((whole.mask.block(2, 6, 10, 6) == 0).all());
    long long sum = 0;
    for (const Window& w : {Window{0, 0, 5, 12}, Window{5, 0, 7, 7}, Window{5, 7, 7, 5}})
        sum += made.read({Band::green}, w).counted[0].pixels;
    CHECK(sum == whole.counted[0].pixels);
}

TEST_CASE("a mask that is known before the bands hides pixels, but those outside the area keep their values", "[scene_reader]")
{
    MadeProduct made;
    made.add_band(Band::green, 10);
    Mask known = Mask::Zero(2, 2);
    known(0, 0) = PixelFlag::outside, known(0, 1) = PixelFlag::cloud;
    const SceneBlock block = made.scene().band_reader(made.session, {Band::green}).read({3, 3, 2, 2}, known);
    CHECK(block.reflectance[Band::green](0, 0) == 33);
    CHECK(std::isnan(block.reflectance[Band::green](0, 1)));
    CHECK((block.mask == known).all());
}

TEST_CASE("bands of two pixel sizes meet on the coarser grid, or interpolated on the finer", "[scene_reader]")
{
    MadeProduct made;
    made.add_band(Band::green, 10);
    made.add_band(Band::swir1, 20);
    const std::vector<Band> both{Band::green, Band::swir1};
    CHECK(made.scene().grid(both).rows == 6);
    made.product.mixing = Mixing::bilinear;
    CHECK(made.scene().grid(both).rows == 12);
    CHECK(made.scene().grid({Band::swir1}).rows == 6);

    const SceneBlock block = made.read(both, {0, 0, 12, 12});
    CHECK(block.reflectance[Band::green](4, 7) == 47);
    // Row 4 lies .75 between coarse rows 1 and 2, column 7 .25 between 3 and 4.
    CHECK(block.reflectance[Band::swir1](4, 7) == Approx(10 * 1.75 + 3.25));
    // The coarse number 0 is fill: it has a weight in the first three rows and columns.
    Mask wanted = flags_at(12, 0, 0, 3, 3, PixelFlag::fill);
    CHECK((block.mask == wanted).all());
}

TEST_CASE("an interpolated pixel is masked by every masked coarse pixel that has a weight in it", "[scene_reader]")
{
    for (const double quality_m : {10.0, 20.0, 60.0}) {
        CAPTURE(quality_m);
        MadeProduct made;
        made.product.mixing = Mixing::bilinear;
        made.add_band(Band::green, 10);
        made.add_band(Band::swir1, 20);
        made.add_quality("classes", quality_m, 1, PixelFlag::cloud);  // pixel (0, 1); of 5 bits also 33, 65 and 97 of the 10 m layer
        const SceneBlock block = made.read({Band::green, Band::swir1}, {0, 0, 12, 12});
        const auto cloudy = [&](int row, int col) { return (block.mask(row, col) & PixelFlag::cloud) != 0; };
        if (quality_m == 10) CHECK((cloudy(0, 2) && cloudy(2, 2) && !cloudy(0, 3)));  // all that uses coarse pixel (0, 0)
        if (quality_m == 20) CHECK((cloudy(0, 1) && cloudy(2, 4) && !cloudy(0, 0) && !cloudy(0, 5) && !cloudy(3, 2)));
        if (quality_m == 60) CHECK((cloudy(0, 5) && cloudy(6, 11) && !cloudy(0, 4) && !cloudy(7, 11)));
    }
}

TEST_CASE("any window holds what the whole holds, for both ways to mix pixel sizes", "[scene_reader]")
{
    const std::vector<Band> bands{Band::coastal, Band::green, Band::swir1};
    for (const Mixing mixing : {Mixing::average, Mixing::bilinear}) {
        MadeProduct made;
        made.product.mixing = mixing;
        made.add_band(Band::coastal, 60);
        made.add_band(Band::green, 10);
        made.add_band(Band::swir1, 20);
        made.add_quality("classes", 20, 5, PixelFlag::cloud);
        made.product.masked_areas = {{PixelFlag::shadow, {{box(finest_grid(made.product), 5, 5, 7, 6), {}}}}};
        const Grid grid = made.scene().grid(bands);
        const SceneBlock whole = made.read(bands, grid.whole());
        for (int row = 0; row < grid.rows; ++row)
            for (int col = 0; col < grid.cols; ++col) {
                const Window w{row, col, std::min(3, grid.rows - row), std::min(2, grid.cols - col)};
                require_same(made.read(bands, w), whole, w, bands);
            }
    }
}

TEST_CASE("what counts as masked is chosen by words", "[mask_choice]")
{
    CHECK(names_of(MaskChoice{}.classes) == "cloud,dilated,cirrus,shadow,snow");
    CHECK(mask_classes_named("none")->empty());
    CHECK(*mask_classes_named(" Shadow, cloud,shadow") == std::vector<MaskClass>{MaskClass::shadow, MaskClass::cloud});
    for (const char* wrong : {"", "clouds", "cloud,", "none,cloud"}) {
        CAPTURE(wrong);
        CHECK_FALSE(mask_classes_named(wrong));
    }
    MaskChoice choice;
    choice.classes = {MaskClass::shadow};
    CHECK(counts(MaskClass::shadow, choice));
    CHECK_FALSE(counts(MaskClass::cloud, choice));
    CHECK_FALSE(counts(MaskClass::cirrus, choice));
    CHECK(counts(MaskClass::defect, choice));
}

TEST_CASE("clouds that are to grow by no distance are refused", "[mask_choice]")
{
    for (const double metres : {-1.0, 20000.0, std::nan("")}) {
        SceneOptions options;
        options.mask.cloud_buffer_m = metres;
        CHECK_THROWS_AS(options.validate(), UsageError);
    }
}

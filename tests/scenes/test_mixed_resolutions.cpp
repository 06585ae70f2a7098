#include <cmath>
#include <numbers>
#include <vector>

#include "scenes/products/product.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/synthetic/blur.hpp"
#include "src/io/crs.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_raster.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

constexpr double width_m = 600, height_m = 1200;

/// Where the sea begins, metres from the western edge: the shore leans by 20 m over the image, so that it crosses pixels at all phases.
double shore_m(double south_m) { return 300 + 20 * south_m / height_m; }

/// A band of a straight beach of dry sand beside clear water in the east, as blurred as a band of that pixel size is.
BandLayer beach_band(io::Session& session, const std::filesystem::path& file, double pixel_m, double sand, double water)
{
    const Grid grid{static_cast<int>(height_m / pixel_m),
                    static_cast<int>(width_m / pixel_m),
                    500000,
                    9000000,
                    pixel_m,
                    -pixel_m,
                    io::utm_crs(51, false)};
    const double blur_m = edge_blur_pixels(pixel_m) * pixel_m;
    io::Numbers numbers(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            const double seaward_m = (col + .5) * pixel_m - shore_m((row + .5) * pixel_m);
            const double share = .5 * (1 + std::erf(seaward_m / blur_m / std::numbers::sqrt2));
            numbers(row, col) = static_cast<std::uint16_t>(std::lround(1e5 * (sand + share * (water - sand))));
        }
    io::write_band(file, grid, numbers, {});
    BandLayer layer;
    layer.raster = {file.string(), 0, io::RasterFile(session, file.string()).info().grid};
    layer.calibration.scale = 1e-5;
    return layer;
}

struct Beach {
    testing::TemporaryFolder folder;
    io::Session session;
    Product product;

    Beach()
    {
        io::start_up();
        product.bands[Band::green] = beach_band(session, folder / "green.tif", 10, .23, .06);
        product.bands[Band::swir1] = beach_band(session, folder / "swir1.tif", 20, .38, .01);
    }

    /// Mean distance of the line of MNDWI = 0 from the shore, seaward positive.
    double bias_m(Mixing mixing)
    {
        product.mixing = mixing;
        const std::vector<Band> bands{Band::green, Band::swir1};
        const Scene scene(std::make_shared<const Product>(product));
        const Grid grid = scene.grid(bands);
        const SceneBlock block = scene.reader(session, bands).read(grid.whole());
        const Pixels& green = block.reflectance[Band::green];
        const Pixels& swir = block.reflectance[Band::swir1];
        const Pixels index = (green - swir) / (green + swir);
        double sum = 0;
        const int edge = 4;  // interpolation has no neighbour beyond the image
        for (int row = edge; row < grid.rows - edge; ++row) {
            int col = 0;
            while (index(row, col + 1) < 0) ++col;
            const auto at = [&](int c) { return static_cast<double>(index(row, c)); };
            const double crossing = col + .5 + at(col) / (at(col) - at(col + 1));
            sum += crossing * grid.dx - shore_m((row + .5) * grid.dx);
        }
        return sum / (grid.rows - 2 * edge);
    }
};

}  // namespace

TEST_CASE("interpolated shortwave infrared moves the line of a dry beach by 13.1 m, averaged green by 3.8 m", "[mixed]")
{
    Beach beach;
    const double interpolated_m = beach.bias_m(Mixing::bilinear), averaged_m = beach.bias_m(Mixing::average);
    CAPTURE(interpolated_m, averaged_m);
    CHECK(interpolated_m == Approx(13.1).margin(.3));
    CHECK(averaged_m == Approx(3.8).margin(.3));
}

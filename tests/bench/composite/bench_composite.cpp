// bench_composite make COAST.toml DIR SCENES PIXELS: Landsat-shaped products of one year on one grid.
// bench_composite decode DIR THREADS: reads their green, near infrared and quality files, and prints the seconds.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenes/synthetic/coast_description.hpp"
#include "scenes/synthetic/landsat_product.hpp"
#include "src/core/parallel.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/session.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_raster.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tasi;

const std::vector<std::string> layers{"SR_B3.TIF", "SR_B5.TIF", "QA_PIXEL.TIF", "QA_RADSAT.TIF"};

/// Land in the south, sea in the north, with noise as in real scenes.
io::Numbers band(const Grid& grid, double land, double water, std::uint32_t seed)
{
    io::Numbers numbers(grid.rows, grid.cols);
    std::uint32_t state = seed * 2654435761U + 1;
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col) {
            state = state * 1664525U + 1013904223U;
            const double noise = static_cast<double>(state >> 16) / 65536.0 - 0.5;
            const double reflectance = (row > grid.rows / 2 + col % 97 ? land : water) + 0.01 * noise;
            numbers(row, col) = static_cast<std::uint16_t>((reflectance + 0.2) / 2.75e-5);
        }
    return numbers;
}

/// Clear, but for square clouds that lie elsewhere in each scene.
io::Numbers quality(const Grid& grid, int scene)
{
    io::Numbers numbers(grid.rows, grid.cols);
    for (int row = 0; row < grid.rows; ++row)
        for (int col = 0; col < grid.cols; ++col)
            numbers(row, col) = ((row + 37 * scene) / 150 + (col + 53 * scene) / 150) % 5 == 0 ? 22280 : 21824;
    return numbers;
}

void make_scene(const scenes::CoastDescription& coast, const fs::path& folder, int number)
{
    const scenes::SceneRenderer renderer(coast, coast.scenes[static_cast<std::size_t>(number)]);
    const scenes::Platform& platform = *scenes::platform_named("landsat-8");
    const Grid grid = scenes::landsat_grid(coast, io::utm_crs(coast.utm_zone, true));
    const scenes::ProductKind& kind = scenes::default_product_kind(false);
    const std::string id = scenes::landsat_product_id(platform, kind, coast, renderer.order().time);
    const auto seed = static_cast<std::uint32_t>(number);
    fs::create_directories(folder / id);
    const auto file = [&](const std::string& part) { return folder / id / (id + "_" + part); };
    io::write_band(file(layers[0]), grid, band(grid, 0.10, 0.05, seed), {"GTiff", false, 0.0});
    io::write_band(file(layers[1]), grid, band(grid, 0.30, 0.02, seed + 1000), {"GTiff", false, 0.0});
    io::write_band(file(layers[2]), grid, quality(grid, number), {"GTiff", false, 1.0});
    io::write_band(file(layers[3]), grid, io::Numbers::Zero(grid.rows, grid.cols), {});
    io::write_text(file("MTL.txt"), scenes::landsat_metadata({platform, kind, renderer, id, grid, {}, 0.2}).odl());
}

void make(const fs::path& description, const fs::path& folder, int count, int pixels)
{
    io::Session session;
    scenes::CoastDescription coast = scenes::read_coast(session, description);
    coast.west = 779985;
    coast.east = coast.west + 30.0 * pixels;
    coast.north = 9069525;
    coast.south = coast.north - 30.0 * pixels;
    const auto found = std::find_if(coast.sensors.begin(), coast.sensors.end(), [](const auto& s) { return s.platform == "landsat-8"; });
    scenes::SceneOrder order;
    order.sensor = static_cast<int>(found - coast.sensors.begin());
    coast.scenes.clear();
    for (int i = 0; i < count; ++i) {
        order.time.milliseconds = instant_of(2019, 1, 1, 1, 40)->milliseconds + i * (364LL * 86'400'000 / count / 86'400'000) * 86'400'000;
        coast.scenes.push_back(order);
    }
    parallel_for(count, [&](int i) { make_scene(coast, folder, i); });
}

double decode(const fs::path& folder)
{
    std::vector<fs::path> products;
    for (const auto& entry : fs::directory_iterator(folder)) products.push_back(entry.path());
    std::sort(products.begin(), products.end());
    io::Session session;
    std::vector<double> sums(products.size());
    const auto start = std::chrono::steady_clock::now();
    parallel_for(static_cast<int>(products.size()), [&](int i) {
        const fs::path& product = products[static_cast<std::size_t>(i)];
        for (const std::string& layer : layers) {
            const io::RasterFile file(session, (product / (product.filename().string() + "_" + layer)).string());
            sums[static_cast<std::size_t>(i)] += static_cast<double>(file.read(0, file.info().grid.whole()).maxCoeff());
        }
    });
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int count, char** words)
{
    const std::vector<std::string> given(words + 1, words + count);
    io::start_up();
    if (given.size() == 5 && given[0] == "make") {
        set_thread_count(2);
        make(given[1], given[2], std::stoi(given[3]), std::stoi(given[4]));
        return 0;
    }
    if (given.size() == 3 && given[0] == "decode") {
        set_thread_count(std::stoi(given[2]));
        std::puts(fmt::format("{:.3f}", decode(given[1])).c_str());
        return 0;
    }
    std::puts("bench_composite make COAST.toml DIR SCENES PIXELS | decode DIR THREADS");
    return 2;
}

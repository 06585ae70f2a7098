// bench_tile make COAST.toml DIR jp2|tif PIXELS: a Sentinel-2 product of that many pixels of 10 m a side, its images as JPEG 2000 in tiles
// of 1024 pixels as the agency writes them, or as tiled DEFLATE GeoTIFF. Prints the name of its folder. bench_tile decode THREADS FILE...:
// only decodes all blocks of the files, one GDAL handle for each thread and file; prints the seconds.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "scenes/synthetic/sentinel2_product.hpp"
#include "src/core/parallel.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"
#include "src/io/session.hpp"
#include "src/io/startup.hpp"
#include "tile_scene.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tasi;
using Numbers = io::Numbers;

void require(bool ok, const std::string& what)
{
    if (!ok) throw std::runtime_error("failed: " + what);
}

GDALDriver& driver(const char* name)
{
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(name);
    require(found != nullptr, name);
    return *found;
}

/// One band in its file; `byte`: 8 bits.
void write_image(const fs::path& file, const Grid& grid, const Numbers& numbers, bool jp2, bool byte)
{
    fs::create_directories(file.parent_path());
    GDALDatasetUniquePtr memory(driver("MEM").Create("", grid.cols, grid.rows, 1, byte ? GDT_Byte : GDT_UInt16, nullptr));
    OGRSpatialReference crs;
    crs.importFromWkt(grid.crs.wkt.c_str());
    double place[6] = {grid.x0, grid.dx, 0, grid.y0, 0, grid.dy};
    memory->SetSpatialRef(&crs);
    memory->SetGeoTransform(place);
    require(memory->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, grid.cols, grid.rows, const_cast<std::uint16_t*>(numbers.data()), grid.cols,
                                               grid.rows, GDT_UInt16, 0, 0, nullptr) == CE_None,
            "memory");
    CPLStringList how;
    for (const char* option : {"QUALITY=100", "REVERSIBLE=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024", "RESOLUTIONS=6"})
        if (jp2) how.AddString(option);
    for (const char* option : {"TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2"})
        if (!jp2) how.AddString(option);
    CPLSetThreadLocalConfigOption("GDAL_NUM_THREADS", jp2 ? "2" : "1");
    GDALDatasetUniquePtr made(
        driver(jp2 ? "JP2OpenJPEG" : "GTiff").CreateCopy(file.c_str(), memory.get(), FALSE, how.List(), nullptr, nullptr));
    require(made != nullptr, file.string());
}

Numbers halved(const Numbers& fine)
{
    Numbers coarse(fine.rows() / 2, fine.cols() / 2);
    for (Eigen::Index r = 0; r < coarse.rows(); ++r)
        for (Eigen::Index c = 0; c < coarse.cols(); ++c)
            coarse(r, c) = static_cast<std::uint16_t>(
                (fine(2 * r, 2 * c) + fine(2 * r, 2 * c + 1) + fine(2 * r + 1, 2 * c) + fine(2 * r + 1, 2 * c + 1) + 2) / 4);
    return coarse;
}

Numbers band_numbers(const TileScene& scene, int band, int pixels)
{
    Numbers numbers(pixels, pixels);
    parallel_for(pixels, [&](int row) {
        std::vector<float> water;
        std::vector<std::uint16_t> line;
        scene.water_row(row, water);
        scene.band_row(band, row, water, line);
        std::copy(line.begin(), line.end(), &numbers(row, 0));
    });
    return numbers;
}

/// Scene classification: vegetation and water, and a few square clouds over the land side.
Numbers classes(const TileScene& scene, int pixels)
{
    Numbers numbers(pixels / 2, pixels / 2);
    parallel_for(pixels / 2, [&](int row) {
        std::vector<float> water;
        scene.water_row(2 * row, water);
        for (int col = 0; col < pixels / 2; ++col) {
            const bool cloud = (row / 97 + 3 * (col / 113)) % 41 == 0 && 4 * col > 3 * pixels / 2;
            numbers(row, col) = cloud ? 9 : water[static_cast<std::size_t>(2 * col)] > 0.5F ? 6 : 4;
        }
    });
    return numbers;
}

void make(const fs::path& description, const fs::path& folder, bool jp2, int pixels)
{
    io::Session session;
    scenes::CoastDescription coast = scenes::read_coast(session, description);
    coast.west = 699960, coast.north = 9100000;
    coast.east = coast.west + 10.0 * pixels, coast.south = coast.north - 10.0 * pixels;
    const auto sensor = std::find_if(coast.sensors.begin(), coast.sensors.end(), [](const auto& s) { return s.platform == "sentinel-2a"; });
    scenes::SceneOrder order;
    order.sensor = static_cast<int>(sensor - coast.sensors.begin());
    order.time = *instant_of(2023, 7, 19, 1, 47);
    order.baseline = "05.09";
    coast.scenes = {order};
    const scenes::SceneRenderer renderer(coast, coast.scenes.front());
    const scenes::Platform& platform = *scenes::platform_named("sentinel-2a");
    const fs::path product = folder / scenes::sentinel2_product_name(platform, coast, order);

    const TileScene scene(pixels);
    const Crs crs = io::utm_crs(coast.utm_zone, false);
    const auto file = [&](const char* token, int pixel_m) {
        return product / (scenes::sentinel2_image_file(coast, order, token, pixel_m) + (jp2 ? ".jp2" : ".tif"));
    };
    const auto grid = [&](int pixel_m) { return scenes::sentinel2_grid(coast, scenes::sentinel2_kind(order), pixel_m, crs); };
    for (const auto& [token, band] : std::vector<std::pair<const char*, int>>{{"B02", 2}, {"B03", 3}, {"B04", 4}, {"B08", 8}})
        write_image(file(token, 10), grid(10), band_numbers(scene, band, pixels), jp2, false);
    for (const auto& [token, band] : std::vector<std::pair<const char*, int>>{{"B11", 11}, {"B12", 12}})
        write_image(file(token, 20), grid(20), halved(band_numbers(scene, band, pixels)), jp2, false);
    write_image(file("SCL", 20), grid(20), classes(scene, pixels), jp2, true);
    io::write_text(product / "MTD_MSIL2A.xml", scenes::sentinel2_metadata(platform, renderer, 0.01));
    io::write_text(product / (scenes::sentinel2_granule_folder(coast, order) + "MTD_TL.xml"),
                   scenes::sentinel2_tile_metadata(platform, renderer));
    std::puts(product.filename().c_str());
}

/// Blocks of all files in turn, each thread taking the next one.
double decode(const std::vector<std::string>& files, int threads)
{
    struct Block {
        std::size_t file;
        int row, col;
    };
    const auto start = std::chrono::steady_clock::now();
    std::vector<Block> blocks;
    for (std::size_t f = 0; f < files.size(); ++f) {
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(files[f].c_str(), GDAL_OF_RASTER));
        require(dataset != nullptr, files[f]);
        int width = 0, height = 0;
        dataset->GetRasterBand(1)->GetBlockSize(&width, &height);
        for (int row = 0; row * height < dataset->GetRasterYSize(); ++row)
            for (int col = 0; col * width < dataset->GetRasterXSize(); ++col) blocks.push_back({f, row, col});
    }
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        std::vector<GDALDatasetUniquePtr> handles;
        for (const std::string& file : files) handles.emplace_back(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER));
        std::vector<std::uint16_t> pixels;
        for (std::size_t i = next++; i < blocks.size(); i = next++) {
            GDALRasterBand& band = *handles[blocks[i].file]->GetRasterBand(1);
            int width = 0, height = 0;
            band.GetBlockSize(&width, &height);
            pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
            if (band.ReadBlock(blocks[i].col, blocks[i].row, pixels.data()) != CE_None) std::exit(1);
        }
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int count, char** words)
{
    const std::vector<std::string> given(words + 1, words + count);
    io::start_up();
    if (given.size() == 5 && given[0] == "make") {
        set_thread_count(2);
        make(given[1], given[2], given[3] == "jp2", std::stoi(given[4]));
        return 0;
    }
    if (given.size() >= 3 && given[0] == "decode") {
        std::puts(fmt::format("{:.3f}", decode({given.begin() + 2, given.end()}, std::stoi(given[1]))).c_str());
        return 0;
    }
    std::puts("bench_tile make COAST.toml DIR jp2|tif PIXELS | decode THREADS FILE...");
    return 2;
}

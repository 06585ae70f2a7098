#include "scenes/products/landsat_c2l2.hpp"

#include <fmt/format.h>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/landsat_grid.hpp"
#include "scenes/products/nested_grids.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* factors = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS";
constexpr double usual_scale = 2.75e-5, usual_offset = -0.2;

void require_collection_2_level_2(const SceneFacts& facts, const ProductFiles& files)
{
    const std::string remedy = "use a Collection 2 Level 2 product (L2SP or L2SR)";
    if (facts.collection != "02")
        throw UnsafeError("COLLECTION", files.metadata_name(),
                          facts.collection.empty()
                              ? "pre-collection product: unsupported"
                              : "unsupported collection " + printable(facts.collection) + ", level " + printable(facts.level),
                          remedy);
    if (facts.level != "L2SP" && facts.level != "L2SR")
        throw UnsafeError("LEVEL", files.metadata_name(),
                          "unsupported level " + printable(facts.level) + " of collection 02: no surface reflectance", remedy);
}

double factor(const Mtl& mtl, const std::string& key)
{
    if (const auto value = mtl.number(factors, key)) return *value;
    throw UnsafeError("SCALE", mtl.file(), key + " is missing in group " + factors, "download the product again; no scale is assumed");
}

/// Only the factors of the Level-2 group: the file holds Level-1 factors under the same keys.
Calibration calibration_of(io::Session& session, const Mtl& mtl, int number)
{
    const std::string n = std::to_string(number);
    const std::string scale_key = "REFLECTANCE_MULT_BAND_" + n, offset_key = "REFLECTANCE_ADD_BAND_" + n;
    Calibration calibration;
    calibration.scale = factor(mtl, scale_key);
    calibration.offset = factor(mtl, offset_key);
    calibration.source = "MTL " + std::string(factors);
    if (calibration.scale <= 0)
        throw UnsafeError("SCALE", mtl.file(), fmt::format("scale {} = {} is not above 0", scale_key, format_number(calibration.scale)),
                          "download the product again");
    if (calibration.scale != usual_scale || calibration.offset != usual_offset)
        session.warnings.add("SCALE", mtl.file(),
                             fmt::format("{} = {}, {} = {}: not the usual 2.75e-05 and -0.2 of Collection 2; used as stated", scale_key,
                                         format_number(calibration.scale), offset_key, format_number(calibration.offset)));
    return calibration;
}

RasterSource landsat_source(io::Session& session, const ProductFiles& files, const Mtl& mtl, const std::string& member)
{
    const io::RasterFile file = files.tree->raster(session, member);
    if (file.info().bands.size() != 1)
        throw UnsafeError("BAND", file.name(), fmt::format("{} bands in a file of one band", file.info().bands.size()),
                          "download the product again");
    io::require_numbers(file, 0);
    return {member, 0, grid_of_landsat_file(file, mtl)};
}

void add_bands(io::Session& session, const ProductFiles& files, const Mtl& mtl, Product& product)
{
    for (const LandsatBandFile& file : landsat_band_files(files, mtl, *product.sensor)) {
        BandLayer layer;
        layer.calibration = calibration_of(session, mtl, file.band->number);
        layer.raster = landsat_source(session, files, mtl, file.member);
        layer.satellite_numbers = true;
        if (!product.bands.empty()) {
            const RasterSource& first = product.bands.begin()->second.raster;
            require_equal_grids(layer.raster.grid, file.member, first.grid, first.name);
        }
        product.facts.bands.push_back(file.band->role);
        product.facts.offset = layer.calibration.offset;
        product.bands[file.band->role] = layer;
    }
    if (product.bands.empty())
        throw UnreadableError("BAND", files.path(), "no surface reflectance file (SR_B1, ...) in the product",
                              "download the product again");
}

std::optional<RasterSource> quality_source(io::Session& session, const ProductFiles& files, const Mtl& mtl, const Product& product,
                                           const std::string& key, const std::string& token)
{
    const auto member = landsat_quality_file(files, mtl, key, token);
    if (!member) return std::nullopt;
    const RasterSource source = landsat_source(session, files, mtl, *member);
    const RasterSource& band = product.bands.begin()->second.raster;
    require_equal_grids(source.grid, *member, band.grid, band.name);
    return source;
}

}  // namespace

bool is_landsat_metadata(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    return lower.starts_with("l") && (lower.ends_with("_mtl.txt") || lower.ends_with("_mtl.xml"));
}

Product open_landsat(io::Session& session, const ProductFiles& files, SceneFacts facts)
{
    require_collection_2_level_2(facts, files);
    const Mtl mtl = read_mtl(session, files);
    Product product;
    product.tree = files.tree;
    product.sensor = sensor_named(facts.sensor);
    product.sheet = product_sheet("Landsat Collection 2 Level 2");
    product.facts = std::move(facts);
    add_bands(session, files, mtl, product);
    if (const auto source = quality_source(session, files, mtl, product, "FILE_NAME_QUALITY_L1_PIXEL", product.sheet->quality_layer))
        product.quality.push_back({*source, product.sheet->quality, fill});
    product.saturation =
        quality_source(session, files, mtl, product, "FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", product.sheet->saturation_layer);
    product.facts.has_cloud_layer = !product.quality.empty();
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes

#include "scenes/products/landsat_product.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/landsat_grid.hpp"
#include "scenes/products/landsat_scaling.hpp"
#include "scenes/products/nested_grids.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

/// What every step of opening a product looks at.
struct Opening {
    io::Session& session;
    const ProductFiles& files;
    const LandsatKind& kind;
    const Mtl& mtl;
};

io::RasterFile raster_of(const Opening& opening, const std::string& member)
{
    io::RasterFile file = opening.files.tree->raster(opening.session, member);
    if (file.info().bands.size() != 1)
        throw UnsafeError("BAND", file.name(), fmt::format("{} bands in a file of one band", file.info().bands.size()),
                          "download the product again");
    io::require_numbers(file, 0);
    return file;
}

RasterSource source_of(const Opening& opening, const std::string& member, LandsatResolution resolution = LandsatResolution::reflective)
{
    return {member, 0, grid_of_landsat_file(opening.session, raster_of(opening, member), opening.mtl, resolution)};
}

/// TM and ETM+ Level-1 files have 8 bits, all others 16.
double highest_number(const Opening& opening, const std::string& member)
{
    const io::RasterFile file = raster_of(opening, member);
    const std::string& type = file.info().bands.front().data_type;
    if (type == "Byte") return 255;
    if (type == "UInt16") return 65535;
    throw UnsafeError("TYPE", file.name(), "numbers of type " + type + ": Landsat bands are whole numbers of 8 or 16 bits",
                      "use the files as delivered");
}

BandLayer band_layer(const Opening& opening, const std::string& member, const LandsatFactors& factors, int number,
                     LandsatResolution resolution)
{
    BandLayer layer;
    layer.calibration = landsat_calibration(opening.kind, opening.mtl, factors);
    layer.raster = source_of(opening, member, resolution);
    layer.satellite_numbers = true;
    layer.saturated_from = highest_number(opening, member);
    require_physical(opening.mtl, factors, number, layer.saturated_from);
    return layer;
}

[[noreturn]] void refuse_without_bands(const Opening& opening)
{
    const std::string first = opening.kind.product_sheet().band_prefix + "B1";
    for (const std::string& member : opening.files.tree->members())
        if (member.starts_with(opening.files.folder()) && is_on_demand_band(member.substr(opening.files.folder().size())))
            throw UnsafeError("LEVEL", opening.files.path(),
                              "surface reflectance made on demand (..._sr_band1.tif): unsupported, its scale is not in the MTL",
                              "use the Collection 2 Level 2 product");
    throw UnreadableError("BAND", opening.files.path(), "no reflectance file (" + first + ", ...) in the product",
                          "download the product again");
}

void add_bands(const Opening& opening, Product& product)
{
    std::vector<double> offsets;
    for (const LandsatBandFile& file : landsat_band_files(opening.session, opening.files, opening.kind, opening.mtl, *product.sensor)) {
        const LandsatFactors factors = landsat_factors(opening.session, opening.kind, opening.mtl, *product.sensor, file.band->number);
        BandLayer layer = band_layer(opening, file.member, factors, file.band->number, LandsatResolution::reflective);
        if (!product.bands.empty()) {
            const RasterSource& first = product.bands.begin()->second.raster;
            require_equal_grids(layer.raster.grid, file.member, first.grid, first.name);
        }
        offsets.push_back(factors.add);
        product.facts.bands.push_back(file.band->role);
        product.bands[file.band->role] = std::move(layer);
    }
    if (product.bands.empty()) refuse_without_bands(opening);
    const bool common = std::all_of(offsets.begin(), offsets.end(), [&](double offset) { return offset == offsets.front(); });
    if (common) product.facts.offset = offsets.front();
}

/// Of Level-1 products. Its pixels are centred on the lattice of the 30 m pixels, so that its grid begins 7.5 m farther in.
void add_pan(const Opening& opening, Product& product)
{
    if (!opening.kind.top_of_atmosphere || !product.sensor->pan) return;
    const PanBand& pan = *product.sensor->pan;
    const std::string key = "FILE_NAME_BAND_" + std::to_string(pan.number);
    const auto member = landsat_other_file(opening.session, opening.files, opening.kind, opening.mtl, key, pan.token);
    if (!member) return;
    const LandsatFactors factors = landsat_factors(opening.session, opening.kind, opening.mtl, *product.sensor, pan.number);
    product.pan = band_layer(opening, *member, factors, pan.number, LandsatResolution::panchromatic);
}

/// A layer beside the bands, on their grid; nothing when its file is not there.
std::optional<RasterSource> layer_source(const Opening& opening, const Product& product, const std::string& key, const std::string& token)
{
    if (key.empty()) return std::nullopt;
    const auto member = landsat_other_file(opening.session, opening.files, opening.kind, opening.mtl, key, token);
    if (!member) return std::nullopt;
    const RasterSource source = source_of(opening, *member);
    const RasterSource& band = product.bands.begin()->second.raster;
    require_equal_grids(source.grid, *member, band.grid, band.name);
    return source;
}

void add_quality(const Opening& opening, Product& product)
{
    const ProductSheet& sheet = *product.sheet;
    if (const auto source = layer_source(opening, product, opening.kind.quality_key, sheet.quality_layer))
        product.quality.push_back({*source, sheet.quality, fill});
    product.saturation = layer_source(opening, product, opening.kind.saturation_key, sheet.saturation_layer);
    if (!sheet.saturation_layer.empty() && !product.saturation) product.facts.flags.emplace_back(no_saturation_layer);
    const bool oli = product.sensor->band(Band::coastal) != nullptr;
    const auto aerosol = oli ? layer_source(opening, product, opening.kind.aerosol_key, "SR_QA_AEROSOL") : std::nullopt;
    if (aerosol) product.counted.push_back({landsat_c2_high_aerosol().name, *aerosol, landsat_c2_high_aerosol()});
    product.facts.has_cloud_layer = !product.quality.empty();
    if (product.facts.has_cloud_layer && !opening.kind.shadow_known) product.facts.flags.push_back("no shadow mask");
}

}  // namespace

Product open_landsat(io::Session& session, const ProductFiles& files, SceneFacts facts)
{
    const LandsatKind& kind = landsat_kind(facts, files.metadata_name());
    const Mtl mtl = read_mtl(session, files);
    const Opening opening{session, files, kind, mtl};
    Product product;
    product.tree = files.tree;
    product.sensor = sensor_named(facts.sensor);
    product.sheet = &kind.product_sheet();
    product.facts = std::move(facts);
    add_bands(opening, product);
    add_pan(opening, product);
    add_quality(opening, product);
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes

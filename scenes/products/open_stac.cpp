#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/products/mtl.hpp"
#include "scenes/products/nested_grids.hpp"
#include "scenes/products/stac.hpp"
#include "scenes/products/stac_href.hpp"
#include "scenes/products/stac_names.hpp"
#include "scenes/products/stac_scaling.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/input_file.hpp"
#include "src/io/remote_file.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* group_of_factors = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS";
constexpr long long max_mtl_bytes = 16'000'000;

/// What is needed while the layers of one item are opened.
struct Opening {
    io::Session& session;
    const StacScene& scene;
    const StacItem& item;
    const StacProduct& kind;
    const SceneOptions& options;
    const SceneFacts& facts;
    std::optional<StacTarget> first_absent = {};  ///< the first layer that could not be reached

    StacTarget target(const StacAsset& asset) const { return stac_target(session, asset.href, scene.file.parent_path(), scene.path); }
};

/// A mistake of the item, not of the user.
Crs crs_of_item(const std::string& stated, const std::string& file)
{
    try {
        return io::crs_from_user(stated);
    } catch (const UsageError&) {
        throw UnsafeError("CRS", file, "the item states the CRS '" + printable(stated.substr(0, 60)) + "', which is none",
                          "fetch the item again");
    }
}

void require_stated_crs(const StacPlace& place, const io::RasterFile& file)
{
    const Grid& grid = file.info().grid;
    if (place.crs.empty() || lower_case(place.crs) == lower_case(grid.crs.name)) return;
    if (crs_of_item(place.crs, file.name()) == grid.crs) return;
    throw UnsafeError("CRS", file.name(),
                      fmt::format("CRS conflict: the file is in {}, the item says {}", grid.crs.name, printable(place.crs)),
                      "fetch file and item again");
}

/// Half a pixel is what the two ways to register pixels differ by: a doubt, and the file counts. More is another place.
void require_stated_grid(io::Session& session, const StacPlace& place, const io::RasterFile& file)
{
    const Grid& grid = file.info().grid;
    if (place.shape && ((*place.shape)[0] != grid.rows || (*place.shape)[1] != grid.cols))
        throw UnsafeError("GRID", file.name(),
                          fmt::format("size conflict: the file has {} x {} pixels, the item says {} x {}", grid.cols, grid.rows,
                                      (*place.shape)[1], (*place.shape)[0]),
                          "fetch file and item again");
    if (!place.transform) return;
    const auto& t = *place.transform;
    const double near = 1e-3 * grid.dx;
    const double apart = std::max(std::abs(t[2] - grid.x0), std::abs(t[5] - grid.y0));
    const bool same_pixels =
        std::abs(t[0] - grid.dx) < 1e-6 * grid.dx && std::abs(t[4] - grid.dy) < 1e-6 * grid.dx && t[1] == 0 && t[3] == 0;
    if (!same_pixels || apart > 0.5 * grid.dx + near)
        throw UnsafeError("GRID", file.name(),
                          fmt::format("place conflict: the corner of the file is ({}, {}), the item says ({}, {}), pixels {} and {}",
                                      format_number(grid.x0), format_number(grid.y0), format_number(t[2]), format_number(t[5]),
                                      format_number(grid.dx), format_number(t[0])),
                          "fetch file and item again");
    if (apart > near) session.warnings.add("GRID", file.name(), "the item's corner differs by up to half a pixel: the file's own counts");
}

/// The raster of an asset, which is to hold `layer`, where the item says it is; nothing when it is missing or out of reach.
std::optional<io::RasterFile> raster_of(Opening& opening, const StacAsset& asset, const std::string& layer, RasterSource& source)
{
    const StacTarget target = opening.target(asset);
    if (target.kind != StacTarget::Kind::file) {
        const bool worse =
            !opening.first_absent || (opening.first_absent->kind == StacTarget::Kind::missing && target.kind != opening.first_absent->kind);
        if (worse) opening.first_absent = target;
        return std::nullopt;
    }
    require_href_of_scene(io::is_remote(target.name) ? target.name : asset.href, layer, opening.facts, opening.scene.path);
    source.name = target.name;
    io::RasterFile file = Product{}.open(opening.session, source);
    if (file.info().bands.size() != 1)
        throw UnsafeError("BAND", file.name(), fmt::format("{} bands in a file of one band", file.info().bands.size()),
                          "fetch the file again");
    io::require_numbers(file, 0);
    io::require_map_grid(file);
    StacPlace place = asset.place;
    if (place.crs.empty()) place.crs = opening.item.place.crs;
    if (!place.transform && !place.shape) place = {place.crs, opening.item.place.transform, opening.item.place.shape};
    require_stated_crs(place, file);
    require_stated_grid(opening.session, place, file);
    source.grid = file.info().grid;
    return file;
}

/// The factors of a band in the MTL file beside the item.
StatedFactors factors_in_mtl(Opening& opening, int number)
{
    const std::string scale = fmt::format("REFLECTANCE_MULT_BAND_{}", number), offset = fmt::format("REFLECTANCE_ADD_BAND_{}", number);
    for (const std::string& key : opening.kind.metadata) {
        const StacAsset* asset = stac_asset(opening.item, {"", "", {key}});
        const StacTarget target = asset ? opening.target(*asset) : StacTarget{};
        if (target.kind != StacTarget::Kind::file || io::is_remote(target.name)) continue;
        const std::string text = io::read_bytes(opening.session, io::checked_input(opening.session, target.name), max_mtl_bytes);
        const Mtl mtl = key.ends_with(".json") ? Mtl::from_json(text, target.name) : Mtl::from_odl(text, target.name);
        return {mtl.number(group_of_factors, scale), mtl.number(group_of_factors, offset)};
    }
    return {};
}

/// As for products with their own metadata: used as stated, with a warning.
void warn_of_unusual_factors(Opening& opening, const Calibration& stated)
{
    constexpr double usual_scale = 2.75e-5, usual_offset = -0.2, near = 1e-12;
    if (std::abs(stated.scale - usual_scale) <= near && std::abs(stated.offset - usual_offset) <= near) return;
    opening.session.warnings.add("SCALE", opening.scene.path,
                                 fmt::format("scale {} and offset {}: not the usual {} and {}; used as stated", format_number(stated.scale),
                                             format_number(stated.offset), format_number(usual_scale), format_number(usual_offset)));
}

/// The bands of one scene are different files and share their factors, as in every product so far.
void require_company(const Opening& opening, const Product& product, const StacBand& band, const BandLayer& layer)
{
    require_physical_scale(layer.calibration, band.asset->key, opening.scene.path);
    for (const auto& [role, other] : product.bands) {
        if (other.raster.name == layer.raster.name)
            throw UnsafeError("BAND", opening.scene.path,
                              fmt::format("{} and {} are the same file", name_of(role), name_of(band.band->role)), "fetch the item again");
        const Calibration &a = other.calibration, &b = layer.calibration;
        const auto differ = [](double x, double y) { return std::abs(x - y) > 1e-9 * std::max(std::abs(x), std::abs(y)); };
        if (differ(a.scale, b.scale) || differ(a.offset, b.offset) || differ(a.number_offset, b.number_offset))
            throw UnsafeError(
                "SCALE", opening.scene.path,
                fmt::format("scale conflict: {} has {} and offset {}, {} has {} and {}", name_of(role), format_number(a.scale),
                            format_number(a.offset + a.scale * a.number_offset), name_of(band.band->role), format_number(b.scale),
                            format_number(b.offset + b.scale * b.number_offset)),
                "fetch the item again, or use the product itself");
    }
}

Calibration calibration_of(Opening& opening, const StacBand& band, const io::RasterFile& file)
{
    const StatedFactors stated = stated_factors(*band.asset, file.info().bands[0], opening.scene.path);
    if (opening.kind.sensors == "landsat") {
        const Calibration landsat = stac_landsat_calibration(stated, factors_in_mtl(opening, band.band->number), opening.scene.path);
        warn_of_unusual_factors(opening, landsat);
        return landsat;
    }
    const StacSentinel2Calibration found = stac_sentinel2_calibration(opening.item, stated, opening.options, opening.scene.path);
    if (found.assumed)
        opening.session.warnings.add("SCALE", opening.scene.path,
                                     "the item states no scale: 1/10000 of every Level-2A product so far is taken");
    return found.calibration;
}

void add_bands(Opening& opening, Product& product)
{
    for (const StacBand& band : stac_bands(opening.item, opening.kind, *product.sensor, opening.scene.path)) {
        if (product.bands.contains(band.band->role)) continue;
        BandLayer layer;
        const auto file = raster_of(opening, *band.asset, band.band->token, layer.raster);
        if (!file) continue;
        layer.calibration = calibration_of(opening, band, *file);
        layer.satellite_numbers = true;
        require_company(opening, product, band, layer);
        if (band.asset->no_data && *band.asset->no_data != 0) layer.no_data = band.asset->no_data;
        if (band.band != product.sensor->band(band.band->role))
            opening.session.warnings.add("BAND", opening.scene.path, fmt::format("{} is {}", name_of(band.band->role), band.band->token));
        product.facts.bands.push_back(band.band->role);
        product.facts.offset = opening.kind.sensors == "landsat" ? layer.calibration.offset : layer.calibration.number_offset;
        product.bands[band.band->role] = std::move(layer);
    }
    std::sort(product.facts.bands.begin(), product.facts.bands.end());
}

/// A band that is left out is missed much later: why is told now.
void warn_of_absent_bands(const Opening& opening, const Product& product)
{
    if (!opening.first_absent) return;
    std::vector<std::string> absent;
    for (const StacBand& band : stac_bands(opening.item, opening.kind, *product.sensor, opening.scene.path)) {
        const std::string name(name_of(band.band->role));
        if (!product.bands.contains(band.band->role) && std::find(absent.begin(), absent.end(), name) == absent.end())
            absent.push_back(name);
    }
    if (absent.empty()) return;
    opening.session.warnings.add("BAND", opening.scene.path,
                                 join(absent, ", ") + (absent.size() > 1 ? " are" : " is") + " not read: " + opening.first_absent->problem +
                                     "; " + opening.first_absent->remedy);
}

void require_bands(const Opening& opening, const Product& product)
{
    if (!product.bands.empty()) return;
    if (!opening.first_absent)
        throw UnreadableError("BAND", opening.scene.path, "no asset of the item is a band",
                              "use an item of a known catalogue (see docs/methods/scenes.md)");
    const StacTarget& absent = *opening.first_absent;
    if (absent.kind == StacTarget::Kind::missing) throw UnreadableError("BAND", opening.scene.path, absent.problem, absent.remedy);
    throw RefusedError("NETWORK", opening.scene.path, absent.problem, absent.remedy);
}

void require_one_grid(const Product& product)
{
    const Grid finest = finest_grid(product);
    const auto require = [&](const RasterSource& raster) {
        nesting_of(raster.grid, io::without_query(raster.name), finest, product.facts.id);
    };
    for (const auto& [role, layer] : product.bands) require(layer.raster);
    for (const QualityLayer& layer : product.quality) require(layer.raster);
    if (product.saturation) require(*product.saturation);
}

std::optional<RasterSource> quality_of(Opening& opening, const StacLayerNames& names)
{
    const StacAsset* asset = stac_asset(opening.item, names);
    RasterSource source;
    if (!asset || !raster_of(opening, *asset, names.layer, source)) return std::nullopt;
    return source;
}

}  // namespace

Product open_stac(io::Session& session, const StacScene& scene, const SceneOptions& options)
{
    const StacItem item = stac_item_from(scene.json, scene.path);
    Product product;
    product.facts = describe_stac(scene, item);
    product.sensor = sensor_named(product.facts.sensor);
    const auto of_sensor = [&](const StacProduct& kind) { return product.facts.sensor.starts_with(kind.sensors); };
    const StacProduct& kind = *std::find_if(stac_products().begin(), stac_products().end(), of_sensor);
    product.sheet = product_sheet(kind.sheet);
    if (options.offset && kind.sensors == "landsat")
        throw UsageError("SCENE", scene.path, "the offset of this product comes from its metadata", "leave --offset out");
    Opening opening{session, scene, item, kind, options, product.facts};
    add_bands(opening, product);
    require_bands(opening, product);
    warn_of_absent_bands(opening, product);
    if (const auto source = quality_of(opening, kind.quality)) product.quality.push_back({*source, product.sheet->quality, fill});
    product.saturation = quality_of(opening, kind.saturation);
    if (!product.sheet->saturation_layer.empty() && !product.saturation) product.facts.flags.emplace_back(no_saturation_layer);
    require_one_grid(product);
    if (options.offset) {
        product.facts.flags.push_back("offset overridden");
        session.warnings.add("OFFSET", scene.path,
                             "offset " + format_number(*options.offset) + " is taken from --offset, not from the item");
    }
    product.facts.has_cloud_layer = !product.quality.empty();
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes

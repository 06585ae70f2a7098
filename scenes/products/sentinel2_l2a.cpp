#include "scenes/products/sentinel2_l2a.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenes/products/nested_grids.hpp"
#include "scenes/products/sentinel2_metadata.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the whole product again";

void require_level_2a(const SceneFacts& facts, const ProductFiles& files)
{
    if (facts.level != "L2A")
        throw UnsafeError("LEVEL", files.metadata_name(), "unsupported level " + facts.level + ": no surface reflectance",
                          "use the Level-2A product");
}

/// Names of images in the metadata may not leave the product: they are only compared with what is there.
void require_names_inside(const io::XmlElement& metadata, const ProductFiles& files)
{
    for (const io::XmlElement* image : metadata.all("IMAGE_FILE"))
        for (const std::string& part : split(image->text, '/'))
            if (part.empty() || part == ".." || part.find('\\') != std::string::npos)
                throw RefusedError("PATH", files.metadata_name(),
                                   fmt::format("IMAGE_FILE '{}' leads outside the product: not allowed", printable(image->text)), download);
}

bool is_image(const std::string& lower_member, const std::string& ending)
{
    return lower_member.ends_with(ending + ".jp2") || lower_member.ends_with(ending + ".tif");
}

/// The image of `token` at `resolution_m` (0: of products without resolution in their file names).
std::optional<std::string> image_of(const ProductFiles& files, const std::string& images, const std::string& token, int resolution_m)
{
    const std::string ending = lower_case(resolution_m > 0 ? fmt::format("_{}_{}m", token, resolution_m) : fmt::format("_{}", token));
    std::optional<std::string> found;
    for (const std::string& member : files.tree->members()) {
        if (!member.starts_with(images) || !is_image(lower_case(member), ending)) continue;
        if (found)
            throw UnsafeError("BAND", files.path(),
                              fmt::format("two files for {}: {} and {}: ambiguous", token, printable(*found), printable(member)), download);
        found = member;
    }
    return found;
}

/// The band at its native size, else as the product resampled it to 20 m.
std::optional<std::string> image_of_band(const ProductFiles& files, const std::string& images, const SensorBand& band)
{
    for (const int resolution_m : {static_cast<int>(band.native_m), 20, 0})
        if (const auto member = image_of(files, images, band.token, resolution_m)) return member;
    return std::nullopt;
}

RasterSource image_source(io::Session& session, const ProductFiles& files, const std::string& member, const Grid& tile)
{
    const io::RasterFile file = files.tree->raster(session, member);
    if (file.info().bands.size() != 1)
        throw UnsafeError("BAND", file.name(), fmt::format("{} bands in a file of one band", file.info().bands.size()), download);
    io::require_numbers(file, 0);
    io::require_map_grid(file);
    const Grid& grid = file.info().grid;
    if (tile.rows > 0) nesting_of(grid, file.name(), tile, "MTD_TL.xml");
    return {member, 0, grid};
}

Calibration calibration_of(const Sentinel2Scaling& scaling, const SensorBand& band)
{
    Calibration calibration;
    calibration.scale = 1.0 / scaling.quantification;
    calibration.number_offset = scaling.offset(band.number);
    calibration.source = scaling.source;
    return calibration;
}

/// An offset that is not the one list for all bands is a doubt that the run reports.
void note_offsets(io::Session& session, const ProductFiles& files, const Sentinel2Scaling& scaling, const SceneOptions& options,
                  SceneFacts& facts)
{
    if (options.offset) {
        facts.flags.push_back("offset overridden");
        session.warnings.add("OFFSET", files.path(),
                             "offset " + format_number(*options.offset) + " is taken from --offset, not from the metadata");
    }
    if (!scaling.common_offset()) session.warnings.add("OFFSET", files.path(), "the offset differs between bands: each band takes its own");
}

void add_bands(io::Session& session, const ProductFiles& files, const Sentinel2Scaling& scaling, Product& product)
{
    const std::string images = sentinel2_granule(files) + "IMG_DATA/";
    const Grid tile = product.facts.grid;
    for (const SensorBand& band : product.sensor->bands) {
        const auto member = image_of_band(files, images, band);
        if (!member || product.bands.contains(band.role)) continue;
        if (&band != product.sensor->band(band.role))
            session.warnings.add(
                "BAND", files.path(),
                fmt::format("{} is {}: the product lacks {}", name_of(band.role), band.token, product.sensor->band(band.role)->token));
        BandLayer layer;
        layer.raster = image_source(session, files, *member, tile);
        layer.calibration = calibration_of(scaling, band);
        layer.satellite_numbers = true;
        product.facts.bands.push_back(band.role);
        product.bands[band.role] = layer;
    }
    if (product.bands.empty()) throw UnreadableError("BAND", files.path(), "no image of a band (B02, ...) in the product", download);
    const std::string& scl = product.sheet->quality_layer;
    auto quality = image_of(files, images, scl, 20);
    if (!quality) quality = image_of(files, images, scl, 60);
    if (quality) product.quality.push_back({image_source(session, files, *quality, tile), product.sheet->quality, fill});
}

}  // namespace

bool is_sentinel2_metadata(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    return lower == "mtd_msil2a.xml" || lower == "mtd_msil1c.xml";
}

SceneFacts describe_sentinel2(io::Session& session, const ProductFiles& files)
{
    return sentinel2_facts(session, files, io::parse_xml(files.tree->read(session, files.metadata), files.metadata_name()));
}

Product open_sentinel2(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions& options)
{
    require_level_2a(facts, files);
    const io::XmlElement metadata = io::parse_xml(files.tree->read(session, files.metadata), files.metadata_name());
    require_names_inside(metadata, files);
    Product product;
    product.tree = files.tree;
    product.sensor = sensor_named(facts.sensor);
    product.sheet = product_sheet("Sentinel-2 Level-2A");
    product.facts = std::move(facts);
    const Sentinel2Scaling scaling = sentinel2_scaling(metadata, files.metadata_name(), options.offset);
    product.facts.offset = scaling.common_offset();
    note_offsets(session, files, scaling, options, product.facts);
    add_bands(session, files, scaling, product);
    product.facts.has_cloud_layer = !product.quality.empty();
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes

#include "scenes/products/sentinel2.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenes/products/sentinel2_clouds.hpp"
#include "scenes/products/sentinel2_images.hpp"
#include "scenes/products/sentinel2_metadata.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the whole product again";

const ProductSheet& sheet_of_level(const SceneFacts& facts, const ProductFiles& files)
{
    for (const char* name : {"Sentinel-2 Level-1C", "Sentinel-2 Level-2A"})
        if (product_sheet(name)->levels.front() == facts.level) return *product_sheet(name);
    throw UnsafeError("LEVEL", files.metadata_name(), "unsupported level " + printable(facts.level), "use a Level-1C or Level-2A product");
}

/// Names of images in the metadata may not leave the product: they are only compared with what is there.
void require_names_inside(const io::XmlElement& metadata, const ProductFiles& files)
{
    for (const char* element : {"IMAGE_FILE", "IMAGE_FILE_2A", "IMAGE_ID", "IMAGE_ID_2A"})
        for (const io::XmlElement* image : metadata.all(element))
            for (const std::string& part : split(image->text, '/'))
                if (part.empty() || part == ".." || part.find('\\') != std::string::npos)
                    throw RefusedError("PATH", files.metadata_name(),
                                       fmt::format("{} '{}' leads outside the product: not allowed", element, printable(image->text)),
                                       download);
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

void add_bands(io::Session& session, const ProductFiles& files, const std::string& images, const Sentinel2Scaling& scaling,
               Product& product)
{
    const Grid tile = product.facts.grid;
    for (const SensorBand& band : product.sensor->bands) {
        if (product.bands.contains(band.role)) continue;
        const auto member = sentinel2_band_image(files, images, band);
        if (!member) continue;
        const SensorBand& first = *product.sensor->band(band.role);
        if (&band != &first)
            session.warnings.add("BAND", files.path(),
                                 fmt::format("{} is {}: the product lacks {}", name_of(band.role), band.token, first.token));
        BandLayer layer;
        layer.raster = sentinel2_source(session, files, *member, tile);
        layer.calibration = calibration_of(scaling, band);
        layer.satellite_numbers = true;
        product.facts.bands.push_back(band.role);
        product.bands[band.role] = layer;
    }
    if (product.bands.empty()) throw UnreadableError("BAND", files.path(), "no image of a band (B02, ...) in the product", download);
}

const QualityField& scl_field(const std::string& name)
{
    const auto& fields = sentinel2_scl();
    return *std::find_if(fields.begin(), fields.end(), [&](const QualityField& field) { return field.name == name; });
}

/// The scene classification; how much of it is dark is counted, since volcanic sand and deep water may be called dark or shadow.
void add_scene_classification(io::Session& session, const ProductFiles& files, const std::string& images, Product& product)
{
    const auto member = sentinel2_scl_image(files, images);
    product.facts.has_cloud_layer = member.has_value();
    if (!member) return;
    const RasterSource source = sentinel2_source(session, files, *member, product.facts.grid);
    product.quality.push_back({source, product.sheet->quality, fill});
    product.counted.push_back({"dark area", source, scl_field("dark area")});
}

}  // namespace

bool is_sentinel2_metadata(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    return lower == "mtd_msil2a.xml" || lower == "mtd_msil1c.xml" || is_old_sentinel2_metadata(lower);
}

std::vector<ProductFiles> sentinel2_parts(const ProductFiles& files)
{
    if (!is_old_sentinel2_metadata(lower_case(files.metadata.substr(files.metadata.rfind('/') + 1)))) return {files};
    std::vector<ProductFiles> parts;
    for (const std::string& granule : sentinel2_granules(files)) {
        parts.push_back(files);
        parts.back().granule = granule;
    }
    return parts.empty() ? std::vector<ProductFiles>{files} : parts;
}

SceneFacts describe_sentinel2(io::Session& session, const ProductFiles& files)
{
    return sentinel2_facts(session, files, io::parse_xml(files.tree->read(session, files.metadata), files.metadata_name()));
}

Product open_sentinel2(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions& options)
{
    const ProductSheet& sheet = sheet_of_level(facts, files);
    const io::XmlElement metadata = io::parse_xml(files.tree->read(session, files.metadata), files.metadata_name());
    require_names_inside(metadata, files);
    Product product;
    product.tree = files.tree;
    product.sensor = sensor_named(facts.sensor);
    product.sheet = &sheet;
    product.facts = std::move(facts);
    product.digests = safe_manifest(session, files.tree, files.folder());
    const Sentinel2Scaling scaling = sentinel2_scaling(metadata, files.metadata_name(), options.offset);
    product.facts.offset = scaling.common_offset();
    note_offsets(session, files, scaling, options, product.facts);
    const std::string granule = sentinel2_granule(files);
    add_bands(session, files, granule + "IMG_DATA/", scaling, product);
    if (sheet.levels.front() == "L1C")
        add_level_1c_clouds(session, files, granule, product);
    else
        add_scene_classification(session, files, granule + "IMG_DATA/", product);
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes

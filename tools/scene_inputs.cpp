#include "tools/scene_inputs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

std::vector<Band> bands_named(const std::string& names)
{
    std::vector<Band> bands;
    for (const std::string& name : split(names, ',')) {
        const auto band = band_named(trimmed(name));
        if (!band)
            throw UsageError("BAND", "", "--bands names '" + name + "'", "the bands are coastal, blue, green, red, nir, swir1, swir2");
        bands.push_back(*band);
    }
    return bands;
}

std::pair<Band, std::string> band_file(const std::string& given)
{
    const std::size_t equals = given.find('=');
    const auto band = band_named(given.substr(0, equals));
    if (equals == std::string::npos || !band)
        throw UsageError("BAND", "", "--band is '" + given + "'", "give NAME=FILE, for example green=B03.tif");
    return {*band, given.substr(equals + 1)};
}

std::vector<double> numbers_of(const std::string& box)
{
    std::vector<double> numbers;
    for (const std::string& part : split(box, ','))
        if (const auto number = parse_number(part)) numbers.push_back(*number);
    if (numbers.size() != 4 || split(box, ',').size() != 4 || numbers[0] >= numbers[2] || numbers[1] >= numbers[3])
        throw UsageError("BBOX", "", "--bbox is '" + box + "'", "give --bbox=xmin,ymin,xmax,ymax");
    return numbers;
}

/// Without a CRS they are degrees, longitudes first.
void require_degrees(const std::vector<double>& box, const std::string& given)
{
    const auto beyond = [](double a, double b, double limit) { return std::max(std::abs(a), std::abs(b)) > limit; };
    const bool as_longitudes = !beyond(box[1], box[3], 180), as_latitudes = !beyond(box[0], box[2], 90);
    if (!beyond(box[0], box[2], 360) && !beyond(box[1], box[3], 90)) return;
    if (as_longitudes && as_latitudes)
        throw UsageError("BBOX", "", "--bbox is '" + given + "': a latitude beyond 90 degrees, the order seems exchanged",
                         "give longitudes first: --bbox=west,south,east,north");
    throw UsageError("BBOX", "", "--bbox is '" + given + "', which are no degrees", "name the CRS of the box with --bbox-crs EPSG:nnnn");
}

}  // namespace

void SceneInputOptions::declare(po::options_description& options)
{
    // clang-format off
    options.add_options()
        ("aoi", text(&aoi), "layer of polygons: the area of interest")
        ("bbox", text(&bbox), "area of interest as --bbox=xmin,ymin,xmax,ymax")
        ("bbox-crs", text(&bbox_crs), "CRS of --bbox (default: longitude and latitude)")
        ("allow-network", po::bool_switch(&allow_network), "read files that a STAC item names by http(s) over the network")
        ("no-cloud-mask", po::bool_switch(&no_cloud_mask), "accept products without any cloud layer")
        ("mask", text(&mask), "what is masked beside fill and defects: a list of cloud, dilated, cirrus, shadow, snow, dark; or none")
        ("mask-confidence", choice("mask-confidence", &mask_confidence, {"high", "medium"}), "how sure a quality layer must be of a cloud")
        ("dilate", number("dilate", &dilate_m, {0, 10'000, true}), "metres by which clouds grow, shadows 60 m more (default: by the kind of product)")
        ("mixed", choice("mixed", &mixed, {"average", "bilinear"}), "bands of several pixel sizes: average to the coarsest, or interpolate to the finest")
        ("sharpen", po::bool_switch(&sharpen), "bands of Landsat Level 1 with the detail of the panchromatic band, on its 15 m pixels")
        ("bands", po::value(&bands)->value_name("NAME,..."), "bands of a single GeoTIFF in their order, e.g. green,nir")
        ("band", po::value(&band_files)->composing()->value_name("NAME=FILE"), "a band in a file of its own (repeatable)")
        ("scale", number("scale", &scale, positive), "reflectance = number * scale + offset, for inputs that are not products")
        ("offset", number("offset", &offset), "see --scale; of a Sentinel-2 product 0 or -1000, in place of what it states")
        ("date", moment("date", &date), "date or time of an input that states none");
    // clang-format on
}

void SceneInputOptions::check() const
{
    bands_named(bands);
    for (const std::string& given : band_files) band_file(given);
    if (!scenes::mask_classes_named(mask))
        throw UsageError("MASK", "", "--mask is '" + mask + "'", "give none, or a list of cloud, dilated, cirrus, shadow, snow, dark");
    if (bbox && !bbox_crs) require_degrees(numbers_of(*bbox), *bbox);
    if (bbox) numbers_of(*bbox);
    if (bbox && aoi) throw UsageError("AREA", "", "--aoi and --bbox are both given", "give one of them");
    if (bbox_crs && !bbox) throw UsageError("AREA", "", "--bbox-crs is given without --bbox", "give both");
}

scenes::SceneOptions SceneInputOptions::scene_options() const
{
    scenes::SceneOptions options;
    options.no_cloud_mask = no_cloud_mask;
    options.scale = scale;
    options.offset = offset;
    options.bands = bands_named(bands);
    for (const std::string& given : band_files) {
        const auto [band, file] = band_file(given);
        if (!options.band_files.emplace(band, file).second)
            throw UsageError("BAND", "", "--band names " + std::string(name_of(band)) + " twice", "give one file per band");
    }
    options.date = date;
    options.mask.classes = *scenes::mask_classes_named(mask);
    options.mask.medium_confidence = mask_confidence == "medium";
    options.mask.cloud_buffer_m = dilate_m;
    options.mixing = mixed == "bilinear" ? scenes::Mixing::bilinear : scenes::Mixing::average;
    options.sharpen = sharpen;
    return options;
}

std::vector<std::filesystem::path> SceneInputOptions::files() const
{
    std::vector<std::filesystem::path> files;
    if (aoi) files.emplace_back(*aoi);
    for (const std::string& given : band_files) files.emplace_back(band_file(given).second);
    return files;
}

std::vector<Band> Quantity::bands() const { return index ? index->bands : std::vector<Band>{*band}; }
std::string Quantity::name() const { return index ? std::string(index->name) : std::string(name_of(*band)); }

std::vector<std::string> quantity_names()
{
    std::vector<std::string> names;
    names = water_index_names();
    for (const Band band : all_bands) names.emplace_back(name_of(band));
    return names;
}

Quantity quantity_named(const std::string& name)
{
    if (const auto band = band_named(name)) return {nullptr, band};
    return {&water_index_named(name), std::nullopt};
}

Quantity seaward_quantity(const std::string& name)
{
    Quantity quantity = quantity_named(name);
    quantity.seaward = true;
    return quantity;
}

scenes::Scene open(Run& run, const std::string& path, const SceneInputOptions& options)
{
    run.session.allow_network = options.allow_network;
    const scenes::SceneOptions how = options.scene_options();
    return how.band_files.empty() ? scenes::open_scene(run.session, path, how) : scenes::open_bands(run.session, how);
}

}  // namespace tasi::cli

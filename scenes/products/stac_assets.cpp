#include "scenes/products/stac_assets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

const StacAsset* asset_of_key(const StacItem& item, const std::string& key)
{
    const auto same = [&](const StacAsset& asset) { return lower_case(asset.key) == lower_case(key); };
    const auto found = std::find_if(item.assets.begin(), item.assets.end(), same);
    return found == item.assets.end() || found->href.empty() || found->bands > 1 ? nullptr : &*found;
}

/// Pictures and metadata may bear the common name of a band.
bool holds_data(const StacAsset& asset)
{
    static const std::vector<std::string> other{"thumbnail", "overview", "visual", "metadata"};
    const auto is_other = [&](const std::string& role) { return std::find(other.begin(), other.end(), role) != other.end(); };
    return !asset.href.empty() && asset.bands == 1 && std::none_of(asset.roles.begin(), asset.roles.end(), is_other);
}

const StacAsset* asset_of_common_name(const StacItem& item, const std::string& name, const std::string& file)
{
    const StacAsset* found = nullptr;
    for (const StacAsset& asset : item.assets) {
        if (name.empty() || asset.common_name != name || !holds_data(asset)) continue;
        if (found)
            throw UnsafeError("BAND", file,
                              fmt::format("assets {} and {} are both {}: ambiguous", printable(found->key), printable(asset.key), name),
                              "name the asset by its common name (green, nir08, ...) or band (B03, ...)");
        found = &asset;
    }
    return found;
}

/// `nir` means the first of a sensor's bands with that role; `B8A` that band.
const SensorBand* band_named(const Sensor& sensor, const std::string& layer)
{
    for (const SensorBand& band : sensor.bands)
        if (band.token == layer || name_of(band.role) == layer) return &band;
    return nullptr;
}

}  // namespace

const std::vector<StacProduct>& stac_products()
{
    static const std::vector<StacProduct> table{
        {"Sentinel-2 Level-2A",
         "sentinel-2",
         {
             {"B01", "coastal", {"coastal", "B01", "B01_60m"}},
             {"B02", "blue", {"blue", "B02", "B02_10m"}},
             {"B03", "green", {"green", "B03", "B03_10m"}},
             {"B04", "red", {"red", "B04", "B04_10m"}},
             {"B08", "nir", {"nir", "B08", "B08_10m"}},
             {"B8A", "nir08", {"nir08", "B8A", "B8A_20m"}},
             {"B11", "swir16", {"swir16", "B11", "B11_20m"}},
             {"B12", "swir22", {"swir22", "B12", "B12_20m"}},
         },
         {"SCL", "", {"scl", "SCL_20m"}},
         {},
         {"product_metadata", "product-metadata"}},
        {"Landsat Collection 2 Level 2",
         "landsat",
         {
             {"coastal", "coastal", {"coastal"}},
             {"blue", "blue", {"blue"}},
             {"green", "green", {"green"}},
             {"red", "red", {"red"}},
             {"nir", "nir08", {"nir08", "nir"}},
             {"swir1", "swir16", {"swir16"}},
             {"swir2", "swir22", {"swir22"}},
         },
         {"QA_PIXEL", "", {"qa_pixel"}},
         {"QA_RADSAT", "", {"qa_radsat"}},
         {"mtl.txt", "mtl.json"}},
    };
    return table;
}

namespace {

/// A key that says one band and a common name that says another: one of them is wrong.
void require_one_meaning(const StacAsset& asset, const StacLayerNames& names, const StacProduct& product, const std::string& file)
{
    const auto other = [&](const StacLayerNames& n) { return n.common_name == asset.common_name && n.layer != names.layer; };
    if (!asset.common_name.empty() && std::any_of(product.bands.begin(), product.bands.end(), other))
        throw UnsafeError("BAND", file, fmt::format("asset {} has the common name {}: conflict", printable(asset.key), asset.common_name),
                          "fetch the item again");
}

}  // namespace

std::vector<StacBand> stac_bands(const StacItem& item, const StacProduct& product, const Sensor& sensor, const std::string& file)
{
    std::vector<StacBand> found;
    for (const StacLayerNames& names : product.bands) {
        const SensorBand* band = band_named(sensor, names.layer);
        if (!band) continue;
        const StacAsset* asset = stac_asset(item, names);
        if (!asset) asset = asset_of_common_name(item, names.common_name, file);
        if (!asset) continue;
        require_one_meaning(*asset, names, product, file);
        found.push_back({band, asset});
    }
    return found;
}

const StacAsset* stac_asset(const StacItem& item, const StacLayerNames& names)
{
    for (const std::string& key : names.keys)
        if (const StacAsset* asset = asset_of_key(item, key)) return asset;
    return nullptr;
}

}  // namespace tasi::scenes

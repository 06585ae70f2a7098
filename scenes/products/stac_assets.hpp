#pragma once

#include <string>
#include <vector>

#include "scenes/products/stac_item.hpp"
#include "scenes/sensors/sensor.hpp"

namespace tasi::scenes {

/// What catalogues call the file of one layer.
struct StacLayerNames {
    std::string layer;              ///< token of the sensor sheet (`B08`), name of a band role (`nir`) or of a quality layer (`SCL`)
    std::string common_name;        ///< of `eo:bands` or `eo:common_name`; empty: none
    std::vector<std::string> keys;  ///< of assets, in order of preference, whatever their case
};

/// How the items of one kind of product are read; recognition and choice of assets read this table only.
struct StacProduct {
    std::string sheet;                   ///< name of the ProductSheet
    std::string sensors;                 ///< what the names of its sensors begin with
    std::vector<StacLayerNames> bands;   ///< a later entry of a role stands in for an earlier one
    StacLayerNames quality, saturation;  ///< no keys: there is none
    std::vector<std::string> metadata;   ///< keys of the assets that hold the product's own metadata
};

/// Every kind of product that is read from items. Sources: items of earth-search (sentinel-2-l2a, sentinel-2-c1-l2a,
/// landsat-c2-l2), Planetary Computer (sentinel-2-l2a, landsat-c2-l2), USGS landsatlook (landsat-c2l2-sr) and the
/// Copernicus Data Space (sentinel-2-l2a).
const std::vector<StacProduct>& stac_products();

/// A band of a sensor and the asset that holds it.
struct StacBand {
    const SensorBand* band = nullptr;
    const StacAsset* asset = nullptr;
};

/// The assets of every band that the item names, by key, else by common name. UnsafeError (4) when two assets claim one band.
std::vector<StacBand> stac_bands(const StacItem& item, const StacProduct& product, const Sensor& sensor, const std::string& file);

/// The asset of a quality layer; null when the item has none.
const StacAsset* stac_asset(const StacItem& item, const StacLayerNames& names);

}  // namespace tasi::scenes

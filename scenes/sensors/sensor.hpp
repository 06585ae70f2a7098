#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenes/sensors/quality_bits.hpp"
#include "src/core/band.hpp"

namespace tasi::scenes {

/// A band of a sensor.
struct SensorBand {
    Band role = Band::green;
    std::string token;    ///< in file names, after the prefix of the product: `B3`, `B03`
    int number = 0;       ///< Landsat: n in `REFLECTANCE_MULT_BAND_n`; Sentinel-2: `band_id` of the offset list
    double native_m = 0;  ///< pixel size of the product's own file
};

/// The panchromatic band of a sensor: no role of its own, it sharpens the others.
struct PanBand {
    std::string token;    ///< in file names: `B8`
    int number = 0;       ///< n in `REFLECTANCE_MULT_BAND_n`
    double native_m = 0;  ///< pixel size of the product's own file
};

/// What is known of a sensor, whatever the product: a sheet of facts, each from `source`.
struct Sensor {
    std::string name;                      ///< `landsat-8`
    std::string source;                    ///< document that states these facts
    std::string spacecraft;                ///< as the metadata spell it: `LANDSAT_8`, `Sentinel-2A`
    std::vector<std::string> instruments;  ///< values of the metadata's SENSOR_ID
    std::string id_prefix;                 ///< of product names: `LC08`, `S2A`
    std::vector<SensorBand> bands;         ///< a second entry of a role stands in where the file of the first is missing
    std::optional<PanBand> pan = {};
    std::vector<int> other_bands = {};  ///< numbers of thermal and cirrus bands: in Level-1 products, never read

    const SensorBand* band(Band role) const;  ///< null when the sensor has none
    const SensorBand* band_number(int number) const;
};

/// What one kind of product holds, whatever its sensor: a sheet of facts, each from `source`.
struct ProductSheet {
    std::string name;                   ///< `Landsat Collection 2 Level 2`
    std::string source;                 ///< document that states these facts
    std::vector<std::string> levels;    ///< as the metadata spell them: `L2SP`, `L2SR`
    std::string collection;             ///< `02`; empty: none
    std::string band_prefix;            ///< of band tokens in file names: `SR_`
    std::string scale_rule;             ///< where the product states its scale and offset
    std::string quality_layer;          ///< file token of the layer that knows clouds: `QA_PIXEL`, `SCL`
    std::vector<QualityField> quality;  ///< all that the layer can reject; which of it counts is a MaskChoice
    std::string saturation_layer = {};  ///< `QA_RADSAT`; empty: saturation is known from the numbers alone
    double cloud_buffer_m = 0;          ///< by which clouds grow unless told otherwise: 0 where the layer holds dilated cloud
};

/// Every sensor that products of this program come from.
const std::vector<Sensor>& sensors();

/// By `name`; null when unknown.
const Sensor* sensor_named(std::string_view name);
/// By the metadata's spacecraft name, whatever its case; null when unknown.
const Sensor* sensor_of_spacecraft(std::string_view spacecraft);
/// By the first part of a product name; null when unknown.
const Sensor* sensor_of_prefix(std::string_view prefix);

/// Every kind of product that this program reads.
const std::vector<ProductSheet>& product_sheets();
/// By `name`; null when unknown.
const ProductSheet* product_sheet(std::string_view name);

}  // namespace tasi::scenes

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenes/sensors/quality_bits.hpp"
#include "src/core/band.hpp"

namespace tasi::scenes {

/// Which file of a product holds a band.
struct SensorBand {
    Band role = Band::green;
    std::string token;    ///< in file names: `SR_B3`, `B03`
    int number = 0;       ///< Landsat: n in `REFLECTANCE_MULT_BAND_n`; Sentinel-2: `band_id` of the offset list
    double native_m = 0;  ///< pixel size of the product's own file
};

/// What is known of a sensor and its surface reflectance product: a sheet of facts, each from `source`.
struct Sensor {
    std::string name;                      ///< `landsat-8`
    std::string product;                   ///< `Collection 2 Level 2 surface reflectance`
    std::string source;                    ///< document that states these facts
    std::string spacecraft;                ///< as the metadata spell it: `LANDSAT_8`, `Sentinel-2A`
    std::vector<std::string> instruments;  ///< values of the metadata's SENSOR_ID
    std::string id_prefix;                 ///< of product names: `LC08`, `S2A`
    std::vector<SensorBand> bands;         ///< a second entry of a role stands in where the file of the first is missing
    std::string scale_rule;                ///< where a product states its scale and offset
    std::string quality_layer;             ///< file token: `QA_PIXEL`, `SCL`
    std::vector<QualityField> rejected_bits;
    std::string saturation_layer = {};  ///< `QA_RADSAT`; empty: saturation is known from the numbers alone

    const SensorBand* band(Band role) const;  ///< null when the sensor has none
    const SensorBand* band_number(int number) const;
};

/// Every sensor that products of this program come from.
const std::vector<Sensor>& sensors();

/// By `name`; null when unknown.
const Sensor* sensor_named(std::string_view name);
/// By the metadata's spacecraft name, whatever its case; null when unknown.
const Sensor* sensor_of_spacecraft(std::string_view spacecraft);
/// By the first part of a product name; null when unknown.
const Sensor* sensor_of_prefix(std::string_view prefix);

}  // namespace tasi::scenes

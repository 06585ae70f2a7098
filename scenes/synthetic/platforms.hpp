#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/band.hpp"

namespace tasi::scenes {

/// What a made product has to say about the satellite that it pretends to come from.
struct Platform {
    std::string name;        ///< as in the description: `landsat-5`
    std::string prefix;      ///< of product names: `LT05`, `S2A`
    std::string spacecraft;  ///< `LANDSAT_5`, `Sentinel-2A`
    std::string instrument;  ///< `TM`
    bool sentinel = false;
    bool cirrus_band = false;
    std::vector<std::pair<int, Band>> bands;  ///< Landsat: number in the file name and role
    /// Landsat 7, 8, 9: what the panchromatic band 8 sees of the roles, with weights that sum to 1; empty for the others.
    std::vector<std::pair<Band, double>> pan = {};
};

const std::vector<Platform>& platforms();

/// The row of that name, or null.
const Platform* platform_named(std::string_view name);

}  // namespace tasi::scenes

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "src/core/date.hpp"

namespace tasi::scenes {

/// What the name of a product says by itself; compared with its metadata, since one of them may be wrong.
struct ProductName {
    std::string id;          ///< the name without suffix
    std::string prefix;      ///< `LC08`, `S2A`: the sensor
    std::string level;       ///< `L2SP`, `L1TP`, `L2A`, `L1C`
    std::string collection;  ///< `02`; empty for Sentinel-2 and before collections
    std::string baseline;    ///< `05.09`; empty for Landsat
    std::string tile;        ///< `107066` (path and row), `51LYK`
    Instant date;            ///< Landsat: the day; Sentinel-2: start of the datatake, to the second
};

/// `LC81060712016134LGN00`, the id of a pre-collection scene, as the start of `text` (sensor, path, row, year and day, station,
/// version); no level and no collection. Nothing for any other text.
std::optional<ProductName> parse_landsat_scene_id(std::string_view text);

/// `LC08_L2SP_107066_20210615_20240101_02_T1`, or the id of a pre-collection scene, as the start of `text`; nothing for any other text.
std::optional<ProductName> parse_landsat_name(std::string_view text);

/// `S2A_MSIL2A_20230115T014701_N0509_R017_T51LYK_20230115T014701[.SAFE]`, or as before December 2016
/// `S2A_OPER_PRD_MSIL1C_PDMC_20160929T185902_R065_V20160929T102022_20160929T102344[.SAFE]`, which names neither baseline nor tile;
/// nothing for any other text.
std::optional<ProductName> parse_sentinel2_name(std::string_view text);

/// `51LYK` from a name with a part `T51LYK`, e.g. of a granule; empty without such a part.
std::string sentinel2_tile_of(std::string_view name);

}  // namespace tasi::scenes

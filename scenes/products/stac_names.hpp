#pragma once

#include <string>

#include "scenes/products/scene_facts.hpp"

namespace tasi::scenes {

/// Names that an item gives to its files state satellite, day, tile and band too: `LC08_L2SP_107066_20210615_..._SR_B3.TIF`,
/// `T51LYL_20230814T014659_B03_10m.jp2`, `S2B_51LYL_20230814_0_L2A/B03.tif`. A name that states nothing holds nothing back.

/// UnsafeError (4) when `id` states another satellite, tile or day (more than one day away) than `facts`. `file` is for messages.
void require_id_of_scene(const std::string& id, const SceneFacts& facts, const std::string& file);

/// The same for every part of `href`, and for its last part also when it states another layer than `layer`: the token of a band
/// (`B03`, `B3`) or a quality layer (`SCL`, `QA_PIXEL`).
void require_href_of_scene(const std::string& href, const std::string& layer, const SceneFacts& facts, const std::string& file);

/// UnsafeError (4) when the satellite of `facts` did not take pictures in that year.
void require_years_in_orbit(const SceneFacts& facts, const std::string& file);

}  // namespace tasi::scenes

#include "scenes/products/landsat_kinds.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* pixel_key = "FILE_NAME_QUALITY_L1_PIXEL";
constexpr const char* saturation_key = "FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION";
constexpr const char* aerosol_key = "FILE_NAME_QUALITY_L2_AEROSOL";
constexpr const char* bqa_key = "FILE_NAME_BAND_QUALITY";

// clang-format off
const LandsatKind kinds[] = {
    {"Landsat Collection 2 Level 2", "PRODUCT_CONTENTS", "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", pixel_key, saturation_key, aerosol_key, false, true},
    {"Landsat Collection 2 Level 1", "PRODUCT_CONTENTS", "LEVEL1_RADIOMETRIC_RESCALING", pixel_key, saturation_key, "", true, true},
    {"Landsat Collection 1 Level 1", "PRODUCT_METADATA", "RADIOMETRIC_RESCALING", bqa_key, "", "", true, true},
    {"Landsat pre-collection Level 1", "PRODUCT_METADATA", "RADIOMETRIC_RESCALING", bqa_key, "", "", true, false},
};
// clang-format on

bool has_level(const ProductSheet& sheet, const std::string& level)
{
    return std::find(sheet.levels.begin(), sheet.levels.end(), level) != sheet.levels.end();
}

}  // namespace

const ProductSheet& LandsatKind::product_sheet() const { return *scenes::product_sheet(sheet); }

const LandsatKind& landsat_kind(const SceneFacts& facts, const std::string& file)
{
    bool known_collection = false;
    for (const LandsatKind& kind : kinds) {
        if (kind.product_sheet().collection != facts.collection) continue;
        if (has_level(kind.product_sheet(), facts.level)) return kind;
        known_collection = true;
    }
    const std::string collection = facts.collection.empty() ? "pre-collection" : "collection " + printable(facts.collection);
    throw UnsafeError(known_collection ? "LEVEL" : "COLLECTION", file, "unsupported level " + printable(facts.level) + " of " + collection,
                      "use a Level-1 product, or a Level-2 product of Collection 2");
}

}  // namespace tasi::scenes

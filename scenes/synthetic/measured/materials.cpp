#include "scenes/synthetic/measured/materials.hpp"

#include <algorithm>

#include "src/core/error.hpp"

namespace tasi::scenes::measured {

const std::vector<MaterialKind>& material_kinds()
{
    using enum Material;
    static const std::vector<MaterialKind> table{
        {clear_water, "clear water", {0.060, 0.055, 0.035, 0.020, 0.010, 0.006}, 0.02, 0.05, 0.05},
        {turbid_water, "turbid water", {0.080, 0.110, 0.120, 0.070, 0.020, 0.012}, 0.02, 0.05, 0.05},
        {shallow_water, "shallow water over pale sand", {0.130, 0.150, 0.085, 0.035, 0.012, 0.007}, 0.02, 0.10, 0.05},
        {foam, "foam", {0.420, 0.420, 0.400, 0.360, 0.220, 0.130}, 0.15, 0.13, 0.07},
        {pale_sand, "pale dry sand", {0.180, 0.230, 0.270, 0.320, 0.380, 0.330}, 0.05, 0.05, 0.05},
        {dark_sand, "dark dry sand", {0.068, 0.080, 0.092, 0.115, 0.145, 0.135}, 0.05, 0.05, 0.05},
        {rock, "rock", {0.088, 0.105, 0.120, 0.160, 0.200, 0.175}, 0.08, 0.05, 0.05},
        {vegetation, "vegetation", {0.030, 0.060, 0.035, 0.350, 0.180, 0.080}, 0.08, 0.05, 0.05},
    };
    return table;
}

const MaterialKind& kind_of(Material material)
{
    const auto& table = material_kinds();
    const auto found = std::find_if(table.begin(), table.end(), [&](const MaterialKind& k) { return k.material == material; });
    if (found == table.end()) throw BugError("MATERIAL", "", "a material has no row", "report this");
    return *found;
}

SixBands blend(const SixBands& a, const SixBands& b, double share)
{
    SixBands result{};
    for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] + share * (b[i] - a[i]);
    return result;
}

}  // namespace tasi::scenes::measured

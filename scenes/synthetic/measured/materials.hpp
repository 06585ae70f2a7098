#pragma once

#include <array>
#include <string>
#include <vector>

#include "src/core/band.hpp"

namespace tasi::scenes::measured {

/// The bands that every sensor here has, in the order of `SixBands`.
inline constexpr std::array six_bands{Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};

/// One number per band of `six_bands`.
using SixBands = std::array<double, 6>;

enum class Material { clear_water, turbid_water, shallow_water, foam, pale_sand, dark_sand, rock, vegetation };

/// What a surface looks like.
struct MaterialKind {
    Material material;
    std::string name;
    SixBands reflectance;     ///< 0..1; made up, in the range of published spectra
    double texture;           ///< brightness from pixel to pixel, the same in all bands: 1 sigma as a share
    double common_variation;  ///< from scene to scene, the same in all bands: uniform within +- this share
    double band_variation;    ///< the same, each band on its own
};

/// All materials, each once.
const std::vector<MaterialKind>& material_kinds();
const MaterialKind& kind_of(Material material);

/// Wet sand is dry sand times this, band by band: water in the pores takes most from where it absorbs. It varies like
/// a material, by `wet_common_variation` and `wet_band_variation`.
inline constexpr SixBands wet_over_dry{0.55, 0.565, 0.56, 0.53, 0.32, 0.21};
inline constexpr double wet_common_variation = 0.10, wet_band_variation = 0.05;

/// a + share (b - a), band by band.
SixBands blend(const SixBands& a, const SixBands& b, double share);

}  // namespace tasi::scenes::measured

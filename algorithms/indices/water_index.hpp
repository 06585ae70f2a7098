#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/core/band.hpp"
#include "src/core/pixels.hpp"
#include "src/core/reflectance.hpp"

namespace tasi {

/// The reflectances of one pixel; bands that an index does not need are NaN.
struct Spectrum {
    double blue, green, red, nir, swir1, swir2;
};

/// An index that parts the sea from the land, or the beach from its vegetation. Larger values mean water, but for `land_high`.
struct WaterIndex {
    std::string name;         ///< lower case, as on the command line
    std::string source;       ///< paper and DOI
    std::vector<Band> bands;  ///< what it needs
    double natural_cut;       ///< the value between land and water that its authors give
    bool normalised;          ///< (a - x)/(a + x) of its two bands: within [-1, 1] only where both are >= 0
    double (*of)(const Spectrum&);
    bool land_high = false;  ///< larger values mean land: its line is the edge of vegetation, no waterline

    /// A value of this index, turned so that the sea side is the larger one; and back.
    double seaward(double value) const { return land_high ? -value : value; }
};

/// What the line of an index with `land_high` is flagged.
inline constexpr const char* vegetation_line = "vegetation line";

/// All indices, each once.
const std::vector<WaterIndex>& water_indices();
/// Their names; `waterlines_only`: without those with `land_high`.
std::vector<std::string> water_index_names(bool waterlines_only = false);

/// The index of that name, whatever its case; `_` stands for `-`. UsageError lists the choices, and says why `ndmi`
/// (moisture of plants; Gao 1996, doi:10.1016/S0034-4257(96)00067-3, also published as "NDWI") is not one.
const WaterIndex& water_index_named(std::string_view name);

/// An index on a grid.
struct IndexImage {
    Pixels values;                  ///< NaN where a band is missing or the index is undefined
    Mask by_rule;                   ///< 1 where `certain water` was set or found by rule: no part of any histogram; may be empty (none)
    long measured = 0;              ///< pixels with all bands present
    long negative_reflectance = 0;  ///< of these, pixels with a negative needed band
    long undefined = 0;             ///< of these, pixels that became NaN: no denominator, or green below 0
    long set_by_rule = 0;           ///< of these, pixels set to +1 (ndvi: -1)

    /// Turns the values of `index` so that the sea side is the larger one.
    void turn_seaward(const WaterIndex& index)
    {
        if (index.land_high) values = -values;
    }

    /// More than half of the measured pixels lie outside the domain of the index: prefer a linear index.
    bool outside_domain() const { return 2 * (set_by_rule + undefined) > measured; }
};

/// The index of every pixel, computed in double and kept as float.
///
/// A linear index keeps negative bands. A normalised difference of green and x is NaN, never 0, where
/// |green + x| < 1e-6 or green < 0 or (green = 0 and x < 0), and +1 (certain water, `by_rule`) where green > 0 > x.
/// `ndvi` follows the same rules with red for green and nir for x: -1, certainly no vegetation, where red > 0 > nir. Of water (ndvi
/// below 0) all is `by_rule`, so that a threshold parts plants from sand and not, once more, the sea from the land.
/// UsageError when a needed band is absent, BugError when bands differ in size.
IndexImage compute(const WaterIndex& index, const Reflectance& reflectance);

}  // namespace tasi

#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>

#include "src/core/band.hpp"

namespace tasi {

/// One number for each of a few bands; holds no memory of its own.
class BandValues {
public:
    BandValues() = default;
    BandValues(std::initializer_list<double> values)
    {
        for (const double v : values) push_back(v);
    }

    void push_back(double value) { values_.at(count_++) = value; }
    std::size_t size() const { return count_; }
    double& operator[](std::size_t i) { return values_[i]; }
    double operator[](std::size_t i) const { return values_[i]; }

private:
    std::array<double, all_bands.size()> values_{};
    std::size_t count_ = 0;
};

/// Reflectance of pure water and pure land at one place, one entry per band.
struct Endmembers {
    BandValues water, land;
    BandValues variance;  ///< within a class, per band (bands taken as independent)
};

/// The share of water in a pixel.
struct Unmixed {
    double fraction;         ///< 1 water, 0 land; not clipped
    double sigma;            ///< 1 sigma of `fraction`
    double chi_squared;      ///< misfit of a mixture of the two
    int degrees_of_freedom;  ///< bands used - 1
};

/// A band takes part when its contrast of water and land is at least this many standard deviations of a class.
inline constexpr double least_contrast = 3;

bool has_contrast(const Endmembers& endmembers, std::size_t band);

/// Weighted least squares for `reflectance` = f water + (1 - f) land over the bands with contrast; nothing without any.
/// f = (r - l)' C^-1 d / (d' C^-1 d), sigma = (d' C^-1 d)^-1/2, d = water - land, C the diagonal of variances.
std::optional<Unmixed> unmix(const BandValues& reflectance, const Endmembers& endmembers);

}  // namespace tasi

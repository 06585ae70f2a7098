#include "algorithms/shorelines/unmix.hpp"

#include <cmath>

namespace tasi {

bool has_contrast(const Endmembers& e, std::size_t band)
{
    return std::abs(e.water[band] - e.land[band]) >= least_contrast * std::sqrt(e.variance[band]);
}

std::optional<Unmixed> unmix(const BandValues& reflectance, const Endmembers& e)
{
    double information = 0, projection = 0;
    int bands = 0;
    for (std::size_t b = 0; b < reflectance.size(); ++b) {
        if (!has_contrast(e, b)) continue;
        const double contrast = e.water[b] - e.land[b];
        information += contrast * contrast / e.variance[b];
        projection += (reflectance[b] - e.land[b]) * contrast / e.variance[b];
        ++bands;
    }
    if (bands == 0) return std::nullopt;
    Unmixed result{projection / information, 1 / std::sqrt(information), 0, bands - 1};
    for (std::size_t b = 0; b < reflectance.size(); ++b) {
        if (!has_contrast(e, b)) continue;
        const double misfit = reflectance[b] - e.land[b] - result.fraction * (e.water[b] - e.land[b]);
        result.chi_squared += misfit * misfit / e.variance[b];
    }
    return result;
}

}  // namespace tasi

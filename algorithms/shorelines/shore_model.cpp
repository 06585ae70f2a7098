#include "algorithms/shorelines/shore_model.hpp"

#include <cmath>
#include <numbers>

namespace tasi {

SeenStrips seen_strips(double t, double blur, const ShoreEdges& edges)
{
    SeenStrips seen{};
    std::array<double, strip_count + 1> beyond{};  // what lies seaward of each edge, between 0 and all
    beyond[strip_count] = 1;
    const auto places = edges.places();
    for (std::size_t k = 0; k < places.size(); ++k) {
        const double z = (t - places[k]) / blur;
        beyond[k + 1] = 0.5 * std::erfc(-z / std::numbers::sqrt2);
        seen.density[k] = std::exp(-0.5 * z * z) / (blur * std::sqrt(2 * std::numbers::pi));
        seen.offset[k] = t - places[k];
    }
    for (std::size_t k = 0; k < strip_count; ++k) seen.share[k] = beyond[k + 1] - beyond[k];
    return seen;
}

}  // namespace tasi

#include "algorithms/shorelines/shore_model.hpp"

#include <cmath>
#include <numbers>

namespace tasi {
namespace {

constexpr double beyond_all = 7;  // 1 sigma; a share of 1e-12

}  // namespace

std::vector<Strip> ShoreStrips::list() const
{
    std::vector<Strip> strips{Strip::water};
    if (swash) strips.push_back(Strip::swash);
    if (wet) strips.push_back(Strip::wet);
    strips.push_back(Strip::dry);
    if (back) strips.push_back(Strip::back);
    return strips;
}

std::vector<double> ShoreEdges::places(const ShoreStrips& strips) const
{
    std::vector<double> places;
    if (strips.swash) places.push_back(waterline + swash);
    places.push_back(waterline);
    if (strips.wet) places.push_back(waterline - wet);
    if (strips.back) places.push_back(waterline - (strips.wet ? wet : 0) - dry);
    return places;
}

SeenStrips seen_strips(double t, double blur, const std::vector<double>& places)
{
    SeenStrips seen;
    double before = 0;  // what lies seaward of the edge
    for (std::size_t k = 0; k < places.size(); ++k) {
        seen.offset[k] = t - places[k];
        const double z = seen.offset[k] / blur;
        double beyond = z > 0 ? 1 : 0;
        if (std::abs(z) < beyond_all) {
            beyond = 0.5 * std::erfc(-z / std::numbers::sqrt2);
            seen.density[k] = std::exp(-0.5 * z * z) / (blur * std::sqrt(2 * std::numbers::pi));
        }
        seen.share[k] = beyond - before;
        before = beyond;
    }
    seen.share[places.size()] = 1 - before;
    return seen;
}

}  // namespace tasi

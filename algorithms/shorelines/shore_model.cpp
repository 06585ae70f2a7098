#include "algorithms/shorelines/shore_model.hpp"

#include <cmath>
#include <numbers>

namespace tasi {

const NormalTable normal_table{};

NormalTable::NormalTable()
{
    for (int i = 0; i <= last; ++i) {
        const double z = (i - last / 2) * step;
        nodes_[static_cast<std::size_t>(i)] = {0.5 * std::erfc(-z / std::numbers::sqrt2),
                                               std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi)};
    }
}

std::vector<Strip> ShoreStrips::list() const
{
    std::vector<Strip> strips{Strip::water};
    if (swash) strips.push_back(Strip::swash);
    if (wet) strips.push_back(Strip::wet);
    strips.push_back(Strip::dry);
    if (back) strips.push_back(Strip::back);
    return strips;
}

EdgePlaces ShoreEdges::places(const ShoreStrips& strips) const
{
    EdgePlaces places;
    const auto add = [&](double place) { places.at[static_cast<std::size_t>(places.count++)] = place; };
    if (strips.swash) add(waterline + swash);
    add(waterline);
    if (strips.wet) add(waterline - wet);
    if (strips.back) add(waterline - (strips.wet ? wet : 0) - dry);
    return places;
}

SeenStrips seen_strips(double t, double blur, const EdgePlaces& places)
{
    SeenStrips seen;
    double before = 0;  // what lies seaward of the edge
    const auto edges = static_cast<std::size_t>(places.count);
    for (std::size_t k = 0; k < edges; ++k) {
        seen.offset[k] = t - places.at[k];
        const double z = seen.offset[k] / blur;
        double beyond = z > 0 ? 1 : 0;
        if (std::abs(z) < beyond_all_sds) {
            const NormalValue value = normal_table.at(z);
            beyond = value.below;
            seen.density[k] = value.density / blur;
        }
        seen.share[k] = beyond - before;
        before = beyond;
    }
    seen.share[edges] = 1 - before;
    return seen;
}

}  // namespace tasi

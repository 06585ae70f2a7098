#include "algorithms/shorelines/shore_model.hpp"

#include <cmath>
#include <numbers>

namespace tasi {
namespace {

constexpr double beyond_all = 5.5;  // 1 sigma; a share of 2e-8

/// The normal distribution by cubic interpolation between exact values and slopes (to 1e-10): fits ask for it some million times.
class NormalTable {
public:
    NormalTable()
    {
        for (int i = 0; i <= last; ++i) {
            const double z = (i - last / 2) * step;
            nodes_[static_cast<std::size_t>(i)] = {0.5 * std::erfc(-z / std::numbers::sqrt2),
                                                   std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi)};
        }
    }

    struct Value {
        double below, density;
    };

    /// |z| < `beyond_all`.
    Value at(double z) const
    {
        const double place = z * per_unit + last / 2;
        const auto i = static_cast<int>(place);
        const double f = place - i, g = 1 - f, left = (i - last / 2) * step;
        const Value &a = nodes_[static_cast<std::size_t>(i)], &b = nodes_[static_cast<std::size_t>(i) + 1];
        const double of_a = g * g * (1 + 2 * f), of_b = f * f * (1 + 2 * g), slope_a = step * f * g * g, slope_b = -step * f * f * g;
        return {of_a * a.below + of_b * b.below + slope_a * a.density + slope_b * b.density,
                of_a * a.density + of_b * b.density - slope_a * left * a.density - slope_b * (left + step) * b.density};
    }

private:
    static constexpr int per_unit = 64, last = 2 * 6 * per_unit;
    static constexpr double step = 1.0 / per_unit;
    std::array<Value, static_cast<std::size_t>(last) + 1> nodes_{};
};

const NormalTable normal{};

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
        if (std::abs(z) < beyond_all) {
            const NormalTable::Value value = normal.at(z);
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

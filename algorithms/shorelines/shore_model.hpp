#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace tasi {

/// Strips of ground along a waterline, from the sea inland. `swash` is the white water at the edge, `wet` the sand that it has just left,
/// `dry` the beach or whatever meets the water, `back` what lies behind a beach.
enum class Strip : std::size_t { water, swash, wet, dry, back };
inline constexpr std::size_t strip_count = 5;
inline constexpr std::size_t number_of(Strip strip) { return static_cast<std::size_t>(strip); }

/// Which strips exist beside water and the land that meets it.
struct ShoreStrips {
    bool swash = false, wet = false, back = false;

    /// In order, water first.
    std::vector<Strip> list() const;
    friend bool operator==(const ShoreStrips&, const ShoreStrips&) = default;
};

/// Places of the edges between strips, seaward first.
struct EdgePlaces {
    std::array<double, strip_count - 1> at{};
    int count = 0;
};

/// Where one strip meets the next; pixels of the finest grid. A width counts only where its strip exists.
struct ShoreEdges {
    double waterline = 0;                ///< seaward positive: white water on one side, sand on the other
    double swash = 0, wet = 0, dry = 0;  ///< widths

    /// Places of the edges between the strips that exist, from the sea inland.
    EdgePlaces places(const ShoreStrips& strips) const;
};

/// The standard normal distribution: what lies below, and the density.
struct NormalValue {
    double below, density;
};

/// To 1e-10; |z| < `beyond_all_sds`. Fits ask for it some million times: interpolated between exact values and slopes.
class NormalTable {
public:
    NormalTable();

    NormalValue at(double z) const
    {
        const double place = z * per_unit + last / 2;
        const auto i = static_cast<int>(place);
        const double f = place - i, g = 1 - f, left = (i - last / 2) * step;
        const NormalValue &a = nodes_[static_cast<std::size_t>(i)], &b = nodes_[static_cast<std::size_t>(i) + 1];
        const double of_a = g * g * (1 + 2 * f), of_b = 1 - of_a, slope_a = step * f * g * g, slope_b = -step * f * f * g;
        return {of_a * a.below + of_b * b.below + slope_a * a.density + slope_b * b.density,
                of_a * a.density + of_b * b.density - slope_a * left * a.density - slope_b * (left + step) * b.density};
    }

private:
    static constexpr int per_unit = 64, last = 2 * 6 * per_unit;
    static constexpr double step = 1.0 / per_unit;
    std::array<NormalValue, static_cast<std::size_t>(last) + 1> nodes_{};
};

extern const NormalTable normal_table;
inline constexpr double beyond_all_sds = 5.5;  ///< a share of 2e-8 lies beyond

/// What a pixel whose centre lies `t` seaward of the origin sees, through a Gaussian of 1 sigma `blur`, of strips that meet at
/// `places`. Shares are exact to 3e-8: what lies 5.5 sigma away is not seen.
struct SeenStrips {
    std::array<double, strip_count> share{};        ///< they sum to 1
    std::array<double, strip_count - 1> density{};  ///< of the blur at each edge, per pixel: how fast shares change as the edge moves
    std::array<double, strip_count - 1> offset{};   ///< of the pixel from each edge
};

SeenStrips seen_strips(double t, double blur, const EdgePlaces& places);

}  // namespace tasi

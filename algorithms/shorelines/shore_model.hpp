#pragma once

#include <array>
#include <cstddef>

namespace tasi {

/// Strips of ground along a waterline, from the sea inland. `swash` is the white water at the edge, `wet` the sand that it has just left,
/// `dry` the beach or whatever meets the water, `back` what lies behind a beach.
enum class Strip : std::size_t { water, swash, wet, dry, back };
inline constexpr std::size_t strip_count = 5;
inline constexpr std::size_t number_of(Strip strip) { return static_cast<std::size_t>(strip); }

/// Where one strip meets the next: the waterline, and widths; pixels of the finest grid, the waterline seaward positive.
struct ShoreEdges {
    double waterline = 0;  ///< between swash and wet sand
    double swash = 0, wet = 0, dry = 0;

    /// Places of the four edges, from the sea inland.
    std::array<double, strip_count - 1> places() const { return {waterline + swash, waterline, waterline - wet, waterline - wet - dry}; }
};

/// What a pixel sees of the strips whose centre lies `t` seaward of the origin, through a Gaussian of 1 sigma `blur`.
struct SeenStrips {
    std::array<double, strip_count> share;        ///< they sum to 1
    std::array<double, strip_count - 1> density;  ///< of the blur at each edge, per pixel: how fast shares change as the edge moves
    std::array<double, strip_count - 1> offset;   ///< of the pixel from each edge
};

SeenStrips seen_strips(double t, double blur, const ShoreEdges& edges);

}  // namespace tasi

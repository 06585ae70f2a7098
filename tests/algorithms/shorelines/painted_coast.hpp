#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi::testing {

/// Colours in green, nir and swir1.
using Colours = std::array<double, 3>;
inline constexpr std::array painted_bands{Band::green, Band::nir, Band::swir1};
inline constexpr Colours clear_water{.06, .02, .01}, dry_sand{.23, .32, .38};

/// A coast of 30 m pixels by the signed distance of its waterline, positive at sea, blurred by 0.53 pixels.
struct PaintedCoast {
    Grid grid{120, 80, 500000, 9000000, 30, -30, {}};
    std::function<double(const Point&)> seaward_m;
    Reflectance reflectance;

    PaintedCoast(std::function<double(const Point&)> distance, double noise = 0, unsigned seed = 1) : seaward_m(std::move(distance))
    {
        std::mt19937 random(seed);
        for (std::size_t b = 0; b < painted_bands.size(); ++b) {
            Pixels& pixels = reflectance[painted_bands[b]];
            pixels.resize(grid.rows, grid.cols);
            for (int row = 0; row < grid.rows; ++row)
                for (int col = 0; col < grid.cols; ++col) {
                    const double water = .5 * std::erfc(-seaward_m(grid.at_centre(row, col)) / 15.9 / std::sqrt(2.0));
                    pixels(row, col) = static_cast<float>(dry_sand[b] + water * (clear_water[b] - dry_sand[b]) + noise * normal(random));
                }
        }
    }

    /// The contour of MNDWI at 0.23, about 20 m too far seaward.
    TracedShoreline by_index() const { return trace_shoreline(compute(water_index_named("mndwi"), reflectance).values, {}, grid, .23); }

    std::vector<CoastalPixels> near(const TracedShoreline& line) const
    {
        return {coastal_pixels(reflectance, {}, grid, {painted_bands.begin(), painted_bands.end()}, line.lines, 450)};
    }

private:
    /// Box and Muller: the same numbers with every standard library.
    static double normal(std::mt19937& random)
    {
        const double u = (random() + .5) / 4294967296.0, v = random() / 4294967296.0;
        return std::sqrt(-2 * std::log(u)) * std::cos(2 * 3.141592653589793 * v);
    }
};

/// A straight coast through the middle, sea in the east, turned by `angle_deg` from north.
inline std::function<double(const Point&)> straight(double angle_deg, double off_m = 0)
{
    const double angle = angle_deg * 3.141592653589793 / 180;
    return [=](const Point& p) { return std::cos(angle) * (p.x - 501203) + std::sin(angle) * (p.y - 8998203) - off_m; };
}

/// A round island in the sea.
inline std::function<double(const Point&)> island(double radius_m)
{
    return [=](const Point& p) { return std::hypot(p.x - 501203, p.y - 8998203) - radius_m; };
}

struct Offsets {
    double mean_m = 0, rms_m = 0, stated_m = 0;  ///< `stated_m`: root of the mean of contour_m squared
    double within_one = 0, within_two = 0;       ///< share of vertices within so many stated errors
    long count = 0;
};

/// Of the vertices more than 8 pixels from the edge of the image.
inline Offsets offsets_from_truth(const PaintedCoast& coast, const TracedShoreline& s)
{
    Offsets o;
    for (std::size_t line = 0; line < s.lines.size(); ++line)
        for (std::size_t i = 0; i < s.lines[line].size(); ++i) {
            const Point& p = s.lines[line][i];
            const double col = (p.x - coast.grid.x0) / 30, row = (coast.grid.y0 - p.y) / 30;
            if (std::min({col, row, coast.grid.cols - col, coast.grid.rows - row}) < 8) continue;
            const double off = coast.seaward_m(p), stated = line < s.errors.size() ? static_cast<double>(s.errors[line][i].contour_m) : 0;
            o.mean_m += off, o.rms_m += off * off, o.stated_m += stated * stated;
            o.within_one += std::abs(off) < stated, o.within_two += std::abs(off) < 2 * stated;
            ++o.count;
        }
    const auto n = static_cast<double>(o.count);
    return {o.mean_m / n, std::sqrt(o.rms_m / n), std::sqrt(o.stated_m / n), o.within_one / n, o.within_two / n, o.count};
}

}  // namespace tasi::testing

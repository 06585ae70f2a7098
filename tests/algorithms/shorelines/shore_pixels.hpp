#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "algorithms/shorelines/shore_system.hpp"

namespace tasi::testing {

inline const std::vector<Band> shore_bands{Band::green, Band::red, Band::nir, Band::swir1};

/// Pixels beside a straight line at all distances: `ground(s, band)` is the reflectance at distance s, blurred numerically.
struct ShorePixels {
    double blur = 0.53;
    double noise = 0.002;
    unsigned seed = 1;
    std::function<double(double s, int band)> ground;

    double seen(double t, int band) const
    {
        double sum = 0, weights = 0;
        constexpr int steps = 400;
        for (int i = -steps; i <= steps; ++i) {
            const double z = 5.0 * i / steps, weight = std::exp(-0.5 * z * z);
            sum += weight * ground(t + z * blur, band), weights += weight;
        }
        return sum / weights;
    }

    std::vector<ShorePixel> pixels() const
    {
        std::mt19937 random(seed);
        const auto uniform = [&] { return (static_cast<double>(random()) + 0.5) / 4294967296.0; };
        std::vector<ShorePixel> all;
        for (int row = -8; row < 8; ++row)
            for (int col = 0; col < 28; ++col) {
                ShorePixel pixel{static_cast<float>(row + 0.5 + 0.31 * (col - 13.5)), static_cast<float>(col), 0, {1, 0}, {}};
                pixel.t = static_cast<float>(std::remainder(static_cast<double>(pixel.t), 16));
                for (int b = 0; b < 4; ++b) {
                    const double normal = std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
                    pixel.value[static_cast<std::size_t>(b)] = static_cast<float>(seen(static_cast<double>(pixel.t), b) + noise * normal);
                }
                all.push_back(pixel);
            }
        return all;
    }
};

/// All that a fit needs, kept alive.
struct ShoreSetting {
    std::vector<ShoreGrid> grids{{{0, 1, 2, 3}, 0.53}};
    ShorePriors priors{};
    ShoreExpectation expected = expectation_of(priors, shore_bands, 1);
    std::vector<ShorePixel> pixels;
    ShoreSample sample;

    explicit ShoreSetting(const ShorePixels& of) : pixels(of.pixels()), sample(*shore_sample(grids, pixels, 13.5, 15, 0.08)) {}
    ShoreProblem problem() const { return {sample, grids, shore_bands, 10, priors, expected}; }
};

inline constexpr double water_colour[] = {.06, .04, .02, .01}, sand_colour[] = {.23, .27, .32, .38},
                        wet_colour[] = {.131, .154, .176, .133};

/// Water seaward of `place`.
inline std::function<double(double, int)> edge_at(double place)
{
    return [=](double s, int b) { return s > place ? water_colour[b] : sand_colour[b]; };
}

}  // namespace tasi::testing

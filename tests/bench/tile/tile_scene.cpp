#include "tile_scene.hpp"

#include <algorithm>
#include <cmath>

namespace {

constexpr double edge_px = 0.32;  // a logistic edge about as wide as a blur of 0.53 pixel

std::uint32_t mixed(std::uint32_t x)
{
    x ^= x >> 16, x *= 0x7feb352dU, x ^= x >> 15, x *= 0x846ca68bU;
    return x ^ x >> 16;
}

/// -1..1 by place.
float value_at(std::uint32_t seed, int row, int col)
{
    const std::uint32_t bits = mixed(seed ^ mixed(static_cast<std::uint32_t>(row) * 0x9e3779b9U ^ mixed(static_cast<std::uint32_t>(col))));
    return static_cast<float>(bits >> 8) * (2.0F / 16777216.0F) - 1.0F;
}

float smooth(float t) { return t * t * (3 - 2 * t); }

/// What the surfaces reflect, times 10000: water, land, and how much land varies from place to place.
struct Colours {
    int band;
    float water, land, texture, noise;
};
constexpr Colours colours[] = {
    {2, 480, 560, 110, 12},  {3, 420, 760, 140, 12},  {4, 180, 820, 190, 12},
    {8, 110, 2700, 420, 14}, {11, 70, 2300, 380, 12}, {12, 50, 1500, 300, 12},
};

}  // namespace

TileScene::TileScene(int pixels) : pixels_(pixels)
{
    std::uint32_t seed = 17;
    for (int cell = 2048; cell >= 16; cell /= 2) ground_.push_back({cell, 0.34 * cell, seed += 101});
    for (int cell = 512; cell >= 32; cell /= 2) lakes_.push_back({cell, cell / 512.0, seed += 101});
    for (int cell = 256; cell >= 2; cell /= 2) texture_.push_back({cell, 0.35, seed += 101});
}

void TileScene::noise_row(const std::vector<Octave>& octaves, int row, std::vector<float>& sum) const
{
    sum.assign(static_cast<std::size_t>(pixels_), 0.0F);
    for (const Octave& o : octaves) {
        const int above = row / o.cell;
        const float down = smooth(static_cast<float>(row % o.cell) / static_cast<float>(o.cell));
        const auto on_column = [&](int c) { return value_at(o.seed, above, c) * (1 - down) + value_at(o.seed, above + 1, c) * down; };
        for (int first = 0; first < pixels_; first += o.cell) {
            const float left = on_column(first / o.cell), right = on_column(first / o.cell + 1);
            for (int i = 0; i < std::min(o.cell, pixels_ - first); ++i) {
                const float t = smooth(static_cast<float>(i) / static_cast<float>(o.cell));
                sum[static_cast<std::size_t>(first + i)] += static_cast<float>(o.level) * (left * (1 - t) + right * t);
            }
        }
    }
}

void TileScene::water_row(int row, std::vector<float>& water) const
{
    std::vector<float> lakes;
    noise_row(ground_, row, water);
    noise_row(lakes_, row, lakes);
    for (int col = 0; col < pixels_; ++col) {
        const auto at = static_cast<std::size_t>(col);
        double height = static_cast<double>(water[at]) + col - 0.45 * pixels_;     // pixels above the waterline, or so
        height = std::min(height, (1.15 - static_cast<double>(lakes[at])) * 150);  // lakes
        for (int river = 1; river <= 3; ++river) {
            const double middle = pixels_ * river / 4.0 + 180 * std::sin(col / 700.0 + river) + 40 * std::sin(col / 150.0);
            height = std::min(height, std::abs(row - middle) - 4.0 * river);
        }
        water[at] = static_cast<float>(1 / (1 + std::exp(std::clamp(height / edge_px, -40.0, 40.0))));
    }
}

void TileScene::band_row(int band, int row, const std::vector<float>& water, std::vector<std::uint16_t>& numbers) const
{
    const Colours& c = *std::find_if(std::begin(colours), std::end(colours), [&](const Colours& one) { return one.band == band; });
    std::vector<float> texture;
    noise_row(texture_, row, texture);
    numbers.resize(water.size());
    for (std::size_t i = 0; i < water.size(); ++i) {
        const auto col = static_cast<int>(i);
        const auto seed = static_cast<std::uint32_t>(1000 + band);
        const float noise = value_at(seed, row, col) + value_at(seed + 500, row, col) + value_at(seed + 900, row, col);  // 1 sigma = 1
        const float land = c.land + c.texture * texture[i];
        const float seen = water[i] * c.water + (1 - water[i]) * land + c.noise * noise;
        numbers[i] = static_cast<std::uint16_t>(std::clamp(1000 + std::lround(seen), 1L, 65000L));
    }
}

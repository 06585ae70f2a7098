#include "scenes/products/offset_check.hpp"

#include <cmath>

namespace tasi::scenes {
namespace {

constexpr float too_dark_green = -0.02f, brightest_dark_water = 0.09f;
constexpr long enough_pixels = 1000;

}  // namespace

void OffsetCheck::add(const SceneBlock& block)
{
    const Pixels& green = block.reflectance[Band::green];
    const Pixels* nir = block.reflectance.has(Band::nir) ? &block.reflectance[Band::nir] : nullptr;
    for (Eigen::Index i = 0; i < green.size(); ++i) {
        const float g = green.data()[i];
        if (std::isnan(g)) continue;
        ++green_;
        too_dark_ += g < too_dark_green;
        if (!nir || !(g > nir->data()[i])) continue;
        ++water_;
        dark_water_ += nir->data()[i] <= brightest_dark_water;
    }
}

void OffsetCheck::add(const OffsetCheck& other)
{
    green_ += other.green_;
    too_dark_ += other.too_dark_;
    water_ += other.water_;
    dark_water_ += other.dark_water_;
}

bool OffsetCheck::suspect() const
{
    const bool twice = green_ >= enough_pixels && too_dark_ * 40 > green_;  // a quarter of a tenth
    const bool never = water_ >= enough_pixels && dark_water_ * 100 < water_;
    return twice || never;
}

}  // namespace tasi::scenes

#include "scenes/products/offset_check.hpp"

#include <cmath>

namespace tasi::scenes {
namespace {

constexpr float too_dark_green = -0.02f, too_dark_nir = -0.05f;
constexpr float brightest_dark_sea = 0.09f, brightest_sea_green = 0.35f;
constexpr long enough_pixels = 1000;

/// More than a quarter of the darkest tenth.
bool too_many(long dark, long all) { return all >= enough_pixels && dark * 40 > all; }

}  // namespace

void OffsetCheck::add(const SceneBlock& block)
{
    const Pixels& green = block.reflectance[Band::green];
    const Pixels* nir = block.reflectance.has(Band::nir) ? &block.reflectance[Band::nir] : nullptr;
    for (Eigen::Index i = 0; i < green.size(); ++i) {
        const float g = green.data()[i];
        if (std::isnan(g)) continue;
        ++green_;
        dark_green_ += g < too_dark_green;
        if (!nir || std::isnan(nir->data()[i])) continue;
        const float n = nir->data()[i];
        ++nir_;
        dark_nir_ += n < too_dark_nir;
        if (g <= n || g >= brightest_sea_green) continue;
        ++sea_;
        dark_sea_ += n <= brightest_dark_sea;
    }
}

void OffsetCheck::add(const OffsetCheck& other)
{
    green_ += other.green_;
    dark_green_ += other.dark_green_;
    nir_ += other.nir_;
    dark_nir_ += other.dark_nir_;
    sea_ += other.sea_;
    dark_sea_ += other.dark_sea_;
}

bool OffsetCheck::twice() const { return too_many(dark_green_, green_) || too_many(dark_nir_, nir_); }
bool OffsetCheck::never() const { return sea_ >= enough_pixels && dark_sea_ * 100 < sea_; }

}  // namespace tasi::scenes

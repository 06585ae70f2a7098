#include "scenes/products/offset_check.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/wide_loops.hpp"

namespace tasi::scenes {
namespace {

constexpr float too_dark_green = -0.02f, too_dark_nir = -0.05f;
constexpr float brightest_dark_sea = 0.09f, brightest_sea_green = 0.35f;
constexpr long enough_pixels = 1000;

/// More than a quarter of the darkest tenth.
bool too_many(long dark, long all) { return all >= enough_pixels && dark * 40 > all; }

struct PairCounts {
    int green = 0, dark_green = 0, both = 0, dark = 0, sea = 0, dark_sea = 0;
};

/// Comparisons with NaN are false.
TASI_WIDE_LOOPS PairCounts count_pairs(const float* green, const float* nir, Eigen::Index pixels)
{
    PairCounts counts;
    for (Eigen::Index i = 0; i < pixels; ++i) {
        const float g = green[i], n = nir[i];
        const int known = static_cast<int>(g == g), both = known & static_cast<int>(n == n);
        const int is_sea = both & static_cast<int>(g > n) & static_cast<int>(g < brightest_sea_green);
        counts.green += known;
        counts.dark_green += static_cast<int>(g < too_dark_green);
        counts.both += both;
        counts.dark += both & static_cast<int>(n < too_dark_nir);
        counts.sea += is_sea;
        counts.dark_sea += is_sea & static_cast<int>(n <= brightest_dark_sea);
    }
    return counts;
}

}  // namespace

void OffsetCheck::add(const SceneBlock& block)
{
    const Pixels& green = block.reflectance[Band::green];
    const Pixels* nir = block.reflectance.has(Band::nir) ? &block.reflectance[Band::nir] : nullptr;
    constexpr Eigen::Index together = 4096;
    for (Eigen::Index first = 0; first < green.size(); first += together) {
        const Eigen::Index pixels = std::min(together, green.size() - first);
        if (nir)
            add_both(green.data() + first, nir->data() + first, pixels);
        else
            add_green(green.data() + first, pixels);
    }
}

void OffsetCheck::add_green(const float* green, Eigen::Index pixels)
{
    int known = 0, dark = 0;
    for (Eigen::Index i = 0; i < pixels; ++i) {
        known += static_cast<int>(green[i] == green[i]);
        dark += static_cast<int>(green[i] < too_dark_green);
    }
    green_ += known;
    dark_green_ += dark;
}

void OffsetCheck::add_both(const float* green, const float* nir, Eigen::Index pixels)
{
    const PairCounts counts = count_pairs(green, nir, pixels);
    green_ += counts.green, dark_green_ += counts.dark_green;
    nir_ += counts.both, dark_nir_ += counts.dark;
    sea_ += counts.sea, dark_sea_ += counts.dark_sea;
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

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/mask_flags.hpp"
#include "src/core/text.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

void PixelCounts::add(const PixelCounts& other)
{
    total += other.total, fill += other.fill, cloud += other.cloud, shadow += other.shadow;
    saturated += other.saturated, invalid += other.invalid, negative += other.negative, undefined += other.undefined;
    masked += other.masked;
    for (std::size_t i = 0; i < other.doubts.size(); ++i) {
        if (i == doubts.size()) doubts.push_back({other.doubts[i].name, 0});
        doubts[i].pixels += other.doubts[i].pixels;
    }
}

namespace {

/// Of pixels without any flag.
void add_clear(PixelCounts& counts, const float* values, Eigen::Index pixels)
{
    int missing = 0;
    for (Eigen::Index i = 0; i < pixels; ++i) missing += static_cast<int>(values[i] != values[i]);
    counts.total += pixels;
    counts.masked += missing;
}

void add_flagged(PixelCounts& counts, float value, std::uint8_t flags)
{
    if (flags & PixelFlag::outside) return;
    ++counts.total;
    counts.fill += (flags & PixelFlag::fill) != 0;
    counts.cloud += (flags & PixelFlag::cloud) != 0;
    counts.shadow += (flags & PixelFlag::shadow) != 0;
    counts.saturated += (flags & PixelFlag::saturated) != 0;
    counts.invalid += (flags & PixelFlag::invalid) != 0;
    counts.masked += flags != 0 || std::isnan(value);
}

}  // namespace

void add_flags(PixelCounts& counts, const Pixels& values, const Mask& mask)
{
    constexpr Eigen::Index together = 4096;  // most pixels have no flag
    for (Eigen::Index first = 0; first < mask.size(); first += together) {
        const Eigen::Index end = std::min(first + together, mask.size());
        unsigned all = 0;
        for (Eigen::Index i = first; i < end; ++i) all |= mask.data()[i];
        if (all == 0)
            add_clear(counts, values.data() + first, end - first);
        else
            for (Eigen::Index i = first; i < end; ++i) add_flagged(counts, values.data()[i], mask.data()[i]);
    }
}

void hide_masked(Pixels& values, const Mask& mask)
{
    if (!has_flags(mask, 0xFF & ~PixelFlag::outside)) return;
    for (Eigen::Index i = 0; i < mask.size(); ++i)
        if (mask.data()[i] & ~PixelFlag::outside) values.data()[i] = std::numeric_limits<float>::quiet_NaN();
}

void require_valid_pixels(const SceneImage& image)
{
    if (image.counts.valid() > 0) return;
    const double cloudy =
        image.counts.total > 0 ? 100.0 * static_cast<double>(image.counts.cloud) / static_cast<double>(image.counts.total) : 0;
    throw NoResultError("NO-VALID-PIXELS", image.path,
                        fmt::format("no valid pixels: all {} are masked (cloud {} %)", image.counts.total, format_fixed(cloudy, 0)),
                        "use another scene or area");
}

}  // namespace tasi::cli

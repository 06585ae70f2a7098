#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

#include "algorithms/thresholds/histogram.hpp"
#include "src/core/mask_flags.hpp"
#include "tools/index_store.hpp"
#include "tools/scene_walk.hpp"
#include "tools/work_blocks.hpp"

namespace tasi::cli {
namespace {

/// Of the values that take part in statistics, of pixels without any flag or mark. In lanes, which the processor runs side by side.
void add_clear(ValueRange& range, const float* values, Eigen::Index pixels)
{
    constexpr std::size_t lanes = 32;
    constexpr float infinity = std::numeric_limits<float>::infinity();
    std::array<float, lanes> low, high;
    std::array<int, lanes> count{};
    low.fill(infinity), high.fill(-infinity);
    Eigen::Index i = 0;
    for (; i + static_cast<Eigen::Index>(lanes) <= pixels; i += static_cast<Eigen::Index>(lanes))
        for (std::size_t k = 0; k < lanes; ++k) {
            const float value = values[i + static_cast<Eigen::Index>(k)];
            low[k] = value < low[k] ? value : low[k];
            high[k] = value > high[k] ? value : high[k];
            count[k] += static_cast<int>(value == value);
        }
    for (std::size_t k = 0; k < lanes; ++k)
        if (count[k] > 0) range.merge({static_cast<double>(low[k]), static_cast<double>(high[k]), count[k]});
    for (; i < pixels; ++i)
        if (!std::isnan(values[i])) range.add(static_cast<double>(values[i]));
}

/// Of the values that take part in statistics.
ValueRange range_of(const ImagePart& part)
{
    ValueRange range;
    if (!has_flags(part.mask) && !has_flags(part.by_rule)) add_clear(range, part.values.data(), part.values.size());
    if (range.count > 0 && std::isfinite(range.min) && std::isfinite(range.max)) return range;
    range = {};
    for (Eigen::Index i = 0; i < part.values.size(); ++i) {
        const bool set = part.by_rule.size() != 0 && part.by_rule.data()[i];
        if (std::isfinite(part.values.data()[i]) && part.mask.data()[i] == 0 && !set) range.add(static_cast<double>(part.values.data()[i]));
    }
    return range;
}

}  // namespace

SceneImage read_stored_image(Run& run, const scenes::Scene& scene, const Quantity& quantity, const SceneInputOptions& options,
                             const std::filesystem::path& folder)
{
    const SceneWalk walk(run, scene, quantity, options);
    const long long pixels = static_cast<long long>(walk.grid().rows) * walk.grid().cols;
    const long long memory_bytes = memory_for_pixels_bytes() - pixels;  // beside a mask
    const auto store =
        std::make_shared<IndexStore>(walk.grid().rows, walk.grid().cols, std::max(memory_bytes, memory_for_pixels_bytes() / 4), folder);
    std::mutex mutex;
    ValueRange range;
    SceneImage image = walk.walk([&](ImagePart&& part) {
        store->put(part.at, part.values, part.by_rule);
        const ValueRange own = range_of(part);
        const std::lock_guard lock(mutex);
        range.merge(own);
    });
    image.stored = store;
    image.summary =
        IndexSummary{range.min, range.max, static_cast<long>(image.counts.total), static_cast<long>(image.counts.valid()), range.count};
    return image;
}

IndexRows rows_of(const SceneImage& image)
{
    if (image.stored) {
        IndexRows rows = image.stored->rows();
        rows.summary = image.summary;
        return rows;
    }
    IndexRows rows = tasi::rows_of(image.values);
    rows.read = [&image](int row, int, IndexImage&) {
        const Eigen::Index first = Eigen::Index{row} * image.values.cols();
        return IndexStrip{image.values.data() + first, image.by_rule.size() == 0 ? nullptr : image.by_rule.data() + first};
    };
    return rows;
}

}  // namespace tasi::cli

#include "tools/scene_mask.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

#include "algorithms/masking/area_of_interest.hpp"
#include "algorithms/masking/disk.hpp"
#include "src/core/mask_flags.hpp"
#include "src/core/parallel.hpp"
#include "tools/work_blocks.hpp"

namespace tasi::cli {
namespace {

constexpr double shadows_grow_more_m = 60;  // their edge is the least certain

Window widened(const Window& window, int pixels, const Grid& grid)
{
    const int row = std::max(0, window.row - pixels), col = std::max(0, window.col - pixels);
    return {row, col, std::min(grid.rows, window.row + window.rows + pixels) - row,
            std::min(grid.cols, window.col + window.cols + pixels) - col};
}

Mask read_flags(Run& run, const scenes::Scene& scene, const std::vector<Band>& bands, const Window& window)
{
    Mask mask(window.rows, window.cols);
    std::optional<scenes::MaskReader> first = scene.mask_reader(run.session, bands);
    std::mutex mutex;
    const auto reader_of_a_thread = [&] {
        const std::lock_guard lock(mutex);
        if (!first) return scene.mask_reader(run.session, bands);
        scenes::MaskReader reader = std::move(*first);
        first.reset();
        return reader;
    };
    const auto blocks = work_blocks(window, first->block_size());
    parallel_for_with(static_cast<int>(blocks.size()), reader_of_a_thread, [&](const scenes::MaskReader& reader, int i) {
        const Window& block = blocks[static_cast<std::size_t>(i)];
        mask.block(block.row - window.row, block.col - window.col, block.rows, block.cols) = reader.read(block);
    });
    return mask;
}

}  // namespace

Mask grown_mask(const scenes::Scene& scene, const Grid& grid, const Window& window, const std::function<Mask(const Window&)>& flags_in)
{
    const double pixel_m = std::min(std::abs(grid.dx), std::abs(grid.dy));
    const double clouds_px = scene.cloud_buffer_m() / pixel_m, shadows_px = (scene.cloud_buffer_m() + shadows_grow_more_m) / pixel_m;
    const Window wide = widened(window, static_cast<int>(std::ceil(shadows_px)), grid);
    Mask mask = flags_in(wide);
    if (clouds_px > 0 && has_flags(mask, PixelFlag::cloud)) mask = dilated(mask, PixelFlag::cloud, clouds_px);
    if (has_flags(mask, PixelFlag::shadow)) mask = dilated(mask, PixelFlag::shadow, shadows_px);
    if (wide == window) return mask;
    return mask.block(window.row - wide.row, window.col - wide.col, window.rows, window.cols);
}

Mask read_mask(Run& run, const scenes::Scene& scene, const std::vector<Band>& bands, const Grid& grid, const SceneArea& area)
{
    if (!area.polygons && scene.mask_reader(run.session, bands).is_empty()) return {};
    Mask mask = grown_mask(scene, grid, area.window, [&](const Window& wide) { return read_flags(run, scene, bands, wide); });
    if (area.polygons) mark_outside(mask, grid.crop(area.window), *area.polygons);
    return mask;
}

}  // namespace tasi::cli

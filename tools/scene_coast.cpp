#include "tools/scene_coast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "src/core/parallel.hpp"
#include "tools/work_blocks.hpp"

namespace tasi::cli {
namespace {

/// Bands that are read together, on pixels of one size.
struct Part {
    Grid whole;  ///< of the scene, moved as the image is
    std::vector<Band> bands;
    int times = 1;  ///< a pixel is that many pixels of the image wide
};

/// Finest first: the bands that leave the grid of the index as it is, then those of larger pixels by their size.
std::vector<Part> parts_of(const scenes::Scene& scene, const SceneImage& image, const std::vector<Band>& bands)
{
    const Grid with_index = scene.grid(image.bands);
    Part with_image{with_index, {}, 1};
    std::map<double, Part> larger;
    for (const Band band : bands) {
        const auto& there = scene.facts().bands;
        if (std::find(there.begin(), there.end(), band) == there.end()) continue;
        const Grid own = scene.grid({band});
        std::vector<Band> together = image.bands;
        together.push_back(band);
        if (scene.grid(together) == with_index) {
            with_image.bands.push_back(band);
            continue;
        }
        Part& part = larger[std::abs(own.dx)];
        part.whole = own;
        part.bands.push_back(band);
        part.times = static_cast<int>(std::lround(own.dx / image.grid.dx));
    }
    std::vector<Part> parts{with_image};
    for (auto& [pixel_m, part] : larger) parts.push_back(std::move(part));
    return parts;
}

/// The part of `part.whole` that `window` of the image's own grid touches, and its pixels as a grid moved like the image.
struct Frame {
    Window window;
    Grid grid;
};

Frame frame_of(const Part& part, const SceneImage& image)
{
    if (part.times == 1) return {image.window, image.grid};
    const Window& w = image.window;
    const int row = w.row / part.times, col = w.col / part.times;
    const Window coarse{row, col, std::min(part.whole.rows, (w.row + w.rows + part.times - 1) / part.times) - row,
                        std::min(part.whole.cols, (w.col + w.cols + part.times - 1) / part.times) - col};
    Grid grid = part.whole.crop(coarse);
    grid.x0 = image.grid.x0 - (w.col - col * part.times) * image.grid.dx;
    grid.y0 = image.grid.y0 - (w.row - row * part.times) * image.grid.dy;
    return {coarse, grid};
}

/// The flags of the pixels of `at` (of the frame): of larger pixels the union within, and `outside` beyond the image.
Mask flags_in(const SceneImage& image, const Frame& frame, int times, const Window& at)
{
    if (image.mask.size() == 0) return Mask::Zero(at.rows, at.cols);
    if (times == 1) return image.mask.block(at.row, at.col, at.rows, at.cols);
    const int first_row = (frame.window.row + at.row) * times - image.window.row;
    const int first_col = (frame.window.col + at.col) * times - image.window.col;
    Mask flags(at.rows, at.cols);
    for (int row = 0; row < at.rows; ++row)
        for (int col = 0; col < at.cols; ++col) {
            unsigned bits = 0;
            for (int i = 0; i < times * times; ++i) {
                const int r = first_row + row * times + i / times, c = first_col + col * times + i % times;
                const bool inside = r >= 0 && c >= 0 && r < image.mask.rows() && c < image.mask.cols();
                bits |= inside ? image.mask(r, c) : static_cast<unsigned>(PixelFlag::outside);
            }
            flags(row, col) = static_cast<std::uint8_t>(bits);
        }
    return flags;
}

Window shared(const Window& a, const Window& b)
{
    const int row = std::max(a.row, b.row), col = std::max(a.col, b.col);
    return {row, col, std::min(a.row + a.rows, b.row + b.rows) - row, std::min(a.col + a.cols, b.col + b.cols) - col};
}

/// The blocks of a file in which something is wanted, and what: `wanted` is in the pixels of the frame.
struct Task {
    std::vector<Window> wanted;
};

std::vector<Task> tasks_over(const std::vector<Window>& tiles, const Frame& frame, const scenes::BlockSize& unit)
{
    std::vector<Task> tasks;
    for (Window block : work_blocks(frame.window, unit)) {
        block.row -= frame.window.row, block.col -= frame.window.col;
        Task task;
        for (const Window& tile : tiles) {
            const Window both = shared(tile, block);
            if (both.rows > 0 && both.cols > 0) task.wanted.push_back(both);
        }
        if (!task.wanted.empty()) tasks.push_back(std::move(task));
    }
    return tasks;
}

CoastalPixels read_part(Run& run, const scenes::Scene& scene, const SceneImage& image, const Part& part, const std::vector<Polyline>& lines,
                        double reach_m)
{
    const Frame frame = frame_of(part, image);
    CoastalPixels near(frame.grid, part.bands);
    const std::vector<Window> tiles = coastal_tiles(frame.grid, lines, reach_m);
    near.hold(tiles);
    const auto tasks = tasks_over(tiles, frame, scene.band_reader(run.session, part.bands).block_size());
    parallel_for_with(
        static_cast<int>(tasks.size()), [&] { return scene.band_reader(run.session, part.bands); },
        [&](const scenes::BandReader& reader, int i) {
            for (const Window& at : tasks[static_cast<std::size_t>(i)].wanted) {
                const Window of_scene{frame.window.row + at.row, frame.window.col + at.col, at.rows, at.cols};
                const Reflectance pixels = reader.read_apart(of_scene, flags_in(image, frame, part.times, at));
                for (std::size_t slot = 0; slot < part.bands.size(); ++slot) near.put(static_cast<int>(slot), at, pixels[part.bands[slot]]);
            }
        });
    return near;
}

}  // namespace

std::vector<CoastalPixels> read_coastal_pixels(Run& run, const scenes::Scene& scene, const SceneImage& image,
                                               const std::vector<Polyline>& lines, double reach_m, const std::vector<Band>& bands)
{
    std::vector<CoastalPixels> coast;
    for (const Part& part : parts_of(scene, image, bands))
        if (!part.bands.empty()) coast.push_back(read_part(run, scene, image, part, lines, reach_m));
    return coast;
}

}  // namespace tasi::cli

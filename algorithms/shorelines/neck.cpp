#include "algorithms/shorelines/neck.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tasi {
namespace {

using Run = SurfaceMap::Run;

/// Half the width of a disk in the rows 0, 1, ... from its centre: the largest whole x with 4 (x^2 + row^2) <= across^2.
std::vector<int> half_widths(std::int64_t across)
{
    std::vector<int> widths;
    for (std::int64_t row = 0; 4 * row * row <= across * across; ++row) {
        std::int64_t x = 0;
        while (4 * ((x + 1) * (x + 1) + row * row) <= across * across) ++x;
        widths.push_back(static_cast<int>(x));
    }
    return widths;
}

/// Paints `into` over the parts of the runs `from` (one row) within `reach` columns of runs of another row that are `near`.
void paint_near(const std::vector<Run>& from, const SurfaceMap& map, const std::vector<bool>& near, int row, int reach, Surface into,
                Surface* out)
{
    auto first = from.begin();
    for (std::size_t run = map.first_run(row); run < map.end_run(row) && first != from.end(); ++run) {
        if (!near[run]) continue;
        const int begin = map.runs()[run].begin - reach, end = map.runs()[run].end + reach;
        while (first != from.end() && first->end <= begin) ++first;
        for (auto at = first; at != from.end() && at->begin < end; ++at)
            std::fill(out + std::max(at->begin, begin), out + std::min(at->end, end), into);
    }
}

/// `map` with every pixel of `from` that has a run of `near` under a disk around it turned into `into`.
SurfaceMap spread(const SurfaceMap& map, const std::vector<bool>& near, const std::vector<int>& disk, Surface from, Surface into)
{
    const int radius = static_cast<int>(disk.size()) - 1;
    return SurfaceMap(map.rows(), map.cols(), [&](int row, Surface* out) {
        map.copy_row(row, out);
        std::vector<Run> open;
        for (std::size_t run = map.first_run(row); run < map.end_run(row); ++run)
            if (map.runs()[run].surface == from) open.push_back(map.runs()[run]);
        if (open.empty()) return;
        for (int other = std::max(0, row - radius); other <= std::min(map.rows() - 1, row + radius); ++other)
            paint_near(open, map, near, other, disk[static_cast<std::size_t>(std::abs(other - row))], into, out);
    });
}

std::vector<bool> runs_of(const SurfaceMap& map, Surface surface)
{
    std::vector<bool> found(map.runs().size());
    for (std::size_t run = 0; run < found.size(); ++run) found[run] = map.runs()[run].surface == surface;
    return found;
}

}  // namespace

SurfaceMap cut_necks(const SurfaceMap& map, const std::vector<bool>& closing, int neck_px)
{
    return spread(map, closing, half_widths(neck_px), Surface::inland_water, Surface::narrow_water);
}

SurfaceMap regrown_sea(const SurfaceMap& map, int neck_px)
{
    const auto grown = [](const SurfaceMap& from, const std::vector<int>& disk) {
        return spread(from, runs_of(from, Surface::sea), disk, Surface::narrow_water, Surface::sea);
    };
    const std::vector<int> step = half_widths(2);  // the four pixels beside one
    SurfaceMap sea = grown(map, half_widths(neck_px));
    for (int i = 0; i < (neck_px + 1) / 2; ++i) sea = grown(sea, step);
    for (std::size_t run = 0; run < sea.runs().size(); ++run)
        if (sea.runs()[run].surface == Surface::narrow_water) sea.set(run, Surface::inland_water);
    return sea;
}

int neck_pixels(double neck_m, double pixel_m) { return static_cast<int>(std::ceil(neck_m / pixel_m - 1e-9)); }

}  // namespace tasi

#include "tools/composite_grid.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/core/north_up.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/scene_area.hpp"

namespace tasi::cli {
namespace {

/// The grid of the scene with which most scenes share theirs, up to whole pixels; of several the earliest.
const Grid& most_common_grid(const std::vector<CompositeScene>& scenes, const std::vector<std::size_t>& candidates)
{
    const Grid* best = nullptr;
    long most = 0;
    for (const std::size_t i : candidates) {
        const long sharing = std::count_if(scenes.begin(), scenes.end(),
                                           [&](const CompositeScene& other) { return on_one_lattice(scenes[i].grid, other.grid); });
        if (sharing > most) {
            most = sharing;
            best = &scenes[i].grid;
        }
    }
    return *best;
}

/// The edge of a grid, drawn with many vertices: straight in one CRS is not straight in another.
Extent extent_in(Run& run, const Grid& grid, const Crs& crs)
{
    constexpr int steps = 32;
    if (grid.crs == crs) {
        Extent plain;
        plain.add(grid.at_corner(0, 0));
        plain.add(grid.at_corner(grid.rows, grid.cols));
        return plain;
    }
    const io::Transformer transform(run.session, grid.crs, crs);
    Extent extent;
    for (int i = 0; i <= steps; ++i) {
        const double row = grid.rows * static_cast<double>(i) / steps, col = grid.cols * static_cast<double>(i) / steps;
        for (const Point& p :
             {grid.at_corner(row, 0), grid.at_corner(row, grid.cols), grid.at_corner(0, col), grid.at_corner(grid.rows, col)})
            extent.add(transform(p));
    }
    return extent;
}

/// The pixels of the lattice of `grid` that cover `extent`.
Grid covering(const Grid& grid, const Extent& extent, double slack)
{
    const double left = std::floor((extent.least.x - grid.x0) / grid.dx + slack),
                 right = std::ceil((extent.most.x - grid.x0) / grid.dx - slack);
    const double top = std::floor((extent.most.y - grid.y0) / grid.dy + slack),
                 bottom = std::ceil((extent.least.y - grid.y0) / grid.dy - slack);
    if (right - left > 1e6 || bottom - top > 1e6)
        throw LimitError("GRID", "", "the scenes lie too far apart for one composite", "give --aoi or --bbox, or fewer scenes");
    return {static_cast<int>(bottom - top),
            static_cast<int>(right - left),
            grid.x0 + left * grid.dx,
            grid.y0 + top * grid.dy,
            grid.dx,
            grid.dy,
            grid.crs};
}

/// A lattice for a CRS in which there is no scene: whole multiples of the pixel size.
Grid lattice_in(Run& run, const Grid& common, const Crs& crs)
{
    const double size = std::abs(common.dx);
    return covering({0, 0, 0, 0, size, -size, crs}, extent_in(run, common, crs), 0);
}

/// Far outside of its area a projection still gives numbers, but no metres.
void require_area_of_use(Run& run, const std::vector<CompositeScene>& scenes, const Crs& crs)
{
    for (const CompositeScene& scene : scenes) {
        const io::Transformer transform(run.session, scene.grid.crs, crs);
        const Point middle = transform(scene.grid.at_corner(scene.grid.rows / 2.0, scene.grid.cols / 2.0));
        cli::require_area_of_use(crs, middle, scene.scene.facts().path);
    }
}

Grid lattice(Run& run, const CompositePlan& plan, const CompositeChoice& choice)
{
    std::vector<std::size_t> all, wanted;
    std::optional<Crs> crs;
    if (choice.crs) crs = io::crs_from_user(*choice.crs), io::require_metres(*crs, "--crs " + *choice.crs);
    if (crs) require_area_of_use(run, plan.scenes, *crs);
    for (std::size_t i = 0; i < plan.scenes.size(); ++i) {
        all.push_back(i);
        if (crs && plan.scenes[i].grid.crs == *crs) wanted.push_back(i);
    }
    if (!crs) return north_up(most_common_grid(plan.scenes, all));
    if (!wanted.empty()) return north_up(most_common_grid(plan.scenes, wanted));
    return lattice_in(run, most_common_grid(plan.scenes, all), *crs);
}

/// The smallest part of the lattice that holds the scenes on it, or all scenes when none is.
Grid united(Run& run, const Grid& lattice, const std::vector<CompositeScene>& scenes)
{
    Extent extent;
    for (const bool only_sharing : {true, false}) {
        for (const CompositeScene& scene : scenes) {
            if (only_sharing && !on_one_lattice(lattice, scene.grid)) continue;
            const Extent own = extent_in(run, scene.grid, lattice.crs);
            extent.add(own.least);
            extent.add(own.most);
        }
        if (!extent.empty()) break;
    }
    return covering(lattice, extent, 1e-6);
}

/// The pixels of a scene that a bilinear interpolation to `target` may need; no rows when it lies elsewhere. A few more cost nothing.
Window needed_window(Run& run, const Grid& scene, const Grid& target)
{
    constexpr double margin = 4;
    const Extent extent = extent_in(run, target, scene.crs);
    const auto part = [](double a, double b, int count) {
        const double first = std::clamp(std::floor(std::min(a, b)) - margin, 0.0, static_cast<double>(count));
        const double last = std::clamp(std::ceil(std::max(a, b)) + margin, 0.0, static_cast<double>(count));
        return std::pair{static_cast<int>(first), static_cast<int>(last - first)};
    };
    const auto [row, rows] = part((extent.least.y - scene.y0) / scene.dy, (extent.most.y - scene.y0) / scene.dy, scene.rows);
    const auto [col, cols] = part((extent.least.x - scene.x0) / scene.dx, (extent.most.x - scene.x0) / scene.dx, scene.cols);
    return rows > 0 && cols > 0 ? Window{row, col, rows, cols} : Window{};
}

void require_size(const Run& run, const Grid& grid)
{
    const long long pixels = static_cast<long long>(grid.rows) * grid.cols;
    if (pixels > run.session.max_pixels)
        throw LimitError("PIXELS", "",
                         fmt::format("the composite would have {} x {} pixels, more than {}", grid.rows, grid.cols, run.session.max_pixels),
                         "give --aoi or --bbox");
}

void warn_about_resampling(Run& run, const CompositePlan& plan)
{
    for (const CompositeScene& scene : plan.scenes) {
        if (!scene.resampled) continue;
        run.session.warnings.add(
            "RESAMPLED", scene.scene.facts().path,
            fmt::format("the index was interpolated from its own grid ({}, {} m) to that of the composites ({}, {} m)", scene.grid.crs.name,
                        format_number(std::abs(scene.grid.dx)), plan.grid.crs.name, format_number(plan.grid.dx)));
    }
}

}  // namespace

void settle_grid(Run& run, CompositePlan& plan, const CompositeChoice& choice, const SceneInputOptions& input)
{
    const Grid whole = united(run, lattice(run, plan, choice), plan.scenes);
    plan.area = area_in(run, whole, input);
    const Window window = plan.area ? window_of(whole, *plan.area) : whole.whole();
    if (window.rows == 0)
        throw NoResultError("AOI", plan.scenes.front().scene.facts().path, "the scenes do not overlap the area of interest",
                            "check the area and the CRS (zone) of the scenes");
    plan.grid = whole.crop(window);
    require_size(run, plan.grid);
    for (CompositeScene& scene : plan.scenes) scene.needed = needed_window(run, scene.grid, plan.grid);
    std::erase_if(plan.scenes, [&](const CompositeScene& scene) {
        if (scene.needed.rows > 0) return false;
        run.session.warnings.add("OUTSIDE", scene.scene.facts().path, "left out: it does not overlap the grid of the composites");
        return true;
    });
    if (plan.scenes.empty()) throw NoResultError("AOI", "", "no scene overlaps the area of interest", "check the area");
    for (CompositeScene& scene : plan.scenes) scene.resampled = !on_one_lattice(plan.grid, scene.grid);
    warn_about_resampling(run, plan);
    run.session.note("analysis CRS", plan.grid.crs.name);
    run.session.note("composite grid", fmt::format("{} x {} pixels of {} m, corner {}, {}", plan.grid.rows, plan.grid.cols,
                                                   format_number(plan.grid.dx), format_number(plan.grid.x0), format_number(plan.grid.y0)));
}

}  // namespace tasi::cli

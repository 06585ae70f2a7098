#include "algorithms/shorelines/sea_choice.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/across_gaps.hpp"
#include "algorithms/shorelines/sea_side.hpp"
#include "src/core/covered_pixels.hpp"

namespace tasi {
namespace {

constexpr int rows_at_a_time = 64;

class Chooser {
public:
    Chooser(const SurfaceMap& map, Bodies& bodies, const Grid& grid, double least_water_px)
        : map_(map), bodies_(bodies), grid_(grid), least_water_px_(least_water_px)
    {
        choice_.sea.assign(map.runs().size(), false);
    }

    void by_points(const std::vector<Point>& points)
    {
        for (const Point& p : points) {
            const double col = std::floor((p.x - grid_.x0) / grid_.dx), row = std::floor((p.y - grid_.y0) / grid_.dy);
            const bool inside = col >= 0 && col < grid_.cols && row >= 0 && row < grid_.rows;
            const std::size_t run = inside ? map_.run_at(static_cast<int>(row), static_cast<int>(col)) : 0;
            if (!inside || !is_open(run))
                ++choice_.points_on_no_water;
            else if (is_large(run))
                choose(run);
            else
                ++choice_.small_waters_left_out;
        }
    }

    void by_areas(const std::vector<Polygon>& areas)
    {
        if (areas.empty()) return;
        for (int first = 0; first < grid_.rows; first += rows_at_a_time) {
            const Window window{first, 0, std::min(rows_at_a_time, grid_.rows - first), grid_.cols};
            const Mask covered = covered_pixels(grid_, window, areas);
            for (int row = 0; row < window.rows; ++row) {
                const std::uint8_t* const inside = &covered(row, 0);
                for (std::size_t run = map_.first_run(first + row); run < map_.end_run(first + row); ++run) {
                    if (!is_open(run) || !is_large(run) || choice_.sea[bodies_.label(run)]) continue;
                    const auto& at = map_.runs()[run];
                    if (std::find(inside + at.begin, inside + at.end, 1) != inside + at.end) choose(run);
                }
            }
        }
    }

    void by_coast(const std::vector<Polyline>& coast, double reach_m)
    {
        std::vector<long> seaward(choice_.sea.size(), 0);  // places, less those that see it landward alone
        for (const WaterBeside& water : look_beside(coast, map_, grid_, reach_m).waters) {
            if (water.seaward) ++seaward[bodies_.label(*water.seaward)];
            if (water.landward && !(water.seaward && bodies_.label(*water.seaward) == bodies_.label(*water.landward)))
                --seaward[bodies_.label(*water.landward)];
        }
        for (std::size_t run = 0; run < seaward.size(); ++run)
            if (seaward[run] > 0 && is_open(run) && is_large(run) && !bodies_.of(run).is_enclosed()) choose(run);
    }

    void by_size_at_the_edge(double share)
    {
        const auto could_be = [&](std::size_t run) { return is_open(run) && bodies_.is_label(run) && bodies_.of(run).at_edge; };
        long largest = 0;
        for (std::size_t run = 0; run < map_.runs().size(); ++run)
            if (could_be(run)) largest = std::max(largest, bodies_.of(run).pixels);
        for (std::size_t run = 0; run < map_.runs().size(); ++run)
            if (could_be(run) && static_cast<double>(bodies_.of(run).pixels) >= share * static_cast<double>(largest)) choose(run);
        choice_.guessed = true;
    }

    void by_facing(int widest_px)
    {
        const auto chosen = [&] { return std::count(choice_.sea.begin(), choice_.sea.end(), true); };
        const auto before = chosen();
        add_across_gaps(map_, bodies_, widest_px, choice_.sea);
        choice_.across_gaps = chosen() - before;
    }

    bool found() const { return std::find(choice_.sea.begin(), choice_.sea.end(), true) != choice_.sea.end(); }
    SeaChoice take() { return std::move(choice_); }

private:
    bool is_open(std::size_t run) const { return map_.runs()[run].surface == Surface::inland_water; }
    bool is_large(std::size_t run) { return static_cast<double>(bodies_.of(run).pixels) >= least_water_px_; }
    void choose(std::size_t run) { choice_.sea[bodies_.label(run)] = true; }

    const SurfaceMap& map_;
    Bodies& bodies_;
    const Grid& grid_;
    double least_water_px_;
    SeaChoice choice_;
};

}  // namespace

SeaChoice choose_sea(const SurfaceMap& map, Bodies& bodies, const Grid& grid, const SeaOptions& options, double least_water_px)
{
    Chooser chooser(map, bodies, grid, least_water_px);
    bool pieces_are_known = true;  // each by itself
    if (!options.sea_points.empty() || !options.sea_areas.empty()) {
        chooser.by_points(options.sea_points);
        chooser.by_areas(options.sea_areas);
        pieces_are_known = !options.sea_areas.empty();
    } else {
        chooser.by_coast(options.coast, options.coast_reach_m);
        if (!chooser.found()) chooser.by_size_at_the_edge(options.guess_share), pieces_are_known = false;
    }
    if (!pieces_are_known && options.gap_px > 0) chooser.by_facing(options.gap_px);
    return chooser.take();
}

}  // namespace tasi

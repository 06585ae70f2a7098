#include "tools/composite_blocks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "src/core/parallel.hpp"
#include "src/io/block_raster.hpp"
#include "tools/composite_reader.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

constexpr double values_bytes = 128.0 * 1024 * 1024;
constexpr std::array block_sides{1024, 512, 256, 128, 64};  // whole tiles of the files, so that no tile is decoded twice

/// The largest block whose scenes fit the room for index values. It depends on the scenes alone, never on the machine.
int block_side(const CompositePlan& plan)
{
    std::size_t most = 1;
    for (const Period& period : plan.periods) {
        std::size_t together = 0;
        for (const Period& one : pooled_with(period, plan.periods)) together += plan.scenes_of(one).size();
        most = std::max(most, together);
    }
    for (const int side : block_sides)
        if (static_cast<double>(most) * side * side * sizeof(float) <= values_bytes) return side;
    return block_sides.back();
}

std::vector<Window> blocks_of(const Grid& grid, int side)
{
    std::vector<Window> blocks;
    for (int row = 0; row < grid.rows; row += side)
        for (int col = 0; col < grid.cols; col += side)
            blocks.push_back({row, col, std::min(side, grid.rows - row), std::min(side, grid.cols - col)});
    return blocks;
}

/// The four rasters of one period.
struct PeriodRasters {
    using Kind = io::BlockRaster::Kind;
    io::BlockRaster median, count, sd, pooled;

    PeriodRasters(const io::AtomicOutput& output, const CompositeFiles& names, const Grid& grid, const std::string& index)
        : median(output.working_path(names.median), grid, Kind::real, "median " + index, shown(output, names.median)),
          count(output.working_path(names.count), grid, Kind::count, "observations", shown(output, names.count)),
          sd(output.working_path(names.sd), grid, Kind::real, "standard deviation of " + index, shown(output, names.sd)),
          pooled(output.working_path(names.pooled), grid, Kind::marker, "1 where neighbouring years take part", shown(output, names.pooled))
    {
    }
    static std::string shown(const io::AtomicOutput& output, const std::string& name) { return (output.target() / name).string(); }
    void write(const Window& window, const Composite& block)
    {
        median.write(window, block.median);
        count.write(window, block.count.cast<float>());
        sd.write(window, block.sd);
        pooled.write(window, block.pooled.cast<float>());
    }
    void finish()
    {
        for (io::BlockRaster* raster : {&median, &count, &sd, &pooled}) raster->finish();
    }
};

/// Goes through the periods of each block and keeps the index of those scenes that the present period and its neighbours need.
class BlockLoop {
public:
    BlockLoop(Run& run, const CompositePlan& plan, const CompositeChoice& choice, const io::AtomicOutput& output)
        : plan_(plan), choice_(choice), reader_(run, plan, choice.index)
    {
        for (const Period& period : plan.periods) {
            numbers_.emplace(period, plan.scenes_of(period));
            rasters_.push_back(std::make_unique<PeriodRasters>(output, files_of(period, choice.index), plan.grid, choice.index));
            results_.push_back({period, shares(period), 0, 0, 0, 0, 0});
        }
    }

    void compute(const Window& window)
    {
        const BlockPlace place = reader_.place_of(window);
        for (std::size_t p = 0; p < plan_.periods.size(); ++p) {
            const std::vector<Period> together = periods_for(plan_.periods[p]);
            hold(together, place);
            const Composite block = composite_of(layers(plan_.periods[p]), neighbours(plan_.periods[p], together), choice_.statistics);
            rasters_[p]->write(window, block);
            add(results_[p], block);
        }
        held_.clear();
    }

    std::vector<PeriodResult> finish(Progress& progress)
    {
        for (std::size_t p = 0; p < rasters_.size(); ++p) {
            progress.show(fmt::format("writing {} of {} composites", p + 1, rasters_.size()));
            rasters_[p]->finish();
        }
        reader_.warn();
        return std::move(results_);
    }

private:
    std::vector<Period> periods_for(const Period& period) const
    {
        return choice_.statistics.min_count > 1 ? pooled_with(period, plan_.periods) : std::vector<Period>{period};
    }

    std::vector<SceneShare> shares(const Period& period) const
    {
        std::vector<SceneShare> scenes;
        for (const std::size_t i : plan_.scenes_of(period)) scenes.push_back({i, 0, false});
        for (const Period& other : periods_for(period))
            if (other != period)
                for (const std::size_t i : plan_.scenes_of(other)) scenes.push_back({i, 0, true});
        return scenes;
    }

    void hold(const std::vector<Period>& together, const BlockPlace& place)
    {
        std::erase_if(held_, [&](const auto& one) { return std::find(together.begin(), together.end(), one.first) == together.end(); });
        for (const Period& period : together) {
            if (held_.contains(period)) continue;
            const std::vector<std::size_t>& scenes = numbers_.at(period);
            std::vector<Pixels> values(scenes.size());
            parallel_for(static_cast<int>(scenes.size()), [&](int i) {
                const auto k = static_cast<std::size_t>(i);
                values[k] = reader_.read(scenes[k], place);
            });
            join_overpasses(scenes, values);
            held_.emplace(period, std::move(values));
        }
    }

    void join_overpasses(const std::vector<std::size_t>& scenes, std::vector<Pixels>& values) const
    {
        for (std::size_t k = 0; k < scenes.size(); ++k) {
            const std::size_t first = plan_.scenes[scenes[k]].overpass_first;
            std::vector<const Pixels*> before;
            for (std::size_t j = 0; j < k; ++j)
                if (plan_.scenes[scenes[j]].overpass_first == first) before.push_back(&values[j]);
            keep_first(values[k], before);
        }
    }

    std::vector<const Pixels*> layers(const Period& period) const
    {
        std::vector<const Pixels*> list;
        for (const Pixels& values : held_.at(period)) list.push_back(&values);
        return list;
    }
    std::vector<const Pixels*> neighbours(const Period& period, const std::vector<Period>& together) const
    {
        std::vector<const Pixels*> list;
        for (const Period& other : together)
            if (other != period)
                for (const Pixels* values : layers(other)) list.push_back(values);
        return list;
    }

    static void add(PeriodResult& result, const Composite& block)
    {
        for (std::size_t i = 0; i < block.used.size(); ++i) result.scenes[i].observations += block.used[i];
        result.pixels += block.count.size();
        result.filled += (block.count > std::uint16_t{0}).count();
        result.pooled += (block.pooled != std::uint8_t{0}).count();
        result.few += (block.count > std::uint16_t{0} && block.count < std::uint16_t{few_observations}).count();
        result.unstable += (block.sd > unstable_sd).count();
    }

    const CompositePlan& plan_;
    const CompositeChoice& choice_;
    CompositeReader reader_;
    std::map<Period, std::vector<std::size_t>> numbers_;
    std::map<Period, std::vector<Pixels>> held_;
    std::vector<std::unique_ptr<PeriodRasters>> rasters_;
    std::vector<PeriodResult> results_;
};

}  // namespace

CompositeFiles files_of(const Period& period, const std::string& index)
{
    const std::string name = period.name();
    return {name + "_" + index + ".tif", name + "_count.tif", name + "_sd.tif", name + "_pooled.tif"};
}

std::vector<PeriodResult> compute_composites(Run& run, const CompositePlan& plan, const CompositeChoice& choice,
                                             const io::AtomicOutput& output)
{
    BlockLoop loop(run, plan, choice, output);
    const std::vector<Window> blocks = blocks_of(plan.grid, block_side(plan));
    Progress progress(!run.quiet());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        progress.show(fmt::format("{} of {} blocks", i, blocks.size()));
        loop.compute(blocks[i]);
    }
    return loop.finish(progress);
}

}  // namespace tasi::cli

#include "tools/composite_blocks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "src/core/parallel.hpp"
#include "src/io/block_raster.hpp"
#include "src/io/scratch_file.hpp"
#include "tools/composite_reader.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

constexpr double values_bytes = 128.0 * 1024 * 1024;
constexpr std::array block_sides{1024, 512, 256, 128, 64};
constexpr long long largest_block = 1 << 23;  // pixels

/// How the grid is cut: blocks follow the decoding units of the files, parts of them fit the room for index values.
struct Cut {
    int rows, cols, part_rows;
};

/// The most scenes that stand in memory together.
std::size_t scenes_together(const CompositePlan& plan)
{
    std::size_t most = 1;
    for (const Period& period : plan.periods) {
        std::size_t together = 0;
        for (const Period& one : pooled_with(period, plan.periods)) together += plan.scenes_of(one).size();
        most = std::max(most, together);
    }
    return most;
}

/// It depends on the scenes alone, never on the machine.
Cut cut_of(const CompositePlan& plan, const scenes::BlockSize& unit)
{
    const auto scenes = static_cast<double>(scenes_together(plan));
    int side = block_sides.back();
    for (const int one : block_sides)
        if (scenes * one * one * sizeof(float) <= values_bytes) {
            side = one;
            break;
        }
    const int cols = std::min(std::max(side, unit.cols), plan.grid.cols);
    const int part_rows = std::max(1, side * side / cols);
    const bool units_fit = static_cast<long long>(unit.rows) * cols <= largest_block;
    if (unit.rows > part_rows) return {units_fit ? unit.rows : part_rows, cols, part_rows};
    const int rows = part_rows / unit.rows * unit.rows;
    return {rows, cols, rows};
}

std::vector<Window> cut(const Window& window, int rows, int cols)
{
    std::vector<Window> blocks;
    for (int row = 0; row < window.rows; row += rows)
        for (int col = 0; col < window.cols; col += cols)
            blocks.push_back({window.row + row, window.col + col, std::min(rows, window.rows - row), std::min(cols, window.cols - col)});
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
    std::array<io::BlockRaster*, 4> all() { return {&median, &count, &sd, &pooled}; }
};

/// The index of all scenes in one block, each read once. Of a block that does not fit the room for index values, the scenes wait in a
/// scratch file and come part by part.
class BlockValues {
public:
    BlockValues(CompositeReader& reader, std::size_t scenes, const Cut& cut, const std::filesystem::path& scratch)
        : reader_(reader), waits_(cut.rows > cut.part_rows), scene_bytes_(4LL * cut.rows * cut.cols), read_(scenes), file_(scratch)
    {
    }

    void begin(const Window& block)
    {
        place_ = reader_.place_of(block);
        std::fill(read_.begin(), read_.end(), char{0});
    }

    /// Different scenes may be asked for on different threads.
    Pixels of(std::size_t scene, const Window& part)
    {
        if (!waits_) return reader_.read(scene, place_);
        const long long place = static_cast<long long>(scene) * scene_bytes_;
        if (read_[scene] == 0) {
            const Pixels values = reader_.read(scene, place_);
            file_.write(place,
                        {reinterpret_cast<const std::uint8_t*>(values.data()), static_cast<std::size_t>(values.size()) * sizeof(float)});
            read_[scene] = 1;
        }
        Pixels values(part.rows, part.cols);
        const long long before = static_cast<long long>(part.row - place_.window.row) * part.cols * static_cast<long long>(sizeof(float));
        file_.read(place + before,
                   {reinterpret_cast<std::uint8_t*>(values.data()), static_cast<std::size_t>(values.size()) * sizeof(float)});
        return values;
    }

private:
    CompositeReader& reader_;
    bool waits_;
    long long scene_bytes_;
    std::vector<char> read_;
    io::ScratchFile file_;
    BlockPlace place_;
};

/// Goes through the periods of each block and keeps the index of those scenes that the present period and its neighbours need.
class BlockLoop {
public:
    BlockLoop(Run& run, const CompositePlan& plan, const CompositeChoice& choice, const io::AtomicOutput& output)
        : plan_(plan),
          choice_(choice),
          reader_(run, plan, choice.index, output.working_path()),
          cut_(cut_of(plan, reader_.decoding_unit())),
          values_(reader_, plan.scenes.size(), cut_, output.working_path())
    {
        for (const Period& period : plan.periods) {
            numbers_.emplace(period, plan.scenes_of(period));
            rasters_.push_back(std::make_unique<PeriodRasters>(output, files_of(period, choice.index), plan.grid, choice.index));
            results_.push_back({period, shares(period), 0, 0, 0, 0, 0});
        }
    }

    std::vector<Window> blocks() const { return cut(plan_.grid.whole(), cut_.rows, cut_.cols); }

    void compute(const Window& block)
    {
        values_.begin(block);
        for (const Window& part : cut(block, cut_.part_rows, cut_.cols)) compute_part(part);
    }

    std::vector<PeriodResult> finish(Progress& progress)
    {
        progress.show(fmt::format("writing {} composites", rasters_.size()));
        std::vector<io::BlockRaster*> all;
        for (const auto& rasters : rasters_)
            for (io::BlockRaster* raster : rasters->all()) all.push_back(raster);
        parallel_for(static_cast<int>(all.size()), [&](int i) { all[static_cast<std::size_t>(i)]->finish(); });
        reader_.warn();
        return std::move(results_);
    }

private:
    void compute_part(const Window& part)
    {
        for (std::size_t p = 0; p < plan_.periods.size(); ++p) {
            const std::vector<Period> together = periods_for(plan_.periods[p]);
            hold(together, part);
            const Composite block = composite_of(layers(plan_.periods[p]), neighbours(plan_.periods[p], together), choice_.statistics);
            rasters_[p]->write(part, block);
            add(results_[p], block);
        }
        held_.clear();
    }

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

    void hold(const std::vector<Period>& together, const Window& part)
    {
        std::erase_if(held_, [&](const auto& one) { return std::find(together.begin(), together.end(), one.first) == together.end(); });
        for (const Period& period : together) {
            if (held_.contains(period)) continue;
            const std::vector<std::size_t>& scenes = numbers_.at(period);
            std::vector<Pixels> values(scenes.size());
            parallel_for(static_cast<int>(scenes.size()), [&](int i) {
                const auto k = static_cast<std::size_t>(i);
                values[k] = values_.of(scenes[k], part);
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
    Cut cut_;
    BlockValues values_;
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
    const std::vector<Window> blocks = loop.blocks();
    Progress progress(!run.quiet());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        progress.show(fmt::format("{} of {} blocks", i, blocks.size()));
        loop.compute(blocks[i]);
    }
    return loop.finish(progress);
}

}  // namespace tasi::cli

#include "algorithms/shorelines/surface_map.hpp"

#include <cstring>
#include <iterator>

#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr int rows_per_task = 64;

void append_runs(const std::vector<Surface>& row, std::vector<SurfaceMap::Run>& runs)
{
    const int cols = static_cast<int>(row.size());
    for (int begin = 0, end = 0; begin < cols; begin = end) {
        const Surface surface = row[static_cast<std::size_t>(begin)];
        std::uint64_t eight = 0;
        const std::uint64_t alike = 0x0101010101010101U * static_cast<std::uint64_t>(surface);
        for (; end + 8 <= cols; end += 8) {
            std::memcpy(&eight, row.data() + end, sizeof eight);
            if (eight != alike) break;
        }
        while (end < cols && row[static_cast<std::size_t>(end)] == surface) ++end;
        runs.push_back({begin, end, surface});
    }
}

}  // namespace

SurfaceMap::SurfaceMap(int rows, int cols, const RowReader& read_row) : first_(static_cast<std::size_t>(rows) + 1, 0), cols_(cols)
{
    const int tasks = (rows + rows_per_task - 1) / rows_per_task;
    std::vector<std::vector<Run>> parts(static_cast<std::size_t>(tasks));
    parallel_for(tasks, [&](int task) {
        auto& part = parts[static_cast<std::size_t>(task)];
        std::vector<Surface> surfaces(static_cast<std::size_t>(cols));
        for (int row = task * rows_per_task; row < std::min(rows, (task + 1) * rows_per_task); ++row) {
            const std::size_t before = part.size();
            read_row(row, surfaces.data());
            append_runs(surfaces, part);
            first_[static_cast<std::size_t>(row) + 1] = part.size() - before;
        }
    });
    for (std::size_t row = 1; row < first_.size(); ++row) first_[row] += first_[row - 1];
    runs_.reserve(first_.back());
    for (auto& part : parts) {
        runs_.insert(runs_.end(), part.begin(), part.end());
        std::vector<Run>().swap(part);
    }
}

std::size_t SurfaceMap::run_at(int row, int col) const
{
    const auto begin = runs_.begin() + static_cast<std::ptrdiff_t>(first_run(row)),
               end = runs_.begin() + static_cast<std::ptrdiff_t>(end_run(row));
    const auto after = std::upper_bound(begin, end, col, [](int c, const Run& run) { return c < run.begin; });
    return static_cast<std::size_t>(std::prev(after) - runs_.begin());
}

void SurfaceMap::copy_row(int row, Surface* out) const
{
    for (std::size_t i = first_run(row); i < end_run(row); ++i) std::fill(out + runs_[i].begin, out + runs_[i].end, runs_[i].surface);
}

}  // namespace tasi

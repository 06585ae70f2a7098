#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/thresholds/sample.hpp"
#include "src/core/parallel.hpp"

namespace tasi {

template <class Part, class Visit, class Merge>
Part Sample::over_rows(const Part& start, Visit&& visit, Merge&& merge) const
{
    constexpr int rows_per_task = 256, rows_at_once = 32;
    const int tasks = (rows_.rows + rows_per_task - 1) / rows_per_task;
    std::vector<Part> parts(static_cast<std::size_t>(tasks), start);
    parallel_for_with(
        tasks, [] { return IndexImage{}; },
        [&](IndexImage& buffer, int task) {
            Part part = start;
            const int end = std::min(rows_.rows, (task + 1) * rows_per_task);
            for (int first = task * rows_per_task; first < end; first += rows_at_once) {
                const int count = std::min(rows_at_once, end - first);
                const IndexStrip strip = rows_.read(first, count, buffer);
                for (int row = 0; row < count; ++row) {
                    const Eigen::Index at = Eigen::Index{row} * rows_.cols;
                    visit(part, Row{strip.values + at, mask_.size() == 0 ? nullptr : &mask_(first + row, 0),
                                    strip.by_rule ? strip.by_rule + at : nullptr});
                }
            }
            parts[static_cast<std::size_t>(task)] = std::move(part);
        });
    Part whole = start;
    for (const Part& part : parts) merge(whole, part);
    return whole;
}

template <class Part, class Visit, class Merge>
Part Sample::reduce(const Part& start, Visit&& visit, Merge&& merge) const
{
    return over_rows(
        start,
        [&](Part& part, const Row& row) {
            for (int col = 0; col < rows_.cols; ++col)
                if (row.takes_part(col)) visit(part, static_cast<double>(row.values[col]));
        },
        merge);
}

}  // namespace tasi

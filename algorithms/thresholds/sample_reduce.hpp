#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/thresholds/sample.hpp"
#include "src/core/parallel.hpp"

namespace tasi {

template <class Part, class Visit, class Merge>
Part Sample::over_pixels(const Part& start, Visit&& visit, Merge&& merge) const
{
    constexpr Eigen::Index rows_per_task = 256;
    const Eigen::Index rows = image_.values.rows();
    const int tasks = static_cast<int>((rows + rows_per_task - 1) / rows_per_task);
    std::vector<Part> parts(static_cast<std::size_t>(tasks), start);
    parallel_for(tasks, [&](int task) {
        Part part = start;
        const Eigen::Index begin = task * rows_per_task, end = std::min(rows, begin + rows_per_task);
        for (Eigen::Index row = begin; row < end; ++row)
            for (Eigen::Index col = 0; col < image_.values.cols(); ++col) visit(part, row, col);
        parts[static_cast<std::size_t>(task)] = std::move(part);
    });
    Part whole = start;
    for (const Part& part : parts) merge(whole, part);
    return whole;
}

template <class Part, class Visit, class Merge>
Part Sample::reduce(const Part& start, Visit&& visit, Merge&& merge) const
{
    return over_pixels(
        start,
        [&](Part& part, Eigen::Index row, Eigen::Index col) {
            if (takes_part(row, col)) visit(part, static_cast<double>(image_.values(row, col)));
        },
        merge);
}

}  // namespace tasi

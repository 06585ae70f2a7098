#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "src/core/transect.hpp"

namespace tasi {

/// Transects laid into square cells, so that a shoreline is walked once, vertex by vertex, and each of its segments finds the few
/// transects beside it. Built once for all dates and read by any thread; the cost of a date grows with its vertices alone.
class TransectGrid {
public:
    explicit TransectGrid(const std::vector<Transect>& transects);

    /// Which transects a segment has already met; one per thread.
    class Seen {
    public:
        explicit Seen(std::size_t transects) : mark_(transects, 0) {}
        void next() { ++now_; }
        bool first_time(std::uint32_t transect) { return mark_[transect] != now_ && (mark_[transect] = now_, true); }

    private:
        std::vector<std::uint64_t> mark_;
        std::uint64_t now_ = 0;
    };

    /// Calls `visit` once with the number of every transect that a-b may meet, and of some that it does not.
    template <class Visit>
    void for_each_near(const Point& a, const Point& b, Seen& seen, Visit&& visit) const;

private:
    std::int64_t column(double x) const { return cell_number(x - low_.x, columns_); }
    std::int64_t row(double y) const { return cell_number(y - low_.y, rows_); }
    /// -1 before the first and `count` behind the last, so that nothing overflows.
    std::int64_t cell_number(double from_low, std::int64_t count) const
    {
        const double cell = std::floor(from_low * cells_per_m_);
        return cell < 0 ? -1 : cell >= static_cast<double>(count) ? count : static_cast<std::int64_t>(cell);
    }

    /// Every cell that comes within the slack of a-b, and a few more.
    template <class Visit>
    void for_each_cell(const Point& a, const Point& b, Visit&& visit) const;

    void choose_cells(const std::vector<Transect>& transects);

    Point low_;
    double cell_m_ = 1, cells_per_m_ = 1, slack_m_ = 0;
    std::int64_t columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> first_;  ///< of each cell in `transects_`, and the end
    std::vector<std::uint32_t> transects_;
};

template <class Visit>
void TransectGrid::for_each_near(const Point& a, const Point& b, Seen& seen, Visit&& visit) const
{
    const std::int64_t column_a = column(a.x), row_a = row(a.y);
    if (column_a == column(b.x) && row_a == row(b.y)) {
        if (column_a < 0 || column_a >= columns_ || row_a < 0 || row_a >= rows_) return;
        const auto cell = static_cast<std::size_t>(row_a * columns_ + column_a);
        for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) visit(transects_[i]);
        return;
    }
    seen.next();
    for_each_cell(a, b, [&](std::size_t cell) {
        for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i)
            if (seen.first_time(transects_[i])) visit(transects_[i]);
    });
}

template <class Visit>
void TransectGrid::for_each_cell(const Point& a, const Point& b, Visit&& visit) const
{
    const double least_x = std::min(a.x, b.x), most_x = std::max(a.x, b.x);
    const std::int64_t low = std::max<std::int64_t>(row(std::min(a.y, b.y) - slack_m_), 0);
    const std::int64_t high = std::min(row(std::max(a.y, b.y) + slack_m_), rows_ - 1);
    const double dx = b.x - a.x, dy = b.y - a.y;
    for (std::int64_t r = low; r <= high; ++r) {
        double x0 = least_x, x1 = most_x;
        if (low != high && dy != 0) {
            const double bottom = low_.y + static_cast<double>(r) * cell_m_ - slack_m_, top = bottom + cell_m_ + 2 * slack_m_;
            const double from = std::clamp((bottom - a.y) / dy, 0.0, 1.0), to = std::clamp((top - a.y) / dy, 0.0, 1.0);
            x0 = std::min(a.x + from * dx, a.x + to * dx);
            x1 = std::max(a.x + from * dx, a.x + to * dx);
        }
        const std::int64_t left = std::max<std::int64_t>(column(x0 - slack_m_), 0), right = std::min(column(x1 + slack_m_), columns_ - 1);
        for (std::int64_t c = left; c <= right; ++c) visit(static_cast<std::size_t>(r * columns_ + c));
    }
}

}  // namespace tasi

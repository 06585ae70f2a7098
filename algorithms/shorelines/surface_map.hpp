#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace tasi {

/// What a pixel shows.
enum class Surface : std::uint8_t {
    no_data,  ///< outside the swath, in a gap, or without value
    hidden,   ///< flagged: cloud, shadow, snow, saturated, defective
    land,
    inland_water,  ///< lagoons, ponds, rivers that do not reach the sea in view
    sea,
    islet,         ///< land too small to keep, within the sea
    narrow_water,  ///< only while the sea is looked for: where no disk of the least mouth fits
};

inline bool is_water(Surface surface)
{
    return surface == Surface::inland_water || surface == Surface::sea || surface == Surface::narrow_water;
}
inline bool is_missing(Surface surface) { return surface == Surface::no_data || surface == Surface::hidden; }

/// The surface of every pixel of an image, kept as runs along rows: a few bytes per change, not per pixel.
class SurfaceMap {
public:
    struct Run {
        int begin, end;  ///< columns begin .. end - 1
        Surface surface;
    };
    /// Writes the surfaces of `row` to `out[0..cols-1]`; called from several threads.
    using RowReader = std::function<void(int row, Surface* out)>;

    SurfaceMap(int rows, int cols, const RowReader& read_row);

    int rows() const { return static_cast<int>(first_.size()) - 1; }
    int cols() const { return cols_; }
    const std::vector<Run>& runs() const { return runs_; }
    std::size_t first_run(int row) const { return first_[static_cast<std::size_t>(row)]; }
    std::size_t end_run(int row) const { return first_[static_cast<std::size_t>(row) + 1]; }
    std::size_t run_at(int row, int col) const;

    Surface at(int row, int col) const { return runs_[run_at(row, col)].surface; }
    void copy_row(int row, Surface* out) const;
    void set(std::size_t run, Surface surface) { runs_[run].surface = surface; }

    /// Calls `visit(run, other, sides)` once for every two runs that touch, in a fixed order; `sides` is false where
    /// they share corners only.
    template <class Visit>
    void visit_neighbours(Visit&& visit) const;

private:
    std::vector<Run> runs_;
    std::vector<std::size_t> first_;
    int cols_;
};

template <class Visit>
void SurfaceMap::visit_neighbours(Visit&& visit) const
{
    for (int row = 0; row < rows(); ++row) {
        for (std::size_t run = first_run(row); run + 1 < end_run(row); ++run) visit(run, run + 1, true);
        if (row == 0) continue;
        std::size_t above = first_run(row - 1);
        for (std::size_t run = first_run(row); run < end_run(row); ++run) {
            while (runs_[above].end < runs_[run].begin) ++above;
            for (std::size_t other = above; other < end_run(row - 1) && runs_[other].begin <= runs_[run].end; ++other)
                visit(run, other, std::max(runs_[run].begin, runs_[other].begin) < std::min(runs_[run].end, runs_[other].end));
        }
    }
}

}  // namespace tasi

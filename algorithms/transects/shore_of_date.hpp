#pragma once

#include <string>
#include <vector>

#include "algorithms/transects/cross.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "src/core/shoreline.hpp"

namespace tasi {

/// All lines of one date, scene and sensor, ready to be searched.
class ShoreOfDate {
public:
    ShoreOfDate() = default;
    /// `shorelines` agree in date, scene and sensor; rings below `min_island_m2` are small.
    ShoreOfDate(std::vector<const Shoreline*> shorelines, double min_island_m2);

    const Shoreline& first() const { return *shorelines_.front(); }
    const Shoreline& owner(int line) const { return *shorelines_[static_cast<std::size_t>(lines_[static_cast<std::size_t>(line)].owner)]; }
    const SegmentIndex& index() const { return index_; }
    bool ring(int line) const { return lines_[static_cast<std::size_t>(line)].ring; }
    bool small_ring(int line) const { return lines_[static_cast<std::size_t>(line)].small; }
    bool has_main_line() const { return has_main_line_; }

    /// Distances along from-to, sorted, of the vertices within `strip_m` of it whose foot lies on it.
    std::vector<double> vertices_near(const Point& from, const Point& to, double strip_m) const;

private:
    struct Line {
        int owner;
        bool ring, small;
        int last_segment;
    };
    std::vector<const Shoreline*> shorelines_;
    std::vector<Line> lines_;
    SegmentIndex index_;
    bool has_main_line_ = false;
};

/// UnsafeError (4) naming the vertex for one that is not finite.
void require_finite(const Shoreline& shoreline);

/// The shorelines by date, scene and sensor, in that order. UnsafeError (4) for a vertex that is not finite.
std::vector<ShoreOfDate> shores_by_date(const std::vector<Shoreline>& shorelines, double min_island_m2);

}  // namespace tasi

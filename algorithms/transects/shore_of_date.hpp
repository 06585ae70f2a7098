#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/transects/cross.hpp"
#include "algorithms/transects/segment_index.hpp"
#include "src/core/shoreline.hpp"

namespace tasi {

/// What is said of a shoreline beside its course; kept when the course is let go.
struct ShoreFacts {
    /// One of the shorelines that together are the shore of a date.
    struct Owner {
        double uncertainty_m;  ///< 1 sigma; NaN: not known
        bool by_us;            ///< drawn by us: water on the right, geolocation in its uncertainty
        std::vector<std::string> flags;
    };
    /// One of its lines.
    struct Line {
        int owner;
        bool ring, small;
    };
    Instant date;
    std::string scene_id, sensor;
    std::vector<Owner> owners;
    std::vector<Line> lines;
    bool has_main_line = false;  ///< one that is no small ring

    const Owner& owner(int line) const { return owners[static_cast<std::size_t>(lines[static_cast<std::size_t>(line)].owner)]; }
    bool ring(int line) const { return lines[static_cast<std::size_t>(line)].ring; }
    bool small_ring(int line) const { return lines[static_cast<std::size_t>(line)].small; }
};

/// All lines of one date, scene and sensor. Refers to the shorelines, which must outlive it; for one thread.
class ShoreOfDate {
public:
    /// `shorelines` agree in date, scene and sensor; rings below `min_island_m2` are small.
    ShoreOfDate(std::vector<const Shoreline*> shorelines, double min_island_m2);

    const ShoreFacts& facts() const { return facts_; }
    const std::vector<const Polyline*>& lines() const { return lines_; }
    /// Of all lines; made when it is first asked for.
    const SegmentIndex& index();

    /// Distances along from-to, sorted, of the vertices within `strip_m` of it whose foot lies on it.
    std::vector<double> vertices_near(const Point& from, const Point& to, double strip_m);

private:
    ShoreFacts facts_;
    std::vector<const Polyline*> lines_;
    std::optional<SegmentIndex> index_;
};

/// UnsafeError (4) naming the vertex for one that is not finite.
void require_finite(const Shoreline& shoreline);

/// The shorelines by date, scene and sensor, in that order. UnsafeError (4) for a vertex that is not finite.
std::vector<std::vector<const Shoreline*>> by_date(const std::vector<Shoreline>& shorelines);

}  // namespace tasi

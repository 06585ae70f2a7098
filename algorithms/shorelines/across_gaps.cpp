#include "algorithms/shorelines/across_gaps.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <tuple>

namespace tasi {
namespace {

constexpr long least_facing = 3;
constexpr std::size_t no_water = std::numeric_limits<std::size_t>::max();

enum Direction : std::uint8_t { up, down, left, right };

/// So many pixels of a body look at another in one direction.
struct Facing {
    std::size_t body;
    std::size_t other;  ///< a body, or `no_water`
    Direction direction;
    long pixels;

    auto key() const { return std::tie(body, direction, other); }
};

class Facings {
public:
    Facings(const SurfaceMap& map, Bodies& bodies, int widest_px, const std::vector<bool>& sea)
        : map_(map), bodies_(bodies), widest_px_(widest_px), sea_(sea)
    {
        if (std::none_of(map.runs().begin(), map.runs().end(), [](const auto& run) { return is_missing(run.surface); })) return;
        look_along_rows();
        look_along_columns();
    }

    /// Sorted by body, then direction, and summed.
    std::vector<Facing> sums()
    {
        std::sort(found_.begin(), found_.end(), [](const Facing& a, const Facing& b) { return a.key() < b.key(); });
        std::vector<Facing> summed;
        for (const Facing& one : found_)
            if (!summed.empty() && summed.back().key() == one.key())
                summed.back().pixels += one.pixels;
            else
                summed.push_back(one);
        return summed;
    }

private:
    std::size_t water(std::size_t run) { return is_water(map_.runs()[run].surface) ? bodies_.label(run) : no_water; }

    /// `first` lies above or to the left of `second`. What is sea already need not be known to face anything.
    void add(std::size_t first, std::size_t second, Direction from_first, Direction from_second, long pixels)
    {
        const std::size_t one = water(first), other = water(second);
        if (one != no_water && !sea_[one]) found_.push_back({one, other, from_first, pixels});
        if (other != no_water && !sea_[other]) found_.push_back({other, one, from_second, pixels});
    }

    void look_along_rows()
    {
        const auto& runs = map_.runs();
        for (int row = 0; row < map_.rows(); ++row)
            for (std::size_t run = map_.first_run(row); run < map_.end_run(row); ++run) {
                if (is_missing(runs[run].surface)) continue;
                std::size_t next = run + 1;
                while (next < map_.end_run(row) && is_missing(runs[next].surface)) ++next;
                if (next == run + 1 || next == map_.end_run(row)) continue;
                if (runs[next].begin - runs[run].end <= widest_px_) add(run, next, right, left, 1);
            }
    }

    /// The last known run above a gap, and its row.
    struct Above {
        std::size_t run = no_water;
        int row = 0;
        friend bool operator==(const Above&, const Above&) = default;
    };

    /// From the columns begin .. end - 1 of the run `below` in `row`.
    void look_up(const std::vector<Above>& last, int row, int begin, int end, std::size_t below)
    {
        for (int col = begin, next = begin; col < end; col = next) {
            const Above& top = last[static_cast<std::size_t>(col)];
            while (next < end && last[static_cast<std::size_t>(next)] == top) ++next;
            if (top.run != no_water && row - top.row - 1 <= widest_px_) add(top.run, below, down, up, next - col);
        }
    }

    void look_along_columns()
    {
        std::vector<Above> last(static_cast<std::size_t>(map_.cols()));  // in columns that are missing further down
        const auto& runs = map_.runs();
        for (int row = 1; row < map_.rows(); ++row) {
            std::size_t above = map_.first_run(row - 1), below = map_.first_run(row);
            for (int begin = 0, end = 0; begin < map_.cols(); begin = end) {
                end = std::min(runs[above].end, runs[below].end);
                const bool gap_above = is_missing(runs[above].surface), gap_below = is_missing(runs[below].surface);
                if (gap_below && !gap_above) std::fill(last.begin() + begin, last.begin() + end, Above{above, row - 1});
                if (gap_above && !gap_below) look_up(last, row, begin, end, below);
                if (runs[above].end == end) ++above;
                if (runs[below].end == end) ++below;
            }
        }
    }

    const SurfaceMap& map_;
    Bodies& bodies_;
    int widest_px_;
    const std::vector<bool>& sea_;
    std::vector<Facing> found_;
};

using Counts = std::array<long, 4>;

/// `all` in each direction, and of these `of_sea`.
bool faces_sea(const Counts& all, const Counts& of_sea)
{
    const long along_columns = all[up] + all[down], along_rows = all[left] + all[right];
    const auto looks_at_sea = [&](Direction d) { return of_sea[d] >= least_facing && 2 * of_sea[d] >= all[d]; };
    return (along_columns >= along_rows && (looks_at_sea(up) || looks_at_sea(down))) ||
           (along_rows >= along_columns && (looks_at_sea(left) || looks_at_sea(right)));
}

}  // namespace

void add_across_gaps(const SurfaceMap& map, Bodies& bodies, int widest_px, std::vector<bool>& sea)
{
    const std::vector<Facing> facings = Facings(map, bodies, widest_px, sea).sums();
    for (bool more = true; more;) {
        more = false;
        for (std::size_t begin = 0, end = 0; begin < facings.size(); begin = end) {
            Counts all{}, of_sea{};
            for (; end < facings.size() && facings[end].body == facings[begin].body; ++end) {
                const Facing& one = facings[end];
                all[one.direction] += one.pixels;
                if (one.other != no_water && sea[one.other]) of_sea[one.direction] += one.pixels;
            }
            if (sea[facings[begin].body] || !faces_sea(all, of_sea)) continue;
            sea[facings[begin].body] = true;
            more = true;
        }
    }
}

}  // namespace tasi

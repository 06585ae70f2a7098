#include "algorithms/shorelines/near_pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>

#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr int tile = 32;  // pixels, rows and columns
constexpr std::uint32_t none = ~std::uint32_t{0};

/// A piece of one of the lines.
struct Segment {
    int line;
    std::uint32_t number;  ///< in its line
};

/// Nearest piece to each pixel of a tile so far.
struct Nearest {
    std::array<double, tile * tile> squared_m2;
    std::array<double, tile * tile> fraction;  ///< 0..1 along the piece
    std::array<std::uint32_t, tile * tile> segment;
};

struct Span {
    int begin, end;
};

Span whole_numbers(double a, double b, int count)
{
    const double last = static_cast<double>(count);
    return {static_cast<int>(std::clamp(std::ceil(std::min(a, b)), 0.0, last)),
            static_cast<int>(std::clamp(std::floor(std::max(a, b)) + 1, 0.0, last))};
}

/// Rows and columns of pixels in the box of a piece, grown by `reach_m`.
struct Box {
    Span rows, cols;

    Box(const Grid& grid, const Point& a, const Point& b, double reach_m)
        : rows(whole_numbers((std::min(a.y, b.y) - reach_m - grid.y0) / grid.dy - .5,
                             (std::max(a.y, b.y) + reach_m - grid.y0) / grid.dy - .5, grid.rows)),
          cols(whole_numbers((std::min(a.x, b.x) - reach_m - grid.x0) / grid.dx - .5,
                             (std::max(a.x, b.x) + reach_m - grid.x0) / grid.dx - .5, grid.cols))
    {
    }
};

class NearPixels {
public:
    NearPixels(const Grid& grid, const std::vector<Polyline>& lines, double reach_m) : grid_(grid), lines_(lines), reach_m_(reach_m)
    {
        for (std::size_t line = 0; line < lines.size(); ++line) {
            along_.push_back({0.0});
            for (std::size_t i = 1; i < lines[line].size(); ++i) {
                along_.back().push_back(along_.back().back() + distance(lines[line][i - 1], lines[line][i]));
                if (!(lines[line][i - 1] == lines[line][i]))
                    segments_.push_back({static_cast<int>(line), static_cast<std::uint32_t>(i - 1)});
            }
        }
        assign_to_tiles();
    }

    std::vector<NearPixel> find() const
    {
        std::vector<std::vector<NearPixel>> parts(tile_begin_.size() - 1);
        parallel_for(static_cast<int>(parts.size()),
                     [&](int i) { parts[static_cast<std::size_t>(i)] = in_tile(static_cast<std::size_t>(i)); });
        return in_order(std::move(parts));
    }

private:
    const Grid& grid_;
    const std::vector<Polyline>& lines_;
    double reach_m_;
    std::vector<std::vector<double>> along_;  ///< of the vertices
    std::vector<Segment> segments_;
    struct InTile {
        std::int64_t tile;
        std::uint32_t segment;
    };
    std::vector<InTile> in_tile_;          ///< by tile, then piece
    std::vector<std::size_t> tile_begin_;  ///< in `in_tile_`, and its size at the end

    const Point& start(const Segment& s) const { return lines_[static_cast<std::size_t>(s.line)][s.number]; }
    const Point& end(const Segment& s) const { return lines_[static_cast<std::size_t>(s.line)][s.number + 1]; }

    void assign_to_tiles()
    {
        const std::int64_t tiles_across = (grid_.cols + tile - 1) / tile;
        for (std::uint32_t i = 0; i < segments_.size(); ++i) {
            const Box box(grid_, start(segments_[i]), end(segments_[i]), reach_m_);
            if (box.rows.begin >= box.rows.end || box.cols.begin >= box.cols.end) continue;
            for (int r = box.rows.begin / tile; r <= (box.rows.end - 1) / tile; ++r)
                for (int c = box.cols.begin / tile; c <= (box.cols.end - 1) / tile; ++c) in_tile_.push_back({r * tiles_across + c, i});
        }
        std::sort(in_tile_.begin(), in_tile_.end(),
                  [](const InTile& a, const InTile& b) { return std::tie(a.tile, a.segment) < std::tie(b.tile, b.segment); });
        for (std::size_t i = 0; i < in_tile_.size(); ++i)
            if (i == 0 || in_tile_[i].tile != in_tile_[i - 1].tile) tile_begin_.push_back(i);
        tile_begin_.push_back(in_tile_.size());
    }

    void visit(std::uint32_t number, int first_row, int first_col, Nearest& nearest) const
    {
        const Point &a = start(segments_[number]), &b = end(segments_[number]);
        const Box box(grid_, a, b, reach_m_);
        const Vector along = b - a;
        const double squared_length = dot(along, along), squared_reach = reach_m_ * reach_m_;
        for (int row = std::max(box.rows.begin, first_row); row < std::min(box.rows.end, first_row + tile); ++row) {
            const Span cols = columns_within_reach(row, a, b);
            for (int col = std::max(cols.begin, first_col); col < std::min(cols.end, first_col + tile); ++col) {
                const Point p = grid_.at_centre(row, col);
                const double fraction = std::clamp(dot(p - a, along) / squared_length, 0.0, 1.0);
                const Vector off = p - (a + fraction * along);
                const double squared = dot(off, off);
                const auto at = static_cast<std::size_t>((row - first_row) * tile + col - first_col);
                if (squared > squared_reach || squared >= nearest.squared_m2[at]) continue;
                nearest.squared_m2[at] = squared;
                nearest.fraction[at] = fraction;
                nearest.segment[at] = number;
            }
        }
    }

    /// Of one row, at least those columns that the circle around some point of a piece covers.
    Span columns_within_reach(int row, const Point& a, const Point& b) const
    {
        const double y = grid_.at_centre(row, 0).y, off = std::max({std::min(a.y, b.y) - y, y - std::max(a.y, b.y), 0.0});
        const double half = std::sqrt(std::max(0.0, reach_m_ * reach_m_ - off * off)) + 1e-6 * reach_m_;
        return whole_numbers((std::min(a.x, b.x) - half - grid_.x0) / grid_.dx - .5, (std::max(a.x, b.x) + half - grid_.x0) / grid_.dx - .5,
                             grid_.cols);
    }

    /// By line, then place along it, then row and column.
    std::vector<NearPixel> in_order(std::vector<std::vector<NearPixel>> parts) const
    {
        std::vector<std::size_t> begin(lines_.size() + 1, 0);
        for (const auto& part : parts)
            for (const NearPixel& p : part) ++begin[static_cast<std::size_t>(p.line) + 1];
        for (std::size_t line = 0; line < lines_.size(); ++line) begin[line + 1] += begin[line];
        std::vector<NearPixel> all(begin.back());
        std::vector<std::size_t> next = begin;
        for (auto& part : parts) {
            for (const NearPixel& p : part) all[next[static_cast<std::size_t>(p.line)]++] = p;
            std::vector<NearPixel>().swap(part);
        }
        const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
        parallel_for(static_cast<int>(lines_.size()), [&](int i) {
            const auto line = static_cast<std::size_t>(i);
            std::sort(at(begin[line]), at(begin[line + 1]), [](const NearPixel& a, const NearPixel& b) {
                return std::tie(a.along_m, a.row, a.col) < std::tie(b.along_m, b.row, b.col);
            });
        });
        return all;
    }

    std::vector<NearPixel> in_tile(std::size_t which) const
    {
        const std::int64_t tiles_across = (grid_.cols + tile - 1) / tile, number = in_tile_[tile_begin_[which]].tile;
        const int first_row = static_cast<int>(number / tiles_across) * tile, first_col = static_cast<int>(number % tiles_across) * tile;
        Nearest nearest;
        nearest.squared_m2.fill(std::numeric_limits<double>::infinity());
        nearest.segment.fill(none);
        for (std::size_t i = tile_begin_[which]; i < tile_begin_[which + 1]; ++i) visit(in_tile_[i].segment, first_row, first_col, nearest);
        std::vector<NearPixel> found;
        for (int i = 0; i < tile * tile; ++i)
            if (const auto at = static_cast<std::size_t>(i); nearest.segment[at] != none)
                found.push_back(
                    described(first_row + i / tile, first_col + i % tile, segments_[nearest.segment[at]], nearest.fraction[at]));
        return found;
    }

    NearPixel described(int row, int col, const Segment& s, double fraction) const
    {
        const auto line_number = static_cast<std::size_t>(s.line);
        const Polyline& line = lines_[line_number];
        const Vector off = grid_.at_centre(row, col) - (start(s) + fraction * (end(s) - start(s)));
        const std::vector<double>& along = along_[line_number];
        const double along_m = along[s.number] + fraction * (along[s.number + 1] - along[s.number]);
        const bool left = dot(off, normal_at(line, s.number, fraction)) < 0;
        return {row, col, s.line, along_m, left ? -norm(off) : norm(off), is_open_end(line, s.number, fraction)};
    }

    /// Whether the nearest point is an end of a line that is no ring.
    static bool is_open_end(const Polyline& line, std::size_t segment, double fraction)
    {
        return !is_ring(line) && ((fraction == 0 && segment == 0) || (fraction == 1 && segment + 2 == line.size()));
    }

    /// The right-hand normal at the nearest point: at a vertex the sum of those of both pieces, which gives the right side
    /// also in the wedge of a corner.
    static Vector normal_at(const Polyline& line, std::size_t segment, double fraction)
    {
        const std::size_t count = line.size() - 1;
        const auto normal = [&](std::size_t i) { return right_of(unit(line[i + 1] - line[i])); };
        if ((fraction > 0 && fraction < 1) || is_open_end(line, segment, fraction)) return normal(segment);
        return fraction == 0 ? normal((segment + count - 1) % count) + normal(segment) : normal(segment) + normal((segment + 1) % count);
    }
};

}  // namespace

std::vector<NearPixel> pixels_near(const Grid& grid, const std::vector<Polyline>& lines, double reach_m)
{
    return NearPixels(grid, lines, reach_m).find();
}

}  // namespace tasi

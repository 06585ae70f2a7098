#include "algorithms/shorelines/uncross.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

namespace tasi {
namespace {

constexpr int patient_rounds = 12;  // then the whole lines go back

/// The piece of a line from vertex `start` to the next.
struct Piece {
    std::size_t line, start;
    friend bool operator<(const Piece& a, const Piece& b) { return std::tie(a.line, a.start) < std::tie(b.line, b.start); }
};

struct InCell {
    std::int64_t x, y;
    Piece piece;
};

std::vector<InCell> pieces_by_cell(const std::vector<Polyline>& lines, double cell_m)
{
    std::vector<InCell> found;
    const auto cell = [&](double v) { return static_cast<std::int64_t>(std::floor(v / cell_m)); };
    for (std::size_t line = 0; line < lines.size(); ++line)
        for (std::size_t i = 0; i + 1 < lines[line].size(); ++i) {
            const Point &a = lines[line][i], &b = lines[line][i + 1];
            for (std::int64_t x = cell(std::min(a.x, b.x)); x <= cell(std::max(a.x, b.x)); ++x)
                for (std::int64_t y = cell(std::min(a.y, b.y)); y <= cell(std::max(a.y, b.y)); ++y) found.push_back({x, y, {line, i}});
        }
    std::sort(found.begin(), found.end(),
              [](const InCell& a, const InCell& b) { return std::tie(a.x, a.y, a.piece) < std::tie(b.x, b.y, b.piece); });
    return found;
}

bool share_a_vertex(const std::vector<Polyline>& lines, const Piece& a, const Piece& b)
{
    if (a.line != b.line) return false;
    const std::size_t pieces = lines[a.line].size() - 1;
    return b.start == a.start + 1 || (is_ring(lines[a.line]) && a.start == 0 && b.start + 1 == pieces);
}

/// Neighbours that fold back over each other meet in more than their vertex.
bool fold_back(const Polyline& line, const Piece& a, const Piece& b)
{
    const bool next = b.start == a.start + 1;
    const Point& corner = next ? line[b.start] : line.front();
    const Vector to_first = (next ? line[a.start] : line[a.start + 1]) - corner,
                 to_second = (next ? line[b.start + 1] : line[b.start]) - corner;
    return cross_product(to_first, to_second) == 0 && dot(to_first, to_second) > 0;
}

std::vector<Piece> meeting_pieces(const std::vector<Polyline>& lines, double cell_m)
{
    const std::vector<InCell> cells = pieces_by_cell(lines, cell_m);
    std::vector<Piece> meeting;
    for (std::size_t begin = 0, end = 0; begin < cells.size(); begin = end) {
        while (end < cells.size() && cells[end].x == cells[begin].x && cells[end].y == cells[begin].y) ++end;
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t j = i + 1; j < end; ++j) {
                const Piece &a = cells[i].piece, &b = cells[j].piece;
                const Polyline &one = lines[a.line], &other = lines[b.line];
                const bool meet = share_a_vertex(lines, a, b)
                                      ? fold_back(one, a, b)
                                      : pieces_meet(one[a.start], one[a.start + 1], other[b.start], other[b.start + 1]);
                if (meet) meeting.push_back(a), meeting.push_back(b);
            }
    }
    return meeting;
}

/// Puts the vertices of a piece and `more` on either side of it back.
void put_back(const Polyline& before, const Piece& piece, std::size_t more, Polyline& line, std::vector<bool>& back)
{
    const bool ring = is_ring(before);
    const auto last = static_cast<std::ptrdiff_t>(line.size()) - 1, reach = static_cast<std::ptrdiff_t>(std::min(more, line.size()));
    for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(piece.start) - reach; i <= static_cast<std::ptrdiff_t>(piece.start) + 1 + reach;
         ++i) {
        if (!ring && (i < 0 || i > last)) continue;
        const auto vertex = static_cast<std::size_t>(ring ? ((i % last) + last) % last : i);
        line[vertex] = before[vertex];
        back[vertex] = true;
    }
    if (ring) line.back() = line.front(), back.back() = back.front();
}

int sign(double v) { return (v > 0) - (v < 0); }

bool in_box(const Point& p, const Point& a, const Point& b)
{
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

}  // namespace

bool pieces_meet(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const int c_side = sign(cross_product(b - a, c - a)), d_side = sign(cross_product(b - a, d - a));
    const int a_side = sign(cross_product(d - c, a - c)), b_side = sign(cross_product(d - c, b - c));
    if (c_side * d_side < 0 && a_side * b_side < 0) return true;
    return (c_side == 0 && in_box(c, a, b)) || (d_side == 0 && in_box(d, a, b)) || (a_side == 0 && in_box(a, c, d)) ||
           (b_side == 0 && in_box(b, c, d));
}

PutBack uncross(const std::vector<Polyline>& before, std::vector<Polyline>& moved, double cell_m)
{
    PutBack back;
    for (const Polyline& line : moved) back.emplace_back(line.size(), false);
    for (int round = 0;; ++round) {
        const std::vector<Piece> meeting = meeting_pieces(moved, cell_m);
        if (meeting.empty() || round > patient_rounds + 10) return back;
        for (const Piece& p : meeting) {
            const std::size_t more = round < patient_rounds ? static_cast<std::size_t>(round) : moved[p.line].size();
            put_back(before[p.line], p, more, moved[p.line], back[p.line]);
        }
    }
}

}  // namespace tasi

#include "algorithms/transects/segment_index.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

namespace tasi {
namespace {

/// Position along the Hilbert curve of order 16 of a cell (x, y), each below 65536.
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y)
{
    std::uint32_t key = 0;
    for (std::uint32_t side = 1u << 15; side > 0; side >>= 1) {
        const std::uint32_t right = (x & side) ? 1 : 0;
        const std::uint32_t upper = (y & side) ? 1 : 0;
        key += side * side * ((3 * right) ^ upper);
        if (upper == 0) {
            if (right == 1) {
                x = 65535 - x;
                y = 65535 - y;
            }
            std::swap(x, y);
        }
    }
    return key;
}

std::uint32_t cell(double value, double low, double high)
{
    return high > low ? static_cast<std::uint32_t>(65535.0 * std::clamp((value - low) / (high - low), 0.0, 1.0)) : 0;
}

}  // namespace

SegmentIndex::SegmentIndex(const std::vector<Polyline>& lines)
{
    for (std::size_t line = 0; line < lines.size(); ++line) add(lines[line], line);
    if (!segments_.empty()) pack();
}

SegmentIndex::SegmentIndex(const std::vector<const Polyline*>& lines)
{
    for (std::size_t line = 0; line < lines.size(); ++line) add(*lines[line], line);
    if (!segments_.empty()) pack();
}

void SegmentIndex::add(const Polyline& line, std::size_t number)
{
    for (std::size_t i = 1; i < line.size(); ++i)
        if (line[i - 1] != line[i]) segments_.push_back({line[i - 1], line[i], static_cast<int>(number), static_cast<int>(i - 1)});
}

SegmentIndex::Box SegmentIndex::join(const Box& a, const Box& b)
{
    return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y)}, {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y)}};
}

void SegmentIndex::sort()
{
    Box all = box_of(segments_.front());
    for (const Segment& s : segments_) all = join(all, box_of(s));

    std::vector<Run> runs;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        const bool goes_on = !runs.empty() && runs.back().count < fan_out && segments_[i - 1].line == segments_[i].line;
        if (goes_on)
            ++runs.back().count;
        else
            runs.push_back({0, i, 1});
    }
    for (Run& run : runs) {
        const Point &a = segments_[run.first].a, &b = segments_[run.first + run.count - 1].b;
        run.key = hilbert(cell((a.x + b.x) / 2, all.low.x, all.high.x), cell((a.y + b.y) / 2, all.low.y, all.high.y));
    }
    std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.key < b.key; });
    std::vector<Segment> sorted;
    sorted.reserve(segments_.size());
    for (const Run& run : runs)
        for (std::size_t i = run.first; i < run.first + run.count; ++i) sorted.push_back(segments_[i]);
    segments_ = std::move(sorted);
}

void SegmentIndex::pack()
{
    sort();
    std::vector<Box> boxes;
    boxes.reserve(segments_.size());
    for (const Segment& s : segments_) boxes.push_back(box_of(s));
    do {
        std::vector<Box> above;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (i % fan_out == 0)
                above.push_back(boxes[i]);
            else
                above.back() = join(above.back(), boxes[i]);
        }
        levels_.push_back(above);
        boxes = std::move(above);
    } while (boxes.size() > 1);
}

SegmentIndex::Query::Query(const Point& from, const Point& to, double margin)
    : start(from), along(from == to ? Vector{} : unit(to - from)), box(join({from, from}, {to, to})), margin_m(margin)
{
    const double rounding = 1e-6 + 1e-12 * (std::abs(from.x) + std::abs(from.y) + std::abs(to.x) + std::abs(to.y));
    margin_m += rounding;
    box = {{box.low.x - margin_m, box.low.y - margin_m}, {box.high.x + margin_m, box.high.y + margin_m}};
}

bool SegmentIndex::Query::may_touch(const Box& other) const
{
    if (other.low.x > box.high.x || other.high.x < box.low.x || other.low.y > box.high.y || other.high.y < box.low.y) return false;
    const Point centre{(other.low.x + other.high.x) / 2, (other.low.y + other.high.y) / 2};
    const double reach = (other.high.x - centre.x) * std::abs(along.y) + (other.high.y - centre.y) * std::abs(along.x);
    return std::abs(cross_product(along, centre - start)) <= reach + margin_m;
}

}  // namespace tasi

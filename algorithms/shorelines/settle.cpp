#include "algorithms/shorelines/settle.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "algorithms/shorelines/base_line.hpp"
#include "algorithms/shorelines/uncross.hpp"
#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr double cell_steps = 4;
constexpr std::ptrdiff_t other_part_steps = 16;  // alongshore: nearer vertices are the same part of the line
constexpr std::ptrdiff_t around = 12;            // vertices on either side of a median
constexpr std::ptrdiff_t longest_gap = 30;       // vertices over which shifts are interpolated
constexpr std::ptrdiff_t longest_end = 10;       // vertices beyond the last shift that take it too
constexpr double smoothing_steps = 3;            // of normals

/// Things by the square that they lie in.
class Squares {
public:
    explicit Squares(double size_m) : size_m_(size_m) {}
    void add(const Point& p, std::size_t thing) { things_[key(cell(p.x), cell(p.y))].push_back(thing); }
    template <class Visit>
    void visit(const Point& low, const Point& high, Visit&& visit) const
    {
        for (std::int64_t x = cell(low.x); x <= cell(high.x); ++x)
            for (std::int64_t y = cell(low.y); y <= cell(high.y); ++y)
                if (const auto found = things_.find(key(x, y)); found != things_.end())
                    for (const std::size_t thing : found->second) visit(thing);
    }

private:
    std::int64_t cell(double v) const { return static_cast<std::int64_t>(std::floor(v / size_m_)); }
    static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 4'000'037 + y; }

    double size_m_;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> things_;
};

/// A vertex of all base lines.
struct Vertex {
    std::size_t line;
    std::ptrdiff_t number;
};

std::ptrdiff_t steps_between(const BaseLine& base, std::ptrdiff_t a, std::ptrdiff_t b)
{
    const std::ptrdiff_t straight = std::abs(a - b);
    return base.ring ? std::min(straight, static_cast<std::ptrdiff_t>(base.vertices.size()) - straight) : straight;
}

/// Distance from every vertex to the next other part of the lines, at most `reach_m`.
std::vector<std::vector<double>> room_of(const std::vector<BaseLine>& bases, double reach_m, double step_m)
{
    std::vector<Vertex> all;
    Squares squares(cell_steps * step_m);
    for (std::size_t i = 0; i < bases.size(); ++i)
        for (std::size_t v = 0; v < bases[i].vertices.size(); ++v) {
            squares.add(bases[i].vertices[v], all.size());
            all.push_back({i, static_cast<std::ptrdiff_t>(v)});
        }
    std::vector<std::vector<double>> room;
    for (std::size_t i = 0; i < bases.size(); ++i) {
        std::vector<double>& of = room.emplace_back(bases[i].vertices.size(), reach_m);
        for (std::size_t v = 0; v < bases[i].vertices.size(); ++v) {
            const Point& p = bases[i].vertices[v];
            squares.visit({p.x - reach_m, p.y - reach_m}, {p.x + reach_m, p.y + reach_m}, [&](std::size_t other) {
                const Vertex& o = all[other];
                if (o.line == i && steps_between(bases[i], o.number, static_cast<std::ptrdiff_t>(v)) <= other_part_steps) return;
                of[v] = std::min(of[v], distance(p, bases[o.line].vertices[static_cast<std::size_t>(o.number)]));
            });
        }
    }
    return room;
}

/// Where a refined line crosses the normal of a vertex.
struct Crossing {
    double shift_m;
    VertexError error;
};

/// The pieces of a refined line by the squares of their ends.
class RefinedLine {
public:
    RefinedLine(const LineWithErrors& refined, double step_m) : refined_(refined), squares_(cell_steps * step_m), margin_m_(2 * step_m)
    {
        for (std::size_t i = 0; i + 1 < refined.line.size(); ++i) squares_.add(refined.line[i], i);
    }

    /// The nearest crossing within `reach_m` of `p`.
    std::optional<Crossing> across(const Point& p, const Vector& normal, double reach_m) const
    {
        std::optional<Crossing> best;
        const double wide = reach_m + margin_m_;
        squares_.visit({p.x - wide, p.y - wide}, {p.x + wide, p.y + wide}, [&](std::size_t i) {
            const Vector piece = refined_.line[i + 1] - refined_.line[i];
            const double turn = cross_product(normal, piece);
            if (turn == 0) return;
            const double along = cross_product(refined_.line[i] - p, normal) / turn;
            const double shift_m = cross_product(refined_.line[i] - p, piece) / turn;
            if (along < 0 || along > 1 || std::abs(shift_m) > reach_m) return;
            if (best && std::abs(best->shift_m) <= std::abs(shift_m)) return;
            best = Crossing{shift_m, refined_.errors[along < 0.5 ? i : i + 1]};
        });
        return best;
    }

private:
    const LineWithErrors& refined_;
    Squares squares_;
    double margin_m_;
};

using Shifts = std::vector<std::optional<Crossing>>;

std::size_t wrapped(const BaseLine& base, std::ptrdiff_t i)
{
    const auto count = static_cast<std::ptrdiff_t>(base.vertices.size());
    return static_cast<std::size_t>(base.ring ? ((i % count) + count) % count : i);
}

bool is_on(const BaseLine& base, std::ptrdiff_t i)
{
    return base.ring || (i >= 0 && i < static_cast<std::ptrdiff_t>(base.vertices.size()));
}

void drop_jumps(const BaseLine& base, double most_jump_m, Shifts& shifts)
{
    const Shifts all = shifts;
    for (std::ptrdiff_t v = 0; v < static_cast<std::ptrdiff_t>(all.size()); ++v) {
        if (!all[static_cast<std::size_t>(v)]) continue;
        std::vector<double> beside;
        for (std::ptrdiff_t k = -around; k <= around; ++k)
            if (is_on(base, v + k) && all[wrapped(base, v + k)]) beside.push_back(all[wrapped(base, v + k)]->shift_m);
        if (std::abs(all[static_cast<std::size_t>(v)]->shift_m - median_of(std::move(beside))) > most_jump_m)
            shifts[static_cast<std::size_t>(v)].reset();
    }
}

/// The shift between the nearest known ones on both sides, or that of one side at the end of a line; 0 where none is nearby.
double between_neighbours(const BaseLine& base, const Shifts& shifts, std::ptrdiff_t v)
{
    const auto nearest = [&](std::ptrdiff_t step) -> std::optional<std::pair<std::ptrdiff_t, double>> {
        for (std::ptrdiff_t k = 1; k <= longest_gap; ++k)
            if (!is_on(base, v + k * step))
                return std::nullopt;
            else if (const auto& shift = shifts[wrapped(base, v + k * step)])
                return std::pair{k, shift->shift_m};
        return std::nullopt;
    };
    const auto before = nearest(-1), after = nearest(1);
    if (before && !after && before->first <= longest_end) return before->second;
    if (after && !before && after->first <= longest_end) return after->second;
    if (!before || !after) return 0;
    const auto [b, before_m] = *before;
    const auto [a, after_m] = *after;
    return (before_m * static_cast<double>(a) + after_m * static_cast<double>(b)) / static_cast<double>(a + b);
}

Polyline closed(const BaseLine& base, Polyline line)
{
    if (base.ring) line.push_back(line.front());
    return line;
}

}  // namespace

std::vector<LineWithErrors> settle(const std::vector<Polyline>& before, const std::vector<LineWithErrors>& refined, double step_m,
                                   const SettleOptions& options, long* without_place)
{
    std::vector<BaseLine> bases;
    for (const Polyline& line : before) bases.push_back(base_line(line, step_m, 0));
    const auto room = room_of(bases, 2.3 * options.most_shift_m, step_m);
    const VertexError unknown{static_cast<float>(options.unknown_sd_m), 0};
    std::vector<Polyline> from, to;
    std::vector<std::vector<VertexError>> errors(bases.size());
    long missing = 0;
    for (std::size_t i = 0; i < bases.size(); ++i) {
        const BaseLine smooth = base_line(before[i], step_m, smoothing_steps * step_m);
        const RefinedLine target(refined[i], step_m);
        Shifts shifts;
        for (std::size_t v = 0; v < bases[i].vertices.size(); ++v)
            shifts.push_back(
                target.across(bases[i].vertices[v], smooth.normals[v], std::min(options.most_shift_m, options.room_share * room[i][v])));
        drop_jumps(bases[i], options.most_jump_m, shifts);
        Polyline moved;
        for (std::size_t v = 0; v < shifts.size(); ++v) {
            const double limit = options.room_share * room[i][v];
            const double shift_m = shifts[v]
                                       ? shifts[v]->shift_m
                                       : std::clamp(between_neighbours(bases[i], shifts, static_cast<std::ptrdiff_t>(v)), -limit, limit);
            missing += !shifts[v];
            moved.push_back(bases[i].vertices[v] + shift_m * smooth.normals[v]);
            errors[i].push_back(shifts[v] ? shifts[v]->error : unknown);
        }
        if (bases[i].ring && !errors[i].empty()) errors[i].push_back(errors[i].front());
        from.push_back(closed(bases[i], bases[i].vertices));
        to.push_back(closed(bases[i], std::move(moved)));
    }
    const PutBack back = uncross(from, to, step_m);
    std::vector<LineWithErrors> settled;
    for (std::size_t i = 0; i < to.size(); ++i) {
        for (std::size_t v = 0; v < back[i].size() && v < errors[i].size(); ++v)
            if (back[i][v]) errors[i][v] = unknown, ++missing;
        settled.push_back({std::move(to[i]), std::move(errors[i])});
    }
    if (without_place != nullptr) *without_place = missing;
    return settled;
}

}  // namespace tasi

#include "algorithms/shorelines/sea_side.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double spacing_px = 2;
constexpr int least_stretch = 3;  // pixels
constexpr double most_steps = 60;
constexpr long least_places = 5;
constexpr double least_agreement = 0.8;

enum class Seen : std::uint8_t { unknown, land, water };

/// What is seen from a place of the coast to one side.
struct Look {
    std::vector<Seen> steps;         ///< a pixel apart
    std::optional<std::size_t> run;  ///< of the longest stretch of water
};

struct Place {
    Look right, left;

    /// Whether water lies on the right and land on the left, or the other way round: where that is first seen.
    std::optional<bool> water_right() const
    {
        int for_right = 0, for_left = 0;
        for (std::size_t i = 0; i < right.steps.size(); ++i) {
            const Seen r = right.steps[i], l = left.steps[i];
            for_right = r == Seen::water && l == Seen::land ? for_right + 1 : 0;
            for_left = l == Seen::water && r == Seen::land ? for_left + 1 : 0;
            if (std::max(for_right, for_left) == least_stretch) return for_right > 0;
        }
        return std::nullopt;
    }
};

struct View {
    const SurfaceMap& map;
    const Grid& grid;
    int steps;

    std::optional<std::size_t> run_under(const Point& p) const
    {
        const double row = std::floor((p.y - grid.y0) / grid.dy), col = std::floor((p.x - grid.x0) / grid.dx);
        if (!(row >= 0 && row < grid.rows && col >= 0 && col < grid.cols)) return std::nullopt;
        return map.run_at(static_cast<int>(row), static_cast<int>(col));
    }

    Look look(const Point& from, const Vector& step) const
    {
        std::vector<std::optional<std::size_t>> runs;
        int longest = least_stretch - 1, length = 0;
        Look seen;
        for (int i = 1; i <= steps; ++i) {
            runs.push_back(run_under(from + static_cast<double>(i) * step));
            seen.steps.push_back(seen_in(runs.back()));
            length = seen.steps.back() == Seen::water ? length + 1 : 0;
            if (length > longest) longest = length, seen.run = runs[runs.size() - 1 - static_cast<std::size_t>(length) / 2];
        }
        return seen;
    }

    Seen seen_in(const std::optional<std::size_t>& run) const
    {
        if (!run || is_missing(map.runs()[*run].surface)) return Seen::unknown;
        return is_water(map.runs()[*run].surface) ? Seen::water : Seen::land;
    }
};

/// Places along a line, those in view.
std::vector<Place> places_along(const Polyline& line, const View& view)
{
    const double pixel_m = std::abs(view.grid.dx), spacing_m = spacing_px * pixel_m;
    std::vector<Place> places;
    double along = 0;  // of the next place from the start of the segment
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double span = distance(line[i - 1], line[i]);
        if (!(span > 0)) continue;
        const Vector direction = unit(line[i] - line[i - 1]), step = pixel_m * right_of(direction);
        for (; along <= span; along += spacing_m) {
            const Point at = line[i - 1] + along * direction;
            if (view.run_under(at)) places.push_back({view.look(at, step), view.look(at, -1 * step)});
        }
        along -= span;
    }
    return places;
}

struct Votes {
    long right = 0, left = 0;

    long all() const { return right + left; }
    bool tell() const { return all() >= least_places; }
    bool agree() const { return static_cast<double>(std::max(right, left)) >= least_agreement * static_cast<double>(all()); }
};

Votes votes_of(const std::vector<Place>& places)
{
    Votes votes;
    for (const Place& place : places)
        if (const auto right = place.water_right()) ++(*right ? votes.right : votes.left);
    return votes;
}

/// Of all lines together; nothing when they differ.
std::optional<bool> common_side(const std::vector<Votes>& lines)
{
    bool right = false, left = false;
    for (const Votes& votes : lines)
        if (votes.tell()) (votes.right > votes.left ? right : left) = true;
    return right != left ? std::optional(right) : std::nullopt;
}

void require_agreement(const Votes& votes, std::size_t line)
{
    if (!votes.tell() || votes.agree()) return;
    throw UnsafeError(
        "COAST-SIDE", "",
        fmt::format("the reference coast contradicts itself: along its line {} the water lies on the right at {} places and on "
                    "the left at {}",
                    line + 1, votes.right, votes.left),
        "repair the direction of the line, or say where the sea is (--sea)");
}

}  // namespace

CoastView look_beside(const std::vector<Polyline>& coast, const SurfaceMap& map, const Grid& grid, double reach_m)
{
    const View view{map, grid, static_cast<int>(std::min(most_steps, std::ceil(reach_m / std::abs(grid.dx))))};
    std::vector<std::vector<Place>> places(coast.size());
    parallel_for(static_cast<int>(coast.size()), [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        places[at] = places_along(coast[at], view);
    });
    std::vector<Votes> votes;
    for (const auto& of_line : places) votes.push_back(votes_of(of_line));
    const std::optional<bool> common = common_side(votes);

    CoastView seen;
    for (std::size_t line = 0; line < coast.size(); ++line) {
        require_agreement(votes[line], line);
        seen.on_right += votes[line].right, seen.on_left += votes[line].left;
        const std::optional<bool> right = votes[line].tell() ? std::optional(votes[line].right > votes[line].left) : common;
        if (!right) continue;
        for (const Place& place : places[line])
            seen.waters.push_back(*right ? WaterBeside{place.right.run, place.left.run} : WaterBeside{place.left.run, place.right.run});
    }
    return seen;
}

}  // namespace tasi

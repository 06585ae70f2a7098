#include "algorithms/exposure/assessed_coast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "src/core/median.hpp"

namespace tasi {
namespace {

constexpr double stretch_m = 1000;
constexpr double first_margin_m = 250;

/// Distance to the next transect in their order, between present positions where both are known, else between the middles;
/// nothing at the end of a baseline.
std::vector<std::optional<double>> steps_between(const std::vector<AssessedTransect>& transects)
{
    std::vector<std::optional<double>> steps(transects.size());
    for (std::size_t i = 0; i + 1 < transects.size(); ++i) {
        const AssessedTransect &a = transects[i], &b = transects[i + 1];
        if (a.transect.baseline != b.transect.baseline) continue;
        const bool located = a.located() && b.located();
        steps[i] = located ? distance(a.shore(), b.shore()) : distance(a.middle(), b.middle());
    }
    return steps;
}

std::vector<double> present(const std::vector<std::optional<double>>& values)
{
    std::vector<double> result;
    for (const auto& value : values)
        if (value) result.push_back(*value);
    return result;
}

/// Neighbouring present positions joined where they are less than two spacings apart.
std::vector<Polyline> line_through(const std::vector<AssessedTransect>& transects, const std::vector<std::optional<double>>& steps,
                                   double spacing_m)
{
    std::vector<Polyline> lines;
    Polyline line;
    for (std::size_t i = 0; i < transects.size(); ++i) {
        if (transects[i].located()) line.push_back(transects[i].shore());
        const bool joined = steps[i] && *steps[i] <= 2 * spacing_m && transects[i].located() && transects[i + 1].located();
        if (!joined && !line.empty()) {
            lines.push_back(line);
            line.clear();
        }
    }
    return lines;
}

/// A line of a single point would make no segment: it becomes a stroke of a millimetre.
std::vector<Polyline> with_dots(std::vector<Polyline> lines)
{
    for (Polyline& line : lines)
        if (line.size() == 1) line.push_back({line.front().x + 0.001, line.front().y});
    return lines;
}

/// An order of points, so that of two equally near ones always the same is meant.
bool before(const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); }

/// The point of the segment a-b nearest to p.
Point foot_on(const Point& p, const Point& a, const Point& b)
{
    const Vector along = b - a;
    const double squared = dot(along, along);
    const double fraction = squared == 0 ? 0 : std::clamp(dot(p - a, along) / squared, 0.0, 1.0);
    return a + fraction * along;
}

/// Where two segments cross; a touch is found by the feet of their ends.
std::optional<Point> crossing_of(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const double divisor = cross_product(b - a, d - c);
    if (divisor == 0) return std::nullopt;
    const double s = cross_product(c - a, d - c) / divisor, t = cross_product(c - a, b - a) / divisor;
    if (s < 0 || s > 1 || t < 0 || t > 1) return std::nullopt;
    return a + s * (b - a);
}

/// A stretch ends after 1 km, and with its baseline.
std::vector<std::size_t> stretches_along(const std::vector<AssessedTransect>& transects, const std::vector<std::optional<double>>& steps)
{
    std::vector<std::size_t> stretches(transects.size(), 0);
    double along = 0;
    for (std::size_t i = 1; i < transects.size(); ++i) {
        along += steps[i - 1].value_or(stretch_m);
        stretches[i] = stretches[i - 1] + (along >= stretch_m ? 1 : 0);
        if (along >= stretch_m) along = 0;
    }
    return stretches;
}

std::vector<Polyline> strokes_at(const std::vector<AssessedTransect>& transects)
{
    std::vector<Polyline> strokes(transects.size());
    for (std::size_t i = 0; i < transects.size(); ++i)
        if (transects[i].located())
            strokes[i] = {transects[i].transect.at(*transects[i].now_m - 0.005), transects[i].transect.at(*transects[i].now_m + 0.005)};
    return strokes;
}

}  // namespace

AssessedCoast::AssessedCoast(std::vector<AssessedTransect> transects, std::vector<Polyline> shoreline)
    : transects_(std::move(transects)), shoreline_(std::move(shoreline)), coast_m_(transects_.size(), 0)
{
    const auto steps = steps_between(transects_);
    const std::vector<double> known = present(steps);
    spacing_m_ = known.empty() ? 0 : median_of(known);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!steps[i]) continue;
        const double half = std::min(*steps[i], 2 * spacing_m_) / 2;
        coast_m_[i] += half;
        coast_m_[i + 1] += half;
    }
    stretches_ = stretches_along(transects_, steps);
    if (shoreline_.empty()) shoreline_ = line_through(transects_, steps, spacing_m_);
    shore_segments_ = SegmentIndex(with_dots(shoreline_));
    strokes_ = SegmentIndex(strokes_at(transects_));
}

std::optional<AssessedCoast::Nearest> AssessedCoast::nearest_shore(const Point& a, const Point& b, double beyond_m) const
{
    Nearest nearest{std::numeric_limits<double>::infinity(), {}, {}};
    const auto keep = [&](const Point& shore, const Point& place) {
        const double d = distance(shore, place);
        if (d < nearest.distance_m || (d == nearest.distance_m && before(shore, nearest.point))) nearest = {d, shore, place};
    };
    const auto look = [&](const Segment& segment) {
        const Point &c = segment.a, &d = segment.b;
        keep(foot_on(a, c, d), a);
        if (a == b) return;
        keep(foot_on(b, c, d), b);
        keep(c, foot_on(c, a, b));
        keep(d, foot_on(d, a, b));
        if (const auto meeting = crossing_of(a, b, c, d)) keep(*meeting, *meeting);
    };
    for (double margin = first_margin_m; nearest.distance_m > margin; margin *= 4) {
        const bool nothing_nearer = margin > first_margin_m && margin >= 4 * beyond_m;  // a margin of at least beyond_m was searched
        if (nothing_nearer || shore_segments_.segments().empty()) break;
        shore_segments_.for_each_near(a, b, margin, look);
    }
    if (!std::isfinite(nearest.distance_m)) return std::nullopt;
    return nearest;
}

double AssessedCoast::foot_limit_m() const { return std::max(1.5 * spacing_m_, 100.0); }

}  // namespace tasi

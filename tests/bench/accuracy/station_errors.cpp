#include "tests/bench/accuracy/station_errors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/transects/segment_index.hpp"

namespace tasi::bench {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Where `segment` crosses the line through `at` along the unit vector `normal`: distance from `at`, and share along the segment.
struct Crossing {
    double distance, share;
};

bool crosses(const Segment& segment, const Point& at, const Vector& normal, Crossing& crossing)
{
    const double a = cross_product(normal, segment.a - at), b = cross_product(normal, segment.b - at);
    if ((a > 0) == (b > 0) && a != 0) return false;
    if (a == b) return false;
    crossing.share = a / (a - b);
    crossing.distance = dot(normal, segment.a - at) + crossing.share * dot(normal, segment.b - segment.a);
    return true;
}

double stated_sigma(const Found& found, const Segment& segment, double share)
{
    if (found.sigma_m.empty()) return missing;
    const auto vertex = static_cast<std::size_t>(segment.position + (share > 0.5 ? 1 : 0));
    const auto& line = found.sigma_m[static_cast<std::size_t>(segment.line)];
    return vertex < line.size() ? line[vertex] : missing;
}

/// Whether data are missing so near that no method can be asked for a line.
bool is_masked(const scenes::measured::MeasuredScene& scene, const Point& at)
{
    constexpr int keep_out = 3;
    const Grid& grid = scene.layers.front().grid;
    const int row = static_cast<int>(std::floor((at.y - grid.y0) / grid.dy)),
              col = static_cast<int>(std::floor((at.x - grid.x0) / grid.dx));
    for (int r = std::max(0, row - keep_out); r <= std::min(grid.rows - 1, row + keep_out); ++r)
        for (int c = std::max(0, col - keep_out); c <= std::min(grid.cols - 1, col + keep_out); ++c)
            if (scene.mask(r, c) != 0) return true;
    return false;
}

}  // namespace

std::vector<StationError> station_errors(const scenes::measured::MeasuredScene& scene, const Found& found)
{
    const SegmentIndex index(found.lines);
    const double pixel_m = std::abs(scene.layers.front().grid.dx), reach_m = search_px * pixel_m;
    std::vector<StationError> errors;
    errors.reserve(scene.stations.size());
    for (const scenes::measured::TruthStation& station : scene.stations) {
        StationError error{missing, missing};
        const Point at = station.at + scene.shift_m;
        if (is_masked(scene, at)) continue;
        const Vector reach = reach_m * station.seaward_normal;
        index.for_each_near(at - reach, at + reach, 0, [&](const Segment& segment) {
            Crossing crossing{};
            if (!crosses(segment, at, station.seaward_normal, crossing) || std::abs(crossing.distance) > reach_m) return;
            // Of two equally near crossings the seaward one: searches come in an order that says nothing.
            const double px = crossing.distance / pixel_m, gain = std::abs(error.error_px) - std::abs(px);
            if (gain < 0 || (gain == 0 && px <= error.error_px)) return;
            error = {px, stated_sigma(found, segment, crossing.share) / pixel_m};
        });
        errors.push_back(error);
    }
    return errors;
}

}  // namespace tasi::bench

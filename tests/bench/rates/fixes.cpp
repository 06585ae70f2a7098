#include "tests/bench/rates/fixes.hpp"

#include <cmath>
#include <limits>

#include "algorithms/transects/cross.hpp"

namespace tasi::bench {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double sigma_near(const Found& found, int line, const Point& at)
{
    if (found.sigma_m.empty()) return missing;
    const auto number = static_cast<std::size_t>(line);
    double nearest = std::numeric_limits<double>::infinity(), sigma = missing;
    for (std::size_t i = 0; i < found.lines[number].size(); ++i) {
        const double away = distance(found.lines[number][i], at);
        if (away < nearest) nearest = away, sigma = found.sigma_m[number][i];
    }
    return sigma;
}

}  // namespace

std::vector<Fix> fixes(const std::vector<Crossline>& crosslines, const Found& found, const Vector& shift_m)
{
    const SegmentIndex index(found.lines);
    std::vector<Fix> result;
    for (const Crossline& crossline : crosslines) {
        const Point middle = crossline.at + shift_m;
        Fix fix{missing, missing};
        for (const Contact& contact : contacts(middle - reach_m * crossline.seaward, middle + reach_m * crossline.seaward, index).points) {
            const double x_m = contact.distance_m - reach_m;
            if (std::abs(x_m) >= std::abs(fix.x_m)) continue;
            fix = {x_m, sigma_near(found, contact.line, middle + x_m * crossline.seaward)};
        }
        result.push_back(fix);
    }
    return result;
}

}  // namespace tasi::bench

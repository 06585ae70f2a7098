#include "src/core/geometry.hpp"

#include <algorithm>
#include <numbers>

namespace tasi {

double length(const Polyline& line)
{
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) sum += distance(line[i - 1], line[i]);
    return sum;
}

double signed_area(const Polyline& ring)
{
    if (ring.empty()) return 0;
    const Point origin = ring.front();  // keeps UTM-sized coordinates from cancelling
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) twice += cross_product(ring[i - 1] - origin, ring[i] - origin);
    return twice / 2;
}

double distance_to_segment(const Point& p, const Point& a, const Point& b)
{
    const Vector along = b - a;
    const double squared = dot(along, along);
    if (squared == 0) return distance(p, a);
    const double fraction = std::clamp(dot(p - a, along) / squared, 0.0, 1.0);
    return distance(p, a + fraction * along);
}

double azimuth_deg(const Vector& v)
{
    const double degrees = std::atan2(v.x, v.y) * 180.0 / std::numbers::pi;
    const double positive = degrees < 0 ? degrees + 360.0 : degrees;
    return positive >= 360.0 ? 0.0 : positive;
}

}  // namespace tasi

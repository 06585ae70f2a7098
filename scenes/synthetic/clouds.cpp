#include "scenes/synthetic/clouds.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace tasi::scenes {
namespace {

constexpr std::uint64_t cloud_stream = 1000;  // apart from the streams of noise and texture
constexpr double softness = 0.35;             // how fast a cloud becomes opaque inwards, in units of its field

}  // namespace

CloudField::CloudField(const CoastDescription& coast, const SceneOrder& order, const SunPosition& sun)
    : random_(order.seed), none_(order.cloud <= 0)
{
    using std::numbers::pi;
    const double lean_m = height_m / std::tan(std::max(sun.elevation_deg, 10.0) * pi / 180);
    towards_sun_ = {lean_m * std::sin(sun.azimuth_deg * pi / 180), lean_m * std::cos(sun.azimuth_deg * pi / 180)};
    if (none_) return;

    std::vector<double> field;
    for (double y = coast.south; y <= coast.north; y += 40) {
        for (double x = coast.west; x <= coast.east; x += 40) field.push_back(thickness({x, y}));
    }
    const auto clear = static_cast<std::size_t>(std::floor((1 - order.cloud) * static_cast<double>(field.size() - 1)));
    std::nth_element(field.begin(), field.begin() + static_cast<std::ptrdiff_t>(clear), field.end());
    level_ = field[clear];
}

double CloudField::thickness(const Point& at) const
{
    double sum = 0, weight = 1, cell_m = 1400;
    for (std::uint64_t octave = 0; octave < 4; ++octave, weight /= 2, cell_m /= 2.1) {
        sum += weight * random_.smooth(cloud_stream + octave, at.x, at.y, cell_m);
    }
    return sum;
}

double CloudField::cloud(const Point& at) const
{
    if (none_) return 0;
    return std::clamp((thickness(at) - level_) / softness, 0.0, 1.0);
}

double CloudField::shadow(const Point& at) const { return cloud(at + towards_sun_); }

}  // namespace tasi::scenes

#include "scenes/synthetic/sun.hpp"

#include <cmath>
#include <numbers>

namespace tasi::scenes {

SunPosition sun_position(const Instant& time, double longitude_deg, double latitude_deg)
{
    using std::cos, std::sin, std::numbers::pi;
    constexpr double day_ms = 86'400'000.0;
    const double days = static_cast<double>(time.milliseconds) / day_ms;
    const double day_of_year = days - static_cast<double>(instant_of(time.year(), 1, 1)->milliseconds) / day_ms;
    const double g = 2 * pi * std::floor(day_of_year) / 365;

    const double declination = 0.006918 - 0.399912 * cos(g) + 0.070257 * sin(g) - 0.006758 * cos(2 * g) + 0.000907 * sin(2 * g) -
                               0.002697 * cos(3 * g) + 0.00148 * sin(3 * g);
    const double equation_min = 229.18 * (0.000075 + 0.001868 * cos(g) - 0.032077 * sin(g) - 0.014615 * cos(2 * g) - 0.040849 * sin(2 * g));
    const double solar_hours = (days - std::floor(days)) * 24 + longitude_deg / 15 + equation_min / 60;
    const double hour_angle = (solar_hours - 12) * pi / 12;

    const double latitude = latitude_deg * pi / 180;
    const double up = sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle);
    const double east = -cos(declination) * sin(hour_angle);
    const double north = cos(latitude) * sin(declination) - sin(latitude) * cos(declination) * cos(hour_angle);
    const double azimuth = std::atan2(east, north) * 180 / pi;
    return {std::asin(up) * 180 / pi, azimuth < 0 ? azimuth + 360 : azimuth};
}

}  // namespace tasi::scenes

#include "algorithms/tides/astronomy.hpp"

#include <array>
#include <cmath>

namespace tasi {
namespace {

constexpr std::int64_t j2000_ms = 946728000000;  // 2000-01-01T12:00:00Z
constexpr std::int64_t ms_per_day = 86400000;
constexpr double hours_per_century = 36525.0 * 24.0;

/// Coefficients of T^0, T^1, ..., degrees, T in Julian centuries from 2000-01-01T12:00Z.
using Polynomial = std::array<double, 5>;

constexpr Polynomial moon{218.3164591, 481267.88134236, -0.0013268, 1.0 / 538841, -1.0 / 65194000};
constexpr Polynomial sun{280.46645, 36000.76983, 0.0003032, 0, 0};
constexpr Polynomial lunar_perigee{83.353243, 4069.0137111, -0.0103238, -1.0 / 80053, 1.0 / 18999000};
constexpr Polynomial lunar_node{125.044555, -1934.1361849, 0.0020762, 1.0 / 467410, -1.0 / 60616000};
constexpr Polynomial solar_perigee{282.93735, 1.71902, 0.0004591, 4.8e-7, 0};

double within_turn(double degrees)
{
    const double rest = std::fmod(degrees, 360.0);
    return rest < 0 ? rest + 360.0 : rest;
}

double longitude(const Polynomial& c, double t) { return within_turn(c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * c[4])))); }

}  // namespace

MoonAndSun moon_and_sun(const Instant& time)
{
    const std::int64_t since = time.milliseconds - j2000_ms;
    const double t = static_cast<double>(since) / (static_cast<double>(ms_per_day) * 36525.0);
    const std::int64_t of_day = ((since % ms_per_day) + ms_per_day) % ms_per_day;  // Julian days begin at noon
    const double mean_sun = 360.0 * static_cast<double>(of_day) / static_cast<double>(ms_per_day);
    const double s = longitude(moon, t), h = longitude(sun, t);
    return {within_turn(mean_sun + h - s), s, h, longitude(lunar_perigee, t), longitude(lunar_node, t), longitude(solar_perigee, t)};
}

MoonAndSun speeds_deg_h()
{
    const auto speed = [](const Polynomial& c) { return c[1] / hours_per_century; };
    return {15.0 + speed(sun) - speed(moon), speed(moon), speed(sun), speed(lunar_perigee), speed(lunar_node), speed(solar_perigee)};
}

}  // namespace tasi

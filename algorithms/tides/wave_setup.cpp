#include "algorithms/tides/wave_setup.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double gravity_m_s2 = 9.80665;
constexpr double setup_factor = 0.35;
constexpr double steepest = 0.2;  ///< height over length; single waves break at 0.142
constexpr std::int64_t widest_gap_ms = 3 * 3'600'000;
constexpr std::int64_t same_moment_ms = 1000;

void require_sound(const WaveSample& s)
{
    if (!(s.height_m >= 0 && s.height_m <= 30))
        throw UnsafeError("WAVES", "", "a wave height of " + format_number(s.height_m) + " m at " + s.time.iso(), "give metres, 0 to 30");
    if (!(s.period_s >= 1 && s.period_s <= 40))
        throw UnsafeError("WAVES", "", "a wave period of " + format_number(s.period_s) + " s at " + s.time.iso(),
                          "give seconds, 1 to 40; nothing where there is no wave");
    if (s.height_m > steepest * deep_water_length_m(s.period_s))
        throw UnsafeError("WAVES", "",
                          "a wave of " + format_number(s.height_m) + " m and " + format_number(s.period_s) + " s at " + s.time.iso() +
                              " is steeper than water stands",
                          "do not exchange the columns of height and period");
}

}  // namespace

double deep_water_length_m(double period_s) { return gravity_m_s2 * period_s * period_s / (2 * std::numbers::pi); }

double setup_shift_m(double height_m, double period_s) { return setup_factor * std::sqrt(height_m * deep_water_length_m(period_s)); }

WaveSeries::WaveSeries(std::vector<WaveSample> samples) : samples_(std::move(samples))
{
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        require_sound(samples_[i]);
        if (i > 0 && samples_[i].time <= samples_[i - 1].time)
            throw UnsafeError("WAVES", "", "the times do not increase at " + samples_[i].time.iso(),
                              "sort the series and keep one wave a time");
    }
}

std::optional<WaveSample> WaveSeries::at(const Instant& time) const
{
    const auto after =
        std::lower_bound(samples_.begin(), samples_.end(), time, [](const WaveSample& a, const Instant& t) { return a.time < t; });
    if (after != samples_.end() && after->time.milliseconds - time.milliseconds < same_moment_ms) return *after;
    if (after == samples_.begin()) return std::nullopt;
    const WaveSample& a = *(after - 1);
    if (time.milliseconds - a.time.milliseconds < same_moment_ms) return a;
    if (after == samples_.end() || after->time.milliseconds - a.time.milliseconds > widest_gap_ms) return std::nullopt;
    const double share =
        static_cast<double>(time.milliseconds - a.time.milliseconds) / static_cast<double>(after->time.milliseconds - a.time.milliseconds);
    return WaveSample{time, a.height_m + share * (after->height_m - a.height_m), a.period_s + share * (after->period_s - a.period_s)};
}

}  // namespace tasi

#include "algorithms/tides/tide_series.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double ms_per_hour = 3'600'000;
constexpr std::int64_t same_moment_ms = 1000;
constexpr double largest_range_m = 18;  ///< the largest tides on Earth span 16 to 17 m

double gap_ms(const TideSample& a, const TideSample& b) { return static_cast<double>(b.time.milliseconds - a.time.milliseconds); }

void require_increasing(const std::vector<TideSample>& samples)
{
    for (std::size_t i = 1; i < samples.size(); ++i)
        if (samples[i].time <= samples[i - 1].time)
            throw UnsafeError("TIDES", "", "the times do not increase at " + samples[i].time.iso(),
                              "sort the series and keep one level a time");
}

}  // namespace

double widest_gap_h(TideInterpolation interpolation) { return interpolation == TideInterpolation::cubic ? 3 : 1; }

TideSeries::TideSeries(std::vector<TideSample> samples, TideInterpolation interpolation)
    : samples_(std::move(samples)), interpolation_(interpolation)
{
    require_increasing(samples_);
    for (const TideSample& s : samples_)
        if (!std::isfinite(s.level_m)) throw UnsafeError("TIDES", "", "the level at " + s.time.iso() + " is not a number", "leave it out");
    if (samples_.empty()) return;
    const auto by_level = [](const TideSample& a, const TideSample& b) { return a.level_m < b.level_m; };
    const auto [least, most] = std::minmax_element(samples_.begin(), samples_.end(), by_level);
    least_m_ = least->level_m;
    most_m_ = most->level_m;
    if (most_m_ - least_m_ > largest_range_m)
        throw UnsafeError("UNIT", "",
                          "the levels span " + format_fixed(most_m_ - least_m_, 1) +
                              " m, more than any tide on Earth: these are centimetres or feet, or hold values for \"no data\"",
                          "give metres, and nothing where a level is missing");
}

bool TideSeries::hardly_varies() const
{
    constexpr std::size_t enough = 10;
    constexpr double least_range_m = 0.02, ms_per_day = 24 * ms_per_hour;
    return samples_.size() >= enough && gap_ms(samples_.front(), samples_.back()) >= ms_per_day && most_m_ - least_m_ < least_range_m;
}

std::optional<double> TideSeries::level_m(const Instant& time) const
{
    const auto after =
        std::lower_bound(samples_.begin(), samples_.end(), time, [](const TideSample& a, const Instant& t) { return a.time < t; });
    if (after != samples_.end() && after->time.milliseconds - time.milliseconds < same_moment_ms) return after->level_m;
    if (after == samples_.begin()) return std::nullopt;
    const auto before = after - 1;
    if (time.milliseconds - before->time.milliseconds < same_moment_ms) return before->level_m;
    const auto at = static_cast<std::size_t>(before - samples_.begin());
    if (after == samples_.end() || !joined(at)) return std::nullopt;
    const double share = static_cast<double>(time.milliseconds - before->time.milliseconds) / gap_ms(*before, *after);
    if (interpolation_ == TideInterpolation::cubic) return cubic(at, share);
    return before->level_m + share * (after->level_m - before->level_m);
}

bool TideSeries::joined(std::size_t before) const
{
    return gap_ms(samples_[before], samples_[before + 1]) <= widest_gap_h(interpolation_) * ms_per_hour;
}

/// Of the parabola through a sample and both neighbours; of the straight line where only one neighbour is near.
double TideSeries::slope_per_ms(std::size_t at) const
{
    const bool left = at > 0 && joined(at - 1), right = at + 1 < samples_.size() && joined(at);
    const auto straight = [&](std::size_t i) {
        return (samples_[i + 1].level_m - samples_[i].level_m) / gap_ms(samples_[i], samples_[i + 1]);
    };
    if (!left) return straight(at);
    if (!right) return straight(at - 1);
    const double h1 = gap_ms(samples_[at - 1], samples_[at]), h2 = gap_ms(samples_[at], samples_[at + 1]);
    return (h2 * straight(at - 1) + h1 * straight(at)) / (h1 + h2);
}

double TideSeries::cubic(std::size_t before, double share) const
{
    const TideSample &a = samples_[before], &b = samples_[before + 1];
    const double h = gap_ms(a, b), t = share, t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * a.level_m + (t3 - 2 * t2 + t) * h * slope_per_ms(before) + (3 * t2 - 2 * t3) * b.level_m +
           (t3 - t2) * h * slope_per_ms(before + 1);
}

}  // namespace tasi

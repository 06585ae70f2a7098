#include "tools/times_of_day.hpp"

#include <algorithm>

namespace tasi::cli {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000, ms_per_hour = 3'600'000;

std::int64_t ms_of_day(const Instant& date) { return ((date.milliseconds % ms_per_day) + ms_per_day) % ms_per_day; }

bool is_midnight(const Instant& date) { return !date.date_only && ms_of_day(date) == 0; }

bool is_about_midnight(const Instant& date)
{
    const std::int64_t ms = ms_of_day(date);
    return ms != 0 && std::min(ms, ms_per_day - ms) <= ms_per_hour;
}

}  // namespace

TimesOfDay::TimesOfDay(const std::vector<Instant>& dates) : passes_at_midnight_(std::any_of(dates.begin(), dates.end(), is_about_midnight))
{
}

bool TimesOfDay::known(const Instant& date) const { return !date.date_only && (passes_at_midnight_ || !is_midnight(date)); }

void TimesOfDay::warn(io::Session& session, const std::vector<Instant>& dates, const std::string& file) const
{
    const auto midnights = std::count_if(dates.begin(), dates.end(), is_midnight);
    if (midnights == 0) return;
    session.warnings.add("MIDNIGHT", file,
                         passes_at_midnight_
                             ? "a time is exactly midnight: it is taken as it is, since others lie within an hour of midnight"
                             : "a time is exactly midnight: it is taken for a day without a time, which has no one tide",
                         static_cast<long>(midnights));
}

}  // namespace tasi::cli

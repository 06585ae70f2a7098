#include "algorithms/composites/periods.hpp"

#include <algorithm>
#include <array>

#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr std::array season_names{"djf", "mam", "jja", "son"};

}  // namespace

PeriodLength period_length_named(const std::string& name)
{
    if (name == "year") return PeriodLength::year;
    if (name == "season") return PeriodLength::season;
    if (name == "all") return PeriodLength::all;
    throw UsageError("PERIOD", "", "the period is '" + name + "'", "choose year, season or all");
}

std::string Period::name() const
{
    if (length == PeriodLength::all) return "all";
    std::string text = std::to_string(year);
    while (text.size() < 4) text.insert(text.begin(), '0');
    return length == PeriodLength::year ? text : text + "-" + season_names.at(static_cast<std::size_t>(season));
}

Instant Period::start() const
{
    if (length == PeriodLength::year) return {instant_of(year, 1, 1)->milliseconds, true};
    const bool winter = season == 0;
    return {instant_of(winter ? year - 1 : year, winter ? 12 : 3 * season, 1)->milliseconds, true};
}

Instant Period::end() const
{
    if (length == PeriodLength::year) return shifted(1).start();
    return season == 3 ? Instant{instant_of(year, 12, 1)->milliseconds, true} : Period{length, season + 1, year}.start();
}

int month_of(const Instant& time) { return std::stoi(time.day().substr(5, 2)); }

Period period_of(const Instant& time, PeriodLength length)
{
    if (length == PeriodLength::all) return {};
    if (length == PeriodLength::year) return {length, 0, time.year()};
    const int month = month_of(time);
    return {length, month % 12 / 3, month == 12 ? time.year() + 1 : time.year()};
}

std::vector<Period> pooled_with(const Period& period, const std::vector<Period>& known)
{
    std::vector<Period> periods;
    for (const int years : {-1, 0, 1}) {
        if (years != 0 && period.length == PeriodLength::all) continue;
        const Period one = period.shifted(years);
        if (std::find(known.begin(), known.end(), one) != known.end()) periods.push_back(one);
    }
    return periods;
}

}  // namespace tasi

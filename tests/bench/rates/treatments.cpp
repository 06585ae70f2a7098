#include "tests/bench/rates/treatments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algorithms/rates/outliers.hpp"
#include "algorithms/rates/statistics.hpp"

namespace tasi::bench {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t least_positions = 10;

History as_imaged(const std::vector<DatedFix>& fixes)
{
    History history;
    for (const DatedFix& f : fixes)
        if (!std::isnan(f.x_m)) history.push_back({f.date, f.x_m});
    return history;
}

History as_placed(const std::vector<DatedFix>& fixes)
{
    History history;
    for (const DatedFix& f : fixes)
        if (!std::isnan(f.placed_x_m)) history.push_back({f.date, f.placed_x_m, f.placed_sd_m});
    return history;
}

History without_outliers(History history, bool by_uncertainty)
{
    const Series series = series_of(history, {});
    OutlierOptions options;
    options.by_uncertainty = by_uncertainty;
    const auto out = find_outliers({series.t_yr, series.x_m, series.u_m}, options);
    for (auto i = out.rbegin(); i != out.rend(); ++i) history.erase(history.begin() + static_cast<std::ptrdiff_t>(*i));
    return history;
}

Trend fitted(const History& history, const char* rate, const char* half_width)
{
    if (history.size() < least_positions) return {missing, missing};
    const ChangeStatistics s = change_statistics(history);
    return {s[rate].value_or(missing), s[half_width].value_or(missing)};
}

Trend plain(const std::vector<DatedFix>& fixes) { return fitted(as_imaged(fixes), "LRR", "LCI"); }

Trend cleaned(const std::vector<DatedFix>& fixes) { return fitted(without_outliers(as_imaged(fixes), false), "LRR", "LCI"); }

Trend placed_plain(const std::vector<DatedFix>& fixes) { return fitted(without_outliers(as_placed(fixes), false), "LRR", "LCI"); }

Trend weighted(const std::vector<DatedFix>& fixes) { return fitted(without_outliers(as_placed(fixes), true), "WLR", "WCI"); }

}  // namespace

const std::vector<Treatment>& treatments()
{
    static const std::vector<Treatment> table{
        {"plain", "least squares of all positions", false, plain},
        {"outliers", "least squares without outliers", false, cleaned},
        {"placed", "scenes coregistered, least squares without outliers", true, placed_plain},
        {"weighted", "scenes coregistered, outliers by stated sigma, least squares weighted by it", true, weighted},
    };
    return table;
}

}  // namespace tasi::bench

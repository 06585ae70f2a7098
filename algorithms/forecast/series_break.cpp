#include "algorithms/forecast/series_break.hpp"

#include <cmath>

#include "algorithms/rates/change_point.hpp"

namespace tasi {

std::optional<std::size_t> find_break(const Series& series, const LineFit& line, const BreakOptions& options)
{
    constexpr double any_confidence_pct = 90;  // of the interval of the date, which is not asked for
    const auto point = change_point(series.t_yr, series.x_m, series.days, line, any_confidence_pct, options.segments);
    if (!point || point->p >= options.p || std::fabs(point->jump_m) <= options.least_jump_lse * line.standard_error()) return std::nullopt;
    return point->first_after;
}

}  // namespace tasi

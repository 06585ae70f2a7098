#include "algorithms/rates/transect_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

#include "algorithms/rates/middle_value.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

std::optional<double> stated(const std::optional<double>& u_m) { return u_m && !std::isnan(*u_m) ? u_m : std::nullopt; }

/// Everything of a row that has a say in the result: equal keys are identical rows.
auto key(const Position* row)
{
    return std::make_tuple(row->date, std::string_view(row->scene_id), row->distance_m, stated(row->uncertainty_m),
                           std::string_view(row->sensor), row->crossings, stated(row->slope));
}

}  // namespace

void check_distances(const std::string& transect, const Rows& rows)
{
    for (const Position* row : rows) {
        if (!row->distance_m || std::fabs(*row->distance_m) <= farthest_position_m) continue;  // false for NaN
        throw UnsafeError("DISTANCE", "",
                          "transect " + transect + ", " + row->date.iso() + ": distance is " + format_fixed(*row->distance_m, 1) + " m",
                          "give metres along the transect; leave a missing distance empty");
    }
}

Rows distinct(Rows rows)
{
    std::sort(rows.begin(), rows.end(), [](const Position* a, const Position* b) { return key(a) < key(b); });
    rows.erase(std::unique(rows.begin(), rows.end(), [](const Position* a, const Position* b) { return key(a) == key(b); }), rows.end());
    return rows;
}

Rows with_distance(const Rows& rows)
{
    Rows used;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(used), [](const Position* row) { return row->distance_m.has_value(); });
    return used;
}

History history_of(const Rows& used)
{
    History history;
    for (const Position* row : used) history.push_back({row->date, *row->distance_m, stated(row->uncertainty_m).value_or(std::nan(""))});
    return history;
}

double share_with_many_crossings(const Rows& rows)
{
    double many = 0, seen = 0;
    for (const Position* row : rows) {
        seen += row->crossings > 0 || row->distance_m;
        many += row->crossings > 1;
    }
    return seen > 0 ? many / seen : 0;
}

bool has_mixed_levels(const Rows& used)
{
    const auto corrected = [](const Position* row) { return row->raw_m || (row->tide_m && row->slope); };
    const auto count = std::count_if(used.begin(), used.end(), corrected);
    return count > 0 && count < static_cast<std::ptrdiff_t>(used.size());
}

std::optional<double> median_slope(const Rows& used)
{
    std::vector<double> slopes;
    for (const Position* row : used)
        if (const auto slope = stated(row->slope)) slopes.push_back(*slope);
    return slopes.empty() ? std::nullopt : std::optional(middle_value(slopes));
}

std::optional<double> years_covered_share(const Rows& used)
{
    for (std::size_t i = 1; i < used.size(); ++i)
        if (used[i]->date.year() == used[i - 1]->date.year()) return std::nullopt;
    if (used.size() < 2) return std::nullopt;
    return static_cast<double>(used.size()) / (used.back()->date.year() - used.front()->date.year() + 1);
}

}  // namespace tasi

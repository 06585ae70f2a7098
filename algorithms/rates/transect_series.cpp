#include "algorithms/rates/transect_series.hpp"

#include <string_view>
#include <unordered_map>

namespace tasi {

std::vector<TransectPositions> by_transect(const std::vector<Position>& positions)
{
    std::vector<TransectPositions> groups;
    std::unordered_map<std::string_view, std::size_t> place;
    for (const Position& position : positions) {
        const auto [at, is_new] = place.try_emplace(position.transect, groups.size());
        if (is_new) groups.push_back({position.transect, {}});
        groups[at->second].rows.push_back(&position);
    }
    return groups;
}

History history_of_rows(const Rows& rows) { return history_of(with_distance(distinct(rows))); }

std::size_t different_days(const Series& series)
{
    std::size_t days = 0;
    for (std::size_t i = 0; i < series.size(); ++i) days += i == 0 || series.days[i] != series.days[i - 1];
    return days;
}

}  // namespace tasi

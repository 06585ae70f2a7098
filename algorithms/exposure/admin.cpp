#include "algorithms/exposure/admin.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace tasi {
namespace {

constexpr double shore_reach_m = 1000;

using Key = std::pair<int, std::string>;

/// The unit to which a stretch of coast belongs: by the land behind it first.
std::optional<std::size_t> unit_of(const AdminUnits& units, const AssessedTransect& t)
{
    if (!t.located()) return units.near(t.transect.landward, shore_reach_m);
    for (const Point& p : {t.shore(), t.transect.at(*t.now_m - 50), t.transect.landward})
        if (const auto unit = units.at(p)) return unit;
    return units.near(t.shore(), shore_reach_m);
}

/// The unit and its parents, or the row for what lies outside.
std::vector<Key> keys_of(const AdminUnits& units, const std::optional<std::size_t>& unit)
{
    if (!unit) return {{0, outside_code}};
    std::vector<Key> keys;
    for (int level = 1; level <= 3; ++level)
        if (const std::string& code = units.units()[*unit].pcode[static_cast<std::size_t>(level - 1)]; !code.empty())
            keys.emplace_back(level, code);
    return keys;
}

/// Sums of one unit before they become rows.
struct Sums {
    std::string name;
    double coast_m = 0, assessed_m = 0, eroding_m = 0, rate_times_m = 0, interval_times_m = 0;
    std::vector<const SettlementRisk*> settlements;
};

void add_coast(Sums& sums, const AssessedTransect& t, double metres)
{
    sums.coast_m += metres;
    if (!t.assessed()) return;
    sums.assessed_m += metres;
    sums.eroding_m += t.trend == "eroding" ? metres : 0;
    sums.rate_times_m += *t.rate_m_per_year * metres;
    sums.interval_times_m += t.rate_interval.value_or(0) * metres;
}

bool at_risk_by(const SettlementRisk& risk, std::size_t horizon, const ExposureOptions& options)
{
    if (risk.assessment == "not assessed") return false;
    return risk.dist_m.value_or(1) <= 0 || *risk.probability[horizon] >= options.at_risk_probability;
}

AdminSummary row_of(const Key& key, const Sums& sums, std::size_t horizon, const ExposureOptions& options)
{
    AdminSummary row;
    row.pcode = key.second;
    row.name = sums.name;
    row.level = key.first;
    row.year = options.years[horizon];
    row.coast_km = sums.coast_m / 1000;
    row.assessed_km = sums.assessed_m / 1000;
    row.eroding_km = sums.eroding_m / 1000;
    if (sums.assessed_m > 0) {
        row.rate_m_per_year = sums.rate_times_m / sums.assessed_m;
        row.rate_interval = sums.interval_times_m / sums.assessed_m;
    }
    for (const SettlementRisk* risk : sums.settlements) {
        ++row.settlements;
        row.not_assessed += risk->assessment == "not assessed";
        row.at_risk += at_risk_by(*risk, horizon, options);
    }
    return row;
}

void add_people(AdminSummary& row, const AssetSums& people, std::size_t horizon)
{
    row.people = people.total;
    row.people_not_assessed = people.not_assessed;
    if (!people.any_assessed) return;
    row.people_at_risk = people.reached[horizon].expected;
    row.people_low = people.reached[horizon].low;
    row.people_high = people.reached[horizon].high;
}

void rank(std::vector<AdminSummary>& rows)
{
    std::map<std::pair<int, int>, std::vector<AdminSummary*>> tables;
    for (AdminSummary& row : rows)
        if (row.level > 0) tables[{row.level, row.year}].push_back(&row);
    for (auto& [table, units] : tables) {
        std::stable_sort(units.begin(), units.end(), [](const AdminSummary* a, const AdminSummary* b) {
            const auto weight = [](const AdminSummary& r) { return std::tuple(r.people_at_risk.value_or(0), r.at_risk, r.eroding_km); };
            return weight(*a) > weight(*b);
        });
        for (std::size_t i = 0; i < units.size(); ++i) units[i]->rank = static_cast<long>(i) + 1;
    }
}

}  // namespace

std::string AdminSummary::status() const
{
    if (coast_km <= 0) return "no coast measured";
    if (assessed_km <= 0) return "coast not assessed";
    return assessed_km < coast_km * (1 - 1e-9) ? "partly assessed" : "assessed";
}

std::optional<double> AdminSummary::coast_share_not_assessed() const
{
    if (coast_km <= 0) return std::nullopt;
    return std::max(0.0, 1 - assessed_km / coast_km);
}

std::optional<double> AdminSummary::people_share_not_assessed() const
{
    if (!people || *people <= 0) return std::nullopt;
    return *people_not_assessed / *people;
}

std::map<Key, std::vector<const Asset*>> by_unit(const AdminUnits& units, const std::vector<Asset>& assets)
{
    std::map<Key, std::vector<const Asset*>> result;
    for (const Asset& asset : assets)
        for (const Key& key : keys_of(units, asset.unit)) result[key].push_back(&asset);
    return result;
}

std::vector<AdminSummary> summarise(const AdminUnits& units, const AssessedCoast& coast, const std::vector<SettlementInUnit>& settlements,
                                    const std::vector<Asset>& people, const StakeSums& sums, const ExposureOptions& options)
{
    std::map<Key, Sums> by_code;
    for (std::size_t unit = 0; unit < units.units().size(); ++unit)
        for (const Key& key : keys_of(units, unit))
            if (const std::string& name = units.units()[unit].name[static_cast<std::size_t>(key.first - 1)]; !name.empty())
                by_code[key].name = name;
            else
                by_code[key];
    for (std::size_t i = 0; i < coast.transects().size(); ++i)
        for (const Key& key : keys_of(units, unit_of(units, coast.transects()[i])))
            add_coast(by_code[key], coast.transects()[i], coast.coast_m()[i]);
    for (const SettlementInUnit& s : settlements)
        for (const Key& key : keys_of(units, s.unit))
            if (!s.duplicate) by_code[key].settlements.push_back(s.risk);
    const auto people_by_code = by_unit(units, people);
    for (const auto& [key, assets] : people_by_code) by_code[key];

    std::vector<AdminSummary> rows;
    for (const auto& [key, of_unit] : by_code) {
        const auto found = people_by_code.find(key);
        std::optional<AssetSums> reached;
        if (found != people_by_code.end()) reached = sums_of(found->second, sums, options.years.size());
        for (std::size_t y = 0; y < options.years.size(); ++y) {
            rows.push_back(row_of(key, of_unit, y, options));
            if (reached) add_people(rows.back(), *reached, y);
        }
    }
    rank(rows);
    return rows;
}

}  // namespace tasi

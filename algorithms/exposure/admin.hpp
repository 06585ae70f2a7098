#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/admin_units.hpp"
#include "algorithms/exposure/assets.hpp"
#include "algorithms/exposure/settlements.hpp"

namespace tasi {

/// One settlement as the roll-up sees it.
struct SettlementInUnit {
    std::optional<std::size_t> unit;
    const SettlementRisk* risk = nullptr;
    bool duplicate = false;  ///< counted once
};

/// The code of the row for what lies outside of every unit; its level is 0.
inline constexpr const char* outside_code = "outside";

/// One row of the roll-up: a unit at a level, for one horizon.
struct AdminSummary {
    std::string pcode, name;
    int level = 0, year = 0;
    double coast_km = 0, assessed_km = 0, eroding_km = 0;
    std::optional<double> rate_m_per_year,
        rate_interval;  ///< mean over the assessed coast; interval: mean half width, as if all erred together
    long settlements = 0, at_risk = 0, not_assessed = 0;  ///< `at_risk`: by this horizon
    std::optional<double> people, people_at_risk, people_low, people_high, people_not_assessed;
    long rank = 0;  ///< among the units of its level and horizon: 1 has most people expected to be reached, then settlements at risk, then
                    ///< eroding coast; 0 for what lies outside

    std::string status() const;  ///< `assessed`, `partly assessed`, `coast not assessed`, `no coast measured`
    std::optional<double> coast_share_not_assessed() const, people_share_not_assessed() const;
};

/// Rolls settlements, coast and people up to every level by P-code. Expected people are sums of p N; the interval is that of StakeSums.
std::vector<AdminSummary> summarise(const AdminUnits& units, const AssessedCoast& coast, const std::vector<SettlementInUnit>& settlements,
                                    const std::vector<Asset>& people, const StakeSums& sums, const ExposureOptions& options);

/// Assets of the units of every level, by level and P-code; what lies outside under {0, `outside_code`}.
std::map<std::pair<int, std::string>, std::vector<const Asset*>> by_unit(const AdminUnits& units, const std::vector<Asset>& assets);

}  // namespace tasi

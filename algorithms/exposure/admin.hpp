#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/assessed_coast.hpp"
#include "algorithms/exposure/settlements.hpp"

namespace tasi {

/// One administrative unit of the lowest level given, with the P-codes of its parents (empty where unknown).
struct AdminUnit {
    std::array<std::string, 3> pcode;  ///< levels 1 to 3
    std::array<std::string, 3> name;
    std::vector<Polygon> area;
    const std::string& lowest_pcode() const;
    int lowest_level() const;  ///< 1 to 3
};

/// Finds the unit in which a point lies; a point on the border of two belongs to exactly one.
class AdminUnits {
public:
    explicit AdminUnits(std::vector<AdminUnit> units);
    const std::vector<AdminUnit>& units() const { return units_; }
    std::optional<std::size_t> at(const Point& p) const;
    /// `at`, else the nearest unit within `reach_m`: present shores often lie just outside.
    std::optional<std::size_t> near(const Point& p, double reach_m) const;

private:
    struct Box {
        double x0, y0, x1, y1;
    };
    std::vector<AdminUnit> units_;
    std::vector<Box> boxes_;
};

/// One settlement as the roll-up sees it.
struct SettlementInUnit {
    std::optional<std::size_t> unit;
    const SettlementRisk* risk = nullptr;
    std::optional<double> population;
    bool duplicate = false;  ///< counted once
};

/// One row of the roll-up: a unit at a level, for one horizon.
struct AdminSummary {
    std::string pcode, name;
    int level = 0, year = 0;
    double coast_km = 0, assessed_km = 0, eroding_km = 0;
    std::optional<double> rate_m_per_year,
        rate_interval;  ///< mean over the assessed coast; interval: mean half width, as if all erred together
    long settlements = 0, at_risk = 0, not_assessed = 0;
    std::optional<double> people, people_at_risk, people_low, people_high, people_not_assessed;
};

/// Rolls settlements and coast up to every level by P-code. Expected people are sums of p N; the interval is the 5-95 %
/// range when all settlements of a unit are reached by one severity (comonotone): they are not independent..
std::vector<AdminSummary> summarise(const AdminUnits& units, const AssessedCoast& coast, const std::vector<SettlementInUnit>& settlements,
                                    const ExposureOptions& options);

/// The `quantile` of the number of people reached when one severity decides for all: people i are reached if p_i > 1 - quantile.
double comonotone_people(const std::vector<double>& probability, const std::vector<double>& people, double quantile);

}  // namespace tasi

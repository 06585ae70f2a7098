#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/area_index.hpp"

namespace tasi {

/// One administrative unit of the lowest level given, with the P-codes of its parents (empty where unknown).
struct AdminUnit {
    std::array<std::string, 3> pcode;  ///< levels 1 to 3
    std::array<std::string, 3> name;
    std::vector<Polygon> area;
    const std::string& lowest_pcode() const;
    int lowest_level() const;  ///< 1 to 3
};

/// Finds the unit in which a point lies; of several that overlap there the first of the layer, so that nothing counts twice.
class AdminUnits {
public:
    explicit AdminUnits(std::vector<AdminUnit> units);
    const std::vector<AdminUnit>& units() const { return units_; }
    std::optional<std::size_t> at(const Point& p) const;
    /// Whether units of different P-codes overlap there.
    bool disputed(const Point& p) const;
    /// `at`, else the nearest unit within `reach_m`: present shores often lie just outside.
    std::optional<std::size_t> near(const Point& p, double reach_m) const;

private:
    struct Box {
        double x0, y0, x1, y1;
        bool holds(const Point& p, double margin = 0) const
        {
            return p.x >= x0 - margin && p.x <= x1 + margin && p.y >= y0 - margin && p.y <= y1 + margin;
        }
    };
    std::vector<AdminUnit> units_;
    std::vector<Box> boxes_;
    std::vector<AreaIndex> areas_;
};

}  // namespace tasi

#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// What `admin_summary` says of one unit: values that hold for all horizons, and those of each.
struct ExposedUnit {
    std::string name;
    std::vector<Value> values;
    std::map<int, std::vector<Value>> of_year;
};

/// The table `admin_summary` of `tasi risk`, read back with one entry per unit.
class AdminExposure {
public:
    /// From a GeoPackage with that layer, or from the CSV of it. UnsafeError (4) when it is not that table.
    static AdminExposure read(io::Session& session, const std::string& path);

    const ExposedUnit* unit(int level, const std::string& code) const;
    std::vector<std::string> codes(int level) const;
    /// Levels that have this P-code.
    std::vector<int> levels_of(const std::string& code) const;
    /// The unit of `level` in which `code` lies: itself, or the one whose code it begins with; empty when there is none.
    std::string unit_around(int level, const std::string& code) const;

    /// Columns for a table of units, and the cells of one; NULL for a unit that is not there.
    std::vector<Field> fields() const;
    std::vector<Value> cells(const ExposedUnit* unit) const;

private:
    std::map<std::pair<int, std::string>, ExposedUnit> units_;
    std::vector<int> years_;
};

}  // namespace tasi::cli

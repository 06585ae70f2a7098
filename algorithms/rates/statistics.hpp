#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/rates/fit.hpp"
#include "algorithms/rates/history.hpp"
#include "algorithms/rates/rate_options.hpp"

namespace tasi {

/// One statistic of change: a column of `rates`.
struct Statistic {
    std::string name;   ///< at most 10 characters, also with the level
    bool has_level;     ///< the confidence level is part of the column name
    bool of_rate;       ///< a rate, or about one and worth nothing without it; else it describes the record
    std::string unit;   ///< `m`, `m/yr`, `yr`, or empty for a pure number
    std::string alias;  ///< for people
    std::string source;
    std::string doc;  ///< what it is and when it is missing
    std::optional<double> (*value)(const Fit&);
    bool on_request = false;  ///< a column only where a season or a regressor is asked for

    bool is_count() const { return name == "n"; }
};

/// All statistics, in the order of their columns. Sign: seaward positive.
const std::vector<Statistic>& statistics();

/// The break of a record where chance makes one in fewer than 5 % of records; else nothing.
const ChangePoint* likely_break(const std::optional<ChangePoint>& point);

/// `LCI` at 90 is `LCI90`, at 99.7 `LCI997`.
std::string column_name(const Statistic& statistic, double confidence_pct);

/// The values of `statistics()`, in its order, and the line that they come from.
struct ChangeStatistics {
    std::vector<std::optional<double>> values;
    double confidence_pct = 90;
    std::optional<LineFit> line;  ///< ordinary least squares; times in years since the first observation
    std::optional<ChangePoint> break_point;

    /// By the name in `statistics()`, such as `LRR` or `LCI`. Throws BugError for another name.
    std::optional<double> operator[](std::string_view name) const;
};

/// Statistics of change of one transect. Rows are used as given; rows out of order are sorted by time.
/// Throws UnsafeError for a distance that cannot be one (not finite, beyond 1e12 m).
/// Himmelstoss et al. 2018, doi:10.3133/ofr20181179 (DSAS 5); see `statistics()` for the others.
ChangeStatistics change_statistics(const History& history, const RateOptions& options = {});

/// The same of observations already fitted.
ChangeStatistics change_statistics(const Fit& fit);

}  // namespace tasi

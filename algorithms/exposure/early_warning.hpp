#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/assessed_coast.hpp"
#include "algorithms/exposure/departure.hpp"

namespace tasi {

struct WarningOptions {
    DepartureOptions departure;
    double false_discovery_rate = 0.05;  ///< expected share of false ones among the warnings of a layer
    /// A break is an early warning while its date lies within so many years of the newest date.
    double break_yr() const { return 2 * departure.recent_yr; }
};

/// A transect whose last years stand apart from the trend before them.
struct EarlyWarning {
    enum class Kind { last_years, record_break };
    Kind kind = Kind::last_years;
    std::size_t transect = 0;
    Instant since;                     ///< first of the new positions; date of the break
    std::optional<Instant> from, to;   ///< the break lies between these
    std::optional<std::size_t> count;  ///< new positions
    double change_m = 0;               ///< mean of the new positions against the old trend; seaward positive
    std::optional<double> jump_m;      ///< at the break
    std::optional<double> interval_m;  ///< half width
    RateOfPart before;
    std::optional<RateOfPart> after;
    double p = 1;
    double adjusted_p = 1;  ///< the least false discovery rate at which it would be listed

    std::string evidence() const;
};

struct EarlyWarnings {
    std::vector<EarlyWarning> listed;  ///< in the order of the transects, at most one each
    std::size_t transects = 0;         ///< that were tested
    std::size_t tests = 0;
};

/// Every transect is tested for a departure of its last years (`histories` by transect) and, where its rates state the p of a break, for
/// that. Those are kept whose p, adjusted for the number of tests of their kind (`adjusted_for_many`), is at most the false discovery rate;
/// of these a break must be recent. Where a transect fails both tests the surer one is listed.
EarlyWarnings early_warnings_of(const std::vector<AssessedTransect>& transects, const std::map<std::string, History>& histories,
                                const Instant& newest, const WarningOptions& options = {});

/// p adjusted for the number of tests so that, where all with adjusted p <= q are called discoveries, the expected share of false ones is
/// at most q: step-up of Benjamini and Hochberg (1995, doi:10.1111/j.2517-6161.1995.tb02031.x). It holds for tests that are independent
/// or positively dependent, as neighbours on a coast are (Benjamini and Yekutieli 2001, doi:10.1214/aos/1013699998).
std::vector<double> adjusted_for_many(const std::vector<double>& p);

}  // namespace tasi

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/rates/rate_options.hpp"

namespace tasi {

/// What is known about one transect when its rate is judged.
struct Evidence {
    std::size_t n = 0;
    double span_yr = 0;
    bool constant = false;              ///< all distances are the same number: none was measured anew
    std::optional<double> lrr, lci_ac;  ///< m/yr
    std::optional<double> lse_m, median_u_m;
    std::optional<double> median_slope;  ///< beach slope, tangent
    double many_crossings_share = 0;     ///< of the dates: with two or more crossings
    double outlier_share = 0;            ///< of the observations: flagged
    std::optional<double> lrr_without_outliers;
    std::optional<double> break_p, jump_m;      ///< of the most likely break
    std::optional<double> years_covered_share;  ///< of the years of the span; only for series of at most one date a year
};

/// A doubt about a rate: the word in column `certainty`, when it holds, and its rule in words.
struct CertaintyLabel {
    std::string name, rule;
    bool (*holds)(const Evidence&, const CertaintyLimits&);
};

/// All labels, worst first; the last, `good`, always holds.
const std::vector<CertaintyLabel>& certainty_labels();

/// The names of all labels that hold, worst first, without `good` unless it is the only one. The first is the one shown.
std::vector<std::string> certainty_of(const Evidence& evidence, const CertaintyLimits& limits);

/// `eroding` when LRR + LCIac < 0, `accreting` when LRR - LCIac > 0, `no detectable trend` (which is not "stable") when the interval
/// holds 0, `not assessed` when there is no interval, the record is too short or constant.
std::string trend_of(const Evidence& evidence, const CertaintyLimits& limits);

}  // namespace tasi

#pragma once

#include <string>
#include <vector>

#include "tests/bench/accuracy/study.hpp"

namespace tasi::bench {

/// One demand on the judged method and whether it is met.
struct Verdict {
    std::string rule;   ///< what is demanded
    std::string found;  ///< the figures
    bool passed = false;
};

/// The limits, in pixels of the finest layer.
struct Limits {
    double clean_bias = 0.03, clean_rmse = 0.06;
    double bound_floor = 0.03, over_bound = 2;  ///< above the floor of the bound the rmse may be this many times the bound
    double mean_ratio = 0.60;                   ///< of the judged method's mean to that of the best single other
    double cell_excess = 0.03;                  ///< over the best other in each cell
    double calibration = 0.05;                  ///< how far the shares within 1 and 2 sigma may lie from 0.68 and 0.95
};

/// Clean scenes on straight and curved coasts, per sensor; and over all cells with a nuisance: the mean against the best single other
/// method's, and each cell against the best other there. Stations without a line count as `search_px` (Statistics::cost). Its
/// stated sigma must hold over clean scenes and nuisances together.
std::vector<Verdict> judge(const Study& study, const Limits& limits = {});

/// Cells where the judged method is worse than the best other by more than the limit, worst first.
struct Excess {
    const Cell* cell;
    std::size_t best;  ///< number of the best other method
    double excess_px;
};
std::vector<Excess> excesses(const Study& study, const Limits& limits = {});

/// The nuisances that are judged: those of one scene, each alone and all together.
bool is_judged(const std::string& nuisance);

}  // namespace tasi::bench

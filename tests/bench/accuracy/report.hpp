#pragma once

#include <string>

#include "tests/bench/accuracy/rules.hpp"

namespace tasi::bench {

/// Every cell with every method: bias, rmse, 95 % error, share without a line, bound.
std::string cells_text(const Study& study);
/// Per sensor and nuisance the mean over coasts of every method's rmse, stations without a line included.
std::string summary_text(const Study& study);
/// Per sensor and method the share of errors within 1 and 2 of the stated sigma, over all cells.
std::string calibration_text(const Study& study);
std::string verdicts_text(const Study& study);

/// One row per cell and method.
std::string csv(const Study& study);
/// The summary as tables of a documentation page.
std::string markdown(const Study& study);

}  // namespace tasi::bench

#pragma once

#include <string>
#include <vector>

#include "algorithms/rates/fit.hpp"
#include "algorithms/rates/transect_rows.hpp"

namespace tasi {

/// The rows of one transect.
struct TransectPositions {
    std::string transect;
    Rows rows;
};

/// `positions` by transect, in the order in which transects are first named. The rows point into `positions`.
std::vector<TransectPositions> by_transect(const std::vector<Position>& positions);

/// The observations that rates are fitted to: rows with a distance, identical ones once, in order of time.
History history_of_rows(const Rows& rows);

/// Number of different UTC days.
std::size_t different_days(const Series& series);

}  // namespace tasi

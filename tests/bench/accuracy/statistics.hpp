#pragma once

#include <vector>

#include "tests/bench/accuracy/station_errors.hpp"

namespace tasi::bench {

/// What is told of the errors of one method in one cell of the table; pixels. NaN where no station has a line.
struct Statistics {
    long stations = 0;
    double missing = 0;                 ///< share of stations without a line
    double bias = 0;                    ///< mean, seaward positive
    double rmse = 0;                    ///< of the stations with a line
    double p95 = 0;                     ///< 95 % of |error|, linear between order statistics
    double cost = 0;                    ///< rmse of all stations, one without a line counting `search_px`: what methods are ranked by
    long stated = 0;                    ///< stations whose sigma is stated
    double sigma = 0;                   ///< root mean square of what is stated
    double within_1 = 0, within_2 = 0;  ///< share of these with |error| within 1 and 2 sigma
};

Statistics statistics(const std::vector<StationError>& errors);

/// The value below which a share `p` of `values` lies, linear at rank p (n - 1); NaN of none.
double percentile(std::vector<double> values, double p);

}  // namespace tasi::bench

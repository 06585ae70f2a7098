#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/bench/accuracy/methods.hpp"
#include "tests/bench/accuracy/statistics.hpp"

namespace tasi::bench {

/// One coast seen by one sensor under one nuisance, over several seeds.
struct Cell {
    std::string coast, sensor, nuisance;
    double bound_px = 0;             ///< attainable error, root mean square over seeds
    std::vector<Statistics> scores;  ///< one per method
};

/// What is measured; empty lists mean all rows of the simulator's tables.
struct StudyOptions {
    int seeds = 6;
    std::vector<std::string> coasts, sensors, nuisances, methods;
};

/// A study and its results, cells in the order sensor, nuisance, coast.
struct Study {
    std::vector<Method> methods;
    std::vector<Cell> cells;

    /// Number of the method that is judged.
    std::size_t judged() const
    {
        const auto found = std::find_if(methods.begin(), methods.end(), [](const Method& m) { return m.judged; });
        return static_cast<std::size_t>(found - methods.begin());
    }
};

/// Renders all scenes and runs all methods on them; cells in parallel, with the same result on any number of threads. UsageError for
/// an unknown name.
Study run_study(const StudyOptions& options);

}  // namespace tasi::bench

#pragma once

#include <string>
#include <vector>

#include "tests/bench/accuracy/methods.hpp"
#include "tests/bench/rates/series.hpp"
#include "tests/bench/rates/treatments.hpp"

namespace tasi::bench {

/// What is measured; empty lists mean all.
struct RatesOptions {
    int seeds = 1;
    std::vector<std::string> methods, coasts;
};

/// The trends of one series: by method, treatment and crossline.
struct SeriesTrends {
    SeriesKind series;
    int scenes = 0, placed = 0;                           ///< coregistered, without the reference
    std::vector<double> placement_errors_m;               ///< along one axis, both axes of every scene placed
    std::vector<double> placement_sds_m;                  ///< as stated, of the same
    std::vector<std::vector<std::vector<Trend>>> trends;  ///< [method][treatment][crossline]
};

struct RatesStudy {
    std::vector<Method> methods;
    std::vector<SeriesTrends> series;
};

/// Renders all series and runs all methods on their scenes; series in parallel, with the same result on any number of threads.
/// UsageError for an unknown name.
RatesStudy run_rates_study(const RatesOptions& options);

}  // namespace tasi::bench

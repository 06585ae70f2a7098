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

/// How well one scene was set against the reference.
struct PlacementError {
    std::string sensor;
    Vector error_m;
    double sd_m;  ///< as stated, along one axis
};

/// The trends of one series: by method, treatment and crossline.
struct SeriesTrends {
    SeriesKind series;
    int scenes = 0;
    std::vector<PlacementError> placements;               ///< of scenes that were coregistered, without the reference
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

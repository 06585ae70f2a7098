#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenes/synthetic/measured/measured_scene.hpp"
#include "src/core/date.hpp"

namespace tasi::bench {

/// A coast that moves evenly from 1990 to 2020, and its beach.
struct SeriesKind {
    std::string name;
    scenes::measured::CoastKind coast;
    double rate_m_per_yr = 0;    ///< seaward positive
    double forest_behind_m = 0;  ///< beach before forest; 0: sand all the way
    double beach_slope = 0.07;   ///< tangent
    std::uint64_t seed = 1;
};

/// Every coast with every rate, `seeds` times.
std::vector<SeriesKind> series_kinds(int seeds);

/// One scene of a series.
struct Acquisition {
    Instant date;
    double t_yr = 0;  ///< since the middle of the series
    const scenes::measured::SensorKind* sensor = nullptr;
    scenes::measured::Nuisance nuisance;
    double tide_m = 0;            ///< level of the sea
    double known_tide_m = 0;      ///< what a tide model says of it
    double geolocation_sd_m = 0;  ///< 1 sigma per axis, as the product states it
    Vector shift_m;
    std::uint64_t seed = 1;
};

/// 1 sigma of the level that a tide model gives.
inline constexpr double tide_sd_m = 0.15;

/// 68 scenes in order of time: Landsat alone until mid 2015, then both kinds of Sentinel-2 too. A third of them clean, the others each with
/// a nuisance of the tables, drawn by chance.
std::vector<Acquisition> acquisitions(const SeriesKind& series);

/// The scene on the ground: about 2.5 km across or more, so that land is left for registration behind the coast.
scenes::measured::MeasuredScene render(const SeriesKind& series, const Acquisition& acquisition);

/// The middle 128 x 128 pixels, where the lines are looked for; without stations.
scenes::measured::MeasuredScene middle_of(const scenes::measured::MeasuredScene& scene);

/// A line across the coast through `at` on the coast as drawn (as it stands in the middle of the series without tide).
struct Crossline {
    Point at;
    Vector seaward;  ///< unit vector
};

/// Twenty of them, evenly along the coast within 500 m of the middle of the scenes.
std::vector<Crossline> crosslines(const SeriesKind& series);

}  // namespace tasi::bench

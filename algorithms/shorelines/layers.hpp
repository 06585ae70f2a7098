#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/shore_priors.hpp"
#include "algorithms/shorelines/trace.hpp"

namespace tasi {

/// How the strips along a waterline are modelled.
struct LayerOptions {
    double window_px = 14;                                ///< half the length alongshore over which colours and widths are taken as one
    double reach_px = 8;                                  ///< across the shore
    double along_px = 1.2;                                ///< 1 sigma of the weight of pixels alongshore at one place
    double first_smoothing_px = 1.5, smoothing_px = 0.8;  ///< 1 sigma along the line, of what each round starts from
    int rounds = 3;
    int min_pixels = 15;                           ///< of each of water and land
    double blur_px = 0.53, coarse_blur_px = 0.45;  ///< 1 sigma of an edge, pixels of the finest and of the coarser grids
    ShorePriors priors{};

    void validate() const;  ///< UsageError naming the option and its range
};

/// The waterline as the edge between water (with its white water) and land (with its wet sand), by fitting the strips of ground along it.
std::optional<TracedShoreline> trace_layers(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                            const LayerOptions& options = {});

}  // namespace tasi

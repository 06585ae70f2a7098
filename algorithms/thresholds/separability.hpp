#pragma once

#include "algorithms/thresholds/sample.hpp"

namespace tasi {

/// How well a threshold parts land (<= threshold) from water (> threshold).
struct Separability {
    /// Otsu's eta with both classes given mass 1/2: d^2/4 / (d^2/4 + (v_land + v_water)/2), d the difference of means, v
    /// population variances; 0..1, NaN when a class is empty. Any single mode scores high too (a Gaussian 0.637).
    double separability;
    /// 1 - lowest density between the two modes over the lower mode, 0..1: 128 bins between the 0.1 and 99.9
    /// percentiles, classes of mass 1/2, Gaussian smoothing of 3 bins. 0 for a single mode.
    double valley;
    long land = 0, water = 0;      ///< pixels of each class
    double mean_land, mean_water;  ///< of each class; NaN when one is empty
};

/// Of a large sample (more than ten million values) all figures are taken from counts in 65536 bins, each at its centre.
Separability separability(const Sample& sample, double threshold);

}  // namespace tasi

#pragma once

#include "algorithms/thresholds/histogram.hpp"

namespace tasi {

/// The two modes and the value at `fraction` of the way from water to land.
struct PeakFractionCut {
    double threshold, peak_land, peak_water;
};

/// peak_water + fraction (peak_land - peak_water), the peaks being the centres of the fullest bins after Gaussian smoothing of
/// 2 bins, the lowest of equal ones (Doherty et al. 2022, doi:10.1016/j.envsoft.2022.105512, with a fraction of 0.7). `land` and `water`
/// are counted over the same bins. BugError when the bins differ, NoResultError NOT-BIMODAL when a class is empty.
PeakFractionCut peak_fraction(const Histogram& land, const Histogram& water, double fraction);

/// The same of all pixels, parted by Otsu's cut of the same histogram; a bin belongs to the class of its centre.
PeakFractionCut peak_fraction(const Histogram& all, double fraction);

}  // namespace tasi

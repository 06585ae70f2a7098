#pragma once

#include "algorithms/thresholds/histogram.hpp"

namespace tasi {

/// Which value of a run of equally good cuts is returned; the run is long where bins between the classes are empty.
enum class TieRule {
    mid_edge,      ///< mean of the upper edges of the first and the last best bin
    first_centre,  ///< centre of the first best bin (scikit-image); hugs the lower class
};

/// The cut between two classes.
struct OtsuCut {
    double threshold;
    int first_bin, last_bin;  ///< the run of best bins; the lower class ends with one of them
    double eta;               ///< between-class variance over total variance, 0..1
};

/// The cut that maximises the variance between two classes (Otsu 1979, doi:10.1109/TSMC.1979.4310076). Cuts count as
/// equally good within a relative 1e-12. NoResultError when fewer than two bins hold anything.
OtsuCut otsu(const Histogram& histogram, TieRule tie = TieRule::mid_edge);

}  // namespace tasi

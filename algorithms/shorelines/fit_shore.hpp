#pragma once

#include <limits>
#include <vector>

#include "algorithms/shorelines/shore_system.hpp"

namespace tasi {

/// One explanation of a stretch of shore.
struct ShoreFit {
    ShoreStrips strips;
    ShoreEdges edges;
    Eigen::MatrixXd colour;        ///< strip (see Strip), band: reflectance; NaN for strips that do not exist
    Eigen::VectorXd band_shift;    ///< pixels, seaward positive
    std::vector<double> log_blur;  ///< by grid: log of the blur over the sensor's
    bool bare = false;             ///< the wet strip is ground before plants
    bool plausible = true;         ///< land looks like land, white water does not
    double waterline_sd = 0;       ///< pixels
    double chi_squared = 0;        ///< of the bins
    double values = 0;             ///< how many numbers that is a sum over
    double minus_two_log_evidence = std::numeric_limits<double>::infinity();
};

/// Where a fit begins.
struct ShoreStart {
    ShoreEdges edges;
    Eigen::MatrixXd colour;  ///< all strips
    std::vector<double> log_blur;
    Eigen::VectorXd band_shift = {};  ///< empty: none
};

/// How far a fit is taken.
struct FitEffort {
    bool rough = false;                                              ///< the evidence to about one unit, for choosing between fits
    double give_up_above = std::numeric_limits<double>::infinity();  ///< minus twice the log of an evidence that does not count any more
};

/// Edges, colours, blur and the shifts of bands against each other that explain the pixels best together with what is known
/// beforehand (maximum a posteriori, Levenberg's method), and their evidence (Laplace's approximation; MacKay 1992,
/// doi:10.1162/neco.1992.4.3.415).
/// A fit that is given up has no evidence.
ShoreFit fit_shore(const ShoreProblem& problem, const ShoreStrips& strips, const ShoreStart& start, const FitEffort& effort = {});

}  // namespace tasi

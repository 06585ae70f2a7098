#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "algorithms/shorelines/shore_model.hpp"
#include "algorithms/shorelines/shore_priors.hpp"
#include "algorithms/shorelines/shore_sample.hpp"

namespace tasi {

/// Which strips are thought to exist between the sea and the land behind.
struct ShoreHypothesis {
    bool swash = false, wet = false, back = false;
    friend bool operator==(const ShoreHypothesis&, const ShoreHypothesis&) = default;
};

/// One explanation of a window.
struct ShoreFit {
    ShoreHypothesis strips;
    ShoreEdges edges;
    Eigen::MatrixXd colour;        ///< strip, band: reflectance
    Eigen::VectorXd band_shift;    ///< pixels
    std::vector<double> log_blur;  ///< by grid: log of blur over the sensor's
    double waterline_sd = 0;       ///< pixels
    double minus_two_log_evidence = 0;
};

/// What all explanations together say of a window.
struct ShoreWindow {
    ShoreFit best;
    double waterline = 0;     ///< pixels from the line, seaward positive: mean over the explanations by their evidence
    double waterline_sd = 0;  ///< 1 sigma: of each, and between them
    double misfit = 0;        ///< mean squared residual of the best, in units of its expectation
};

/// What the fit works on.
struct ShoreProblem {
    const ShoreSample& sample;
    const std::vector<ShoreGrid>& grids;
    const std::vector<Band>& bands;
    double pixel_m;
    const ShorePriors& priors;
    const ShoreExpectation& expected;
};

/// The strips of one window by maximum a posteriori: edges, colours, blur and the shifts of bands against each other together, for
/// every hypothesis, weighed by their evidence (Laplace's approximation; MacKay 1992, doi:10.1162/neco.1992.4.3.415).
/// Nothing where water and land cannot be told apart.
std::optional<ShoreWindow> fit_shore(const ShoreProblem& problem);

/// What the windows of a scene have in common: medians of those that show a strip, at least three; as before where fewer do.
ShoreExpectation learned(const ShoreExpectation& before, const ShorePriors& priors, const std::vector<const ShoreWindow*>& windows);

}  // namespace tasi

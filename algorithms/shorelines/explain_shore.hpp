#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/fit_shore.hpp"

namespace tasi {

/// Whether a strip is there and not of no width.
bool shows_swash(const ShoreFit& fit);
bool shows_wet(const ShoreFit& fit);
inline bool shows_strips(const ShoreFit& fit) { return shows_swash(fit) || shows_wet(fit); }

/// What all explanations together say of a stretch of shore.
struct ShoreStretch {
    std::vector<ShoreFit> fits;  ///< those that count, the best first
    double waterline = 0;        ///< pixels from the line, seaward positive: mean over the explanations by their evidence
    double waterline_sd = 0;     ///< 1 sigma: of each, and between them
    double noise = 1;            ///< variance of pixels over that of the sample, in which what is left unexplained counts as noise

    const ShoreFit& best() const { return fits.front(); }
};

/// Explains the pixels of a stretch by every choice of strips that can be needed, weighed by evidence. Where water and one land explain
/// them as well as noise allows, no more is tried. `before` are the explanations of the last round, from which a new one starts.
/// Nothing where water and land cannot be told apart.
std::optional<ShoreStretch> explain_shore(const ShoreProblem& problem, const std::vector<ShoreFit>& before = {});

/// Whether a stretch puts the waterline about where those `beside` it do.
bool agrees(const ShoreStretch& stretch, const std::vector<const ShoreStretch*>& beside);

/// The same stretch in the light of those `beside` it: their best explanations are tried here too, and one that puts the waterline
/// elsewhere than they do must earn it. Nothing where none explains it.
std::optional<ShoreStretch> agreeing(const ShoreProblem& problem, const ShoreStretch& stretch,
                                     const std::vector<const ShoreStretch*>& beside);

/// What the stretches of a scene have in common: medians over those that show a strip, at least three; as before where fewer do.
ShoreExpectation learned(const ShoreExpectation& before, const ShorePriors& priors, const std::vector<const ShoreStretch*>& stretches);

}  // namespace tasi

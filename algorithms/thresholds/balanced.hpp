#pragma once

#include "algorithms/thresholds/otsu.hpp"

namespace tasi {

/// The histogram in which the classes `land` and `water`, counted over the same bins, have mass 1/2 each: every pixel weighs
/// 1/(2 n) of its class. BugError when the bins differ; NoResultError when a class is empty.
Histogram balanced(const Histogram& land, const Histogram& water);

/// Otsu's cut of classes of equal mass, so that it does not depend on how much sea is in view. What others reach by drawing
/// equal numbers of pixels at random is reached here without drawing. The classes are those that Otsu's cut of all pixels
/// parts: the lower one are the bins up to its first best bin. NoResultError when fewer than two bins hold anything.
OtsuCut otsu_balanced(const Histogram& all, TieRule tie = TieRule::mid_edge);

}  // namespace tasi

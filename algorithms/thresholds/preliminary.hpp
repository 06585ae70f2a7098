#pragma once

#include "algorithms/thresholds/choose.hpp"

namespace tasi {

/// The cut of a preliminary line, for a method that finds the waterline by itself within a few pixels of it.
///
/// The natural cut of the index lies near the waterline on most coasts, a fixed part of a pixel off; Otsu's threshold follows whatever the
/// two largest classes are, which may be forest and beach, or clear and hazy water. So: the natural cut where it lies well between the
/// means of `found`'s classes (a seventh to six sevenths of the way), or where the class called land lies on its water side; else the value
/// of `found` itself, as over water so turbid that the index calls it land.
double preliminary_cut(const Threshold& found, double natural_cut);

}  // namespace tasi

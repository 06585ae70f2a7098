#pragma once

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes {

/// Where the centre of a fine pixel lies among the centres of coarse ones, along one axis: value = (1 - share) lower + share upper.
/// A share of 0 means that `upper` has no say.
struct BetweenCentres {
    int lower = 0, upper = 0;
    double share = 0;
};

/// Of fine pixel `fine`, where one of `count` coarse pixels covers `times` fine ones. Beyond the outermost centres the end holds.
/// For 2: shares .75 and .25. Whole numbers decide which pixels count.
BetweenCentres between_centres(int fine, int times, int count);

/// The coarse pixels that have a say in `fine`, a window of the fine grid over `coarse_rows` x `coarse_cols` coarse pixels.
Window bilinear_source(const Window& fine, int times, int coarse_rows, int coarse_cols);

/// Values at the fine pixels of `window` from `coarse`, which holds the pixels of `source` = bilinear_source(window, ...) of a grid of
/// `coarse_rows` x `coarse_cols`. A coarse pixel without weight has no say, whatever it holds.
Pixels bilinear(const Pixels& coarse, const Window& source, const Window& window, int times, int coarse_rows, int coarse_cols);

/// The same for flags: those of every coarse pixel that has a weight.
Mask bilinear(const Mask& coarse, const Window& source, const Window& window, int times, int coarse_rows, int coarse_cols);

}  // namespace tasi::scenes

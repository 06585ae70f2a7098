#pragma once

#include <vector>

#include "algorithms/thresholds/choose.hpp"

namespace tasi {

/// Cuts to start from where Otsu's threshold of the whole sample is refused, in this order: Otsu's own, which parts a small class that
/// stands well apart; that of least error, which finds a small class nearby; and Otsu's of what lies above Otsu's, which finds water beside
/// two kinds of land. From the histogram of the whole sample alone.
std::vector<double> first_cuts(const Histogram& all);

/// Whether Otsu's threshold of the whole sample, once it was not refused, needs no further search: what it calls water is water.
bool is_settled(const Threshold& plain, const ThresholdOptions& options);

/// `auto`: Otsu's threshold of the whole sample, unless that cannot be the border of land and water.
///
/// It cannot where it is refused as NOT-BIMODAL, or where the mean of the class called water is on the land side of the natural
/// cut of the index. Then every one of `first_cuts` is tried: the pixels within `border_reach_px` of the border that it makes
/// (`border_zone`) hold about as much land as water, and Otsu's threshold of these alone is accepted when it is not refused, the zone holds
/// at most `max_border_share` of the sample, and the natural cut, where known, lies between the means of both classes.
/// When the whole sample was refused, the first accepted one is the answer. When it was not, two borders compete: NoResultError
/// THREE-CLASSES; but where no other is accepted, the whole sample stands.
///
/// What a walk over blocks must gather: pass 1 range, pass 2 histogram and the sums of `separability`; only where those fail, for each
/// first cut, range, histogram and sums of the pixels that `border_zone` leaves, of blocks with a halo of `border_zone_halo`.
Threshold search_threshold(const IndexImage& image, const Mask& mask, const ThresholdOptions& options);

}  // namespace tasi

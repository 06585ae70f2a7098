#include "algorithms/thresholds/peak_fraction.hpp"

#include <algorithm>
#include <vector>

#include "algorithms/thresholds/otsu.hpp"
#include "algorithms/thresholds/smooth.hpp"
#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr double smoothing_bins = 2;

double peak_of(const Histogram& histogram)
{
    if (!(histogram.total() > 0)) throw NoResultError("NOT-BIMODAL", "", "a class is empty: not bimodal", "restrict the area to the coast");
    const std::vector<double> density = smoothed(histogram.counts(), smoothing_bins);
    return histogram.centre(static_cast<int>(std::max_element(density.begin(), density.end()) - density.begin()));
}

}  // namespace

PeakFractionCut peak_fraction(const Histogram& land, const Histogram& water, double fraction)
{
    const int bins = land.bins();
    if (water.bins() != bins || water.lower_edge(0) != land.lower_edge(0) || water.lower_edge(bins) != land.lower_edge(bins))
        throw BugError("HISTOGRAM", "", "the classes are counted over different bins", "report this");
    const double of_land = peak_of(land), of_water = peak_of(water);
    return {of_water + fraction * (of_land - of_water), of_land, of_water};
}

PeakFractionCut peak_fraction(const Histogram& all, double fraction)
{
    const double cut = otsu(all).threshold;
    std::vector<double> land = all.counts(), water = all.counts();
    for (int bin = 0; bin < all.bins(); ++bin) (all.centre(bin) <= cut ? water : land)[static_cast<std::size_t>(bin)] = 0;
    const double low = all.lower_edge(0), high = all.lower_edge(all.bins());
    return peak_fraction(Histogram(low, high, land), Histogram(low, high, water), fraction);
}

}  // namespace tasi

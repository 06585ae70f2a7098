#include "algorithms/thresholds/balanced.hpp"

#include <algorithm>
#include <vector>

#include "src/core/error.hpp"

namespace tasi {

Histogram balanced(const Histogram& land, const Histogram& water)
{
    const int bins = land.bins();
    if (water.bins() != bins || water.lower_edge(0) != land.lower_edge(0) || water.lower_edge(bins) != land.lower_edge(bins))
        throw BugError("HISTOGRAM", "", "the classes are counted over different bins", "report this");
    const double n_land = land.total(), n_water = water.total();
    if (!(n_land > 0) || !(n_water > 0))
        throw NoResultError("NOT-BIMODAL", "", "a class is empty: not bimodal", "restrict the area to the coast");
    std::vector<double> weights;
    for (std::size_t k = 0; k < land.counts().size(); ++k)
        weights.push_back(land.counts()[k] / (2 * n_land) + water.counts()[k] / (2 * n_water));
    return {land.lower_edge(0), land.lower_edge(bins), weights};
}

OtsuCut otsu_balanced(const Histogram& all, TieRule tie)
{
    const auto parted_after = static_cast<std::ptrdiff_t>(otsu(all, tie).first_bin) + 1;
    std::vector<double> land = all.counts(), water = all.counts();
    std::fill(land.begin() + parted_after, land.end(), 0.0);
    std::fill(water.begin(), water.begin() + parted_after, 0.0);
    const double low = all.lower_edge(0), high = all.lower_edge(all.bins());
    return otsu(balanced({low, high, land}, {low, high, water}), tie);
}

}  // namespace tasi

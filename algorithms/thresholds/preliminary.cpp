#include "algorithms/thresholds/preliminary.hpp"

namespace tasi {

double preliminary_cut(const Threshold& found, double natural_cut)
{
    constexpr double least_part = 1.0 / 7;
    const double margin = least_part * (found.mean_water - found.mean_land);
    const bool between = natural_cut > found.mean_land + margin && natural_cut < found.mean_water - margin;
    return between || found.mean_land > natural_cut ? natural_cut : found.value;
}

}  // namespace tasi

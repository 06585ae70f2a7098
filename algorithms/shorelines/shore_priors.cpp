#include "algorithms/shorelines/shore_priors.hpp"

#include <array>

namespace tasi {
namespace {

struct Row {
    Band band;
    double wet_over_dry, foam, wet_ground;
};

// Round numbers on purpose.
constexpr std::array<Row, all_bands.size()> table{{
    {Band::coastal, 0.55, 0.40, 0.06},
    {Band::blue, 0.55, 0.40, 0.07},
    {Band::green, 0.57, 0.40, 0.09},
    {Band::red, 0.57, 0.38, 0.11},
    {Band::nir, 0.55, 0.34, 0.14},
    {Band::swir1, 0.35, 0.22, 0.11},
    {Band::swir2, 0.25, 0.14, 0.07},
}};

const Row& row_of(Band band)
{
    for (const Row& row : table)
        if (row.band == band) return row;
    return table.front();
}

template <class Value>
Eigen::VectorXd by_band(const std::vector<Band>& bands, Value&& value)
{
    Eigen::VectorXd values(static_cast<Eigen::Index>(bands.size()));
    for (std::size_t b = 0; b < bands.size(); ++b) values[static_cast<Eigen::Index>(b)] = value(bands[b]);
    return values;
}

}  // namespace

double wet_over_dry(Band band) { return row_of(band).wet_over_dry; }
double wet_ground(Band band) { return row_of(band).wet_ground; }
double foam_over_water(Band band) { return row_of(band).foam; }
Eigen::VectorXd wet_over_dry(const std::vector<Band>& bands)
{
    return by_band(bands, [](Band b) { return wet_over_dry(b); });
}
Eigen::VectorXd wet_ground(const std::vector<Band>& bands)
{
    return by_band(bands, [](Band b) { return wet_ground(b); });
}
Eigen::VectorXd foam_over_water(const std::vector<Band>& bands)
{
    return by_band(bands, [](Band b) { return foam_over_water(b); });
}

ShoreExpectation expectation_of(const ShorePriors& priors, const std::vector<Band>& bands, std::size_t grids)
{
    return {wet_over_dry(bands),
            priors.swash_cover * foam_over_water(bands),
            std::vector<double>(grids, 0.0),
            priors.per_strip,
            priors.per_strip,
            priors.per_strip,
            priors.wet_spread,
            priors.cover_spread,
            priors.swash_spread,
            priors.blur_spread};
}

}  // namespace tasi

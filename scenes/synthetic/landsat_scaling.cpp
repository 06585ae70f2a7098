#include "scenes/synthetic/landsat_scaling.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tasi::scenes {
namespace {

const std::map<int, LandsatScale>& thematic_mapper()
{
    static const std::map<int, LandsatScale> table{
        {1, {1.2749e-3, -0.003805, 7.6583e-1, -2.28583, 255}}, {2, {2.6644e-3, -0.007890, 1.4482, -4.28819, 255}},
        {3, {2.2675e-3, -0.004809, 1.0440, -2.21398, 255}},    {4, {2.7445e-3, -0.007475, 8.7602e-1, -2.38602, 255}},
        {5, {1.8583e-3, -0.007571, 1.2035e-1, -0.49035, 255}}, {7, {2.5795e-3, -0.008482, 6.5551e-2, -0.21555, 255}},
    };
    return table;
}

const std::map<int, LandsatScale>& enhanced_thematic_mapper()
{
    static const std::map<int, LandsatScale> table{
        {1, {1.8344e-3, -0.011467, 1.1807, -7.38071, 255}},    {2, {2.0619e-3, -0.012969, 1.2098, -7.60984, 255}},
        {3, {1.9550e-3, -0.012326, 9.4252e-1, -5.94252, 255}}, {4, {2.8628e-3, -0.017926, 9.6929e-1, -6.06929, 255}},
        {5, {2.7295e-3, -0.017004, 1.9122e-1, -1.19122, 255}}, {7, {2.5853e-3, -0.016193, 6.6496e-2, -0.41650, 255}},
        {8, {2.3396e-3, -0.013611, 9.7559e-1, -5.67559, 255}},
    };
    return table;
}

/// Radiance as in LC81060712016134LGN00 (USGS); it is five thousand times what the offset takes away.
LandsatScale land_imager(int number)
{
    static const std::map<int, double> radiance{{1, 1.2296e-2}, {2, 1.2592e-2}, {3, 1.1603e-2}, {4, 9.7844e-3},
                                                {5, 5.9875e-3}, {6, 1.4890e-3}, {7, 5.0189e-4}, {8, 1.1073e-2}};
    return {2e-5, -0.1, radiance.at(number), -5000 * radiance.at(number), 65534};
}

}  // namespace

LandsatScale landsat_scale(const Platform& platform, const ProductKind& kind, int number)
{
    if (kind.surface) return {2.75e-5, -0.2, 0, 0, 65534};
    if (platform.instrument == "TM") return thematic_mapper().at(number);
    if (platform.instrument == "ETM") return enhanced_thematic_mapper().at(number);
    return land_imager(number);
}

io::Numbers landsat_numbers(const Pixels& reflectance, const Mask& fill, const LandsatScale& scale, double sun)
{
    io::Numbers result(reflectance.rows(), reflectance.cols());
    for (int row = 0; row < result.rows(); ++row) {
        for (int col = 0; col < result.cols(); ++col) {
            const double number = std::round((static_cast<double>(reflectance(row, col)) * sun - scale.add) / scale.mult);
            result(row, col) = fill(row, col) ? std::uint16_t{0} : static_cast<std::uint16_t>(std::clamp(number, 1.0, scale.largest));
        }
    }
    return result;
}

}  // namespace tasi::scenes

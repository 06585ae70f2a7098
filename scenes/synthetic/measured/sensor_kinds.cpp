#include "scenes/synthetic/measured/sensor_kinds.hpp"

#include <cmath>
#include <numbers>

#include "scenes/synthetic/measured/row_named.hpp"

namespace tasi::scenes::measured {

const std::vector<SensorKind>& sensor_kinds()
{
    using enum Band;
    static const std::vector<SensorKind> table{
        {"landsat-30m",
         "six bands on one 30 m grid, MTF 0.25, noise of surface reflectance of OLI",
         30,
         {{1, {blue, green, red, nir, swir1, swir2}, 0.53, {0.002, 0.002, 0.002, 0.002, 0.0025, 0.0025}}}},
        {"sentinel-2-10m",
         "blue to nir at 10 m, MTF 0.25; swir1 and swir2 at 20 m, MTF 0.37; noise of MSI",
         10,
         {{1, {blue, green, red, nir}, 0.53, {0.003, 0.003, 0.003, 0.003}}, {2, {swir1, swir2}, 0.45, {0.0035, 0.0035}}}},
        {"sentinel-2-20m",
         "six bands on one 20 m grid, MTF 0.37, noise of MSI",
         20,
         {{1, {blue, green, red, nir, swir1, swir2}, 0.45, {0.003, 0.003, 0.003, 0.003, 0.0035, 0.0035}}}},
    };
    return table;
}

const SensorKind& sensor_kind_named(const std::string& name) { return row_named(sensor_kinds(), name, "sensor"); }

double mtf_at_nyquist(double blur_px) { return std::exp(-0.5 * std::pow(std::numbers::pi * blur_px, 2)); }

}  // namespace tasi::scenes::measured

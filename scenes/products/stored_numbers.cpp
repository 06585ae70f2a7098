#include "scenes/products/stored_numbers.hpp"

#include <cmath>

namespace tasi::scenes {
namespace {

/// Why a stored number is no reflectance.
std::uint8_t flag_of(float number, const BandLayer& layer)
{
    if (std::isnan(number)) return fill;
    if (!std::isfinite(number)) return invalid;
    if (layer.no_data && number == static_cast<float>(*layer.no_data)) return fill;
    if (layer.satellite_numbers && number == 0) return fill;
    return layer.satellite_numbers && static_cast<double>(number) >= layer.saturated_from ? saturated : clear;
}

}  // namespace

void average_into(Pixels& mean, Mask& flags, const Pixels& numbers, const BandLayer& layer, int finer)
{
    const double share = 1.0 / (finer * finer);
    for (Eigen::Index row = 0; row < mean.rows(); ++row)
        for (Eigen::Index col = 0; col < mean.cols(); ++col) {
            double sum = 0;
            unsigned bits = clear;
            for (int i = 0; i < finer * finer; ++i) {
                const float number = numbers(row * finer + i / finer, col * finer + i % finer);
                bits |= flag_of(number, layer);
                sum += layer.calibration.reflectance(static_cast<double>(number));
            }
            mean(row, col) = static_cast<float>(sum * share);
            flags(row, col) = static_cast<std::uint8_t>(flags(row, col) | bits);
        }
}

}  // namespace tasi::scenes

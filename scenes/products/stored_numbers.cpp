#include "scenes/products/stored_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "src/core/wide_loops.hpp"

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

/// What the numbers of a band are compared with and turned by, at hand for a loop.
struct Limits {
    float least, most, no_data;
};

/// Reflectance of each number; how many of them may be special.
TASI_WIDE_LOOPS int convert_run(const float* numbers, float* values, Eigen::Index count, const Calibration& calibration,
                                const Limits& limits)
{
    const Limits l = limits;
    int special = 0;
    for (Eigen::Index i = 0; i < count; ++i) {
        const float number = numbers[i];
        values[i] = static_cast<float>(calibration.reflectance(static_cast<double>(number)));
        special += static_cast<int>(!(number > l.least)) + static_cast<int>(!(number < l.most)) + static_cast<int>(number == l.no_data);
    }
    return special;
}

/// Nearly all numbers lie between the special ones, so a few are tested together.
void convert_into(Pixels& values, Mask& flags, const Pixels& numbers, const BandLayer& layer)
{
    constexpr Eigen::Index together = 256;
    const float least = layer.satellite_numbers ? 0.0F : std::numeric_limits<float>::lowest();
    const float most = layer.satellite_numbers ? static_cast<float>(layer.saturated_from) : std::numeric_limits<float>::max();
    const float no_data = layer.no_data ? static_cast<float>(*layer.no_data) : std::numeric_limits<float>::quiet_NaN();
    for (Eigen::Index first = 0; first < numbers.size(); first += together) {
        const Eigen::Index end = std::min(first + together, numbers.size());
        const int special =
            convert_run(numbers.data() + first, values.data() + first, end - first, layer.calibration, {least, most, no_data});
        for (Eigen::Index i = first; special > 0 && i < end; ++i)
            flags.data()[i] = static_cast<std::uint8_t>(flags.data()[i] | flag_of(numbers.data()[i], layer));
    }
}

}  // namespace

void average_into(Pixels& mean, Mask& flags, const Pixels& numbers, const BandLayer& layer, int finer)
{
    if (finer == 1) return convert_into(mean, flags, numbers, layer);
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

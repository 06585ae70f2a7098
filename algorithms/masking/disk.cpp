#include "algorithms/masking/disk.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double largest_radius_px = 30000;
constexpr int rows_per_task = 128;
using Distances = std::vector<std::uint16_t>;

/// Half width of the disk on each of its rows 0..radius.
std::vector<int> half_widths(double radius_px)
{
    const double squared = radius_px * radius_px * (1 + 1e-12);  // 0.3 / 0.1 must still reach pixel 3
    std::vector<int> widths;
    for (int row = 0; row * static_cast<double>(row) <= squared; ++row)
        widths.push_back(static_cast<int>(std::sqrt(squared - row * static_cast<double>(row))));
    return widths;
}

/// Distance along the row to the nearest pixel with one of `bits`, at most `limit`.
void row_distances(const Mask& mask, Eigen::Index row, std::uint8_t bits, std::uint16_t limit, Distances& out)
{
    std::uint16_t away = limit;
    const auto step = [&](Eigen::Index col) {
        away = (mask(row, col) & bits) ? std::uint16_t{0} : static_cast<std::uint16_t>(std::min<int>(limit, away + 1));
        return away;
    };
    for (Eigen::Index col = 0; col < mask.cols(); ++col) out[static_cast<std::size_t>(col)] = step(col);
    away = limit;
    for (Eigen::Index col = mask.cols() - 1; col >= 0; --col) {
        auto& nearest = out[static_cast<std::size_t>(col)];
        nearest = std::min(nearest, step(col));
    }
}

/// Spreads a structuring element of `widths` (symmetric, row 0 in the middle) over rows [begin, end) of `result`.
void spread(const Mask& mask, std::uint8_t bits, const std::vector<int>& widths, Eigen::Index begin, Eigen::Index end, Mask& result)
{
    const auto reach = static_cast<Eigen::Index>(widths.size()) - 1;
    const auto limit = static_cast<std::uint16_t>(*std::max_element(widths.begin(), widths.end()) + 1);
    const Eigen::Index first = std::max<Eigen::Index>(0, begin - reach), last = std::min(mask.rows(), end + reach);
    Distances away(static_cast<std::size_t>(mask.cols()));
    for (Eigen::Index source = first; source < last; ++source) {
        const std::uint8_t* flags = &mask(source, 0);
        if (std::none_of(flags, flags + mask.cols(), [&](std::uint8_t flag) { return flag & bits; })) continue;
        row_distances(mask, source, bits, limit, away);
        for (Eigen::Index row = std::max(begin, source - reach); row < std::min(end, source + reach + 1); ++row) {
            const int width = widths[static_cast<std::size_t>(std::abs(row - source))];
            std::uint8_t* out = &result(row, 0);
            for (std::size_t col = 0; col < away.size(); ++col)
                out[col] = static_cast<std::uint8_t>(out[col] | (away[col] <= width ? bits : 0));
        }
    }
}

Mask spread(const Mask& mask, std::uint8_t bits, const std::vector<int>& widths, Mask result)
{
    const int tasks = static_cast<int>((mask.rows() + rows_per_task - 1) / rows_per_task);
    if (mask.cols() == 0) return result;
    parallel_for(tasks, [&](int task) {
        const Eigen::Index begin = task * Eigen::Index{rows_per_task};
        spread(mask, bits, widths, begin, std::min(mask.rows(), begin + rows_per_task), result);
    });
    return result;
}

}  // namespace

Mask dilated(const Mask& mask, std::uint8_t bits, double radius_px)
{
    if (!(radius_px >= 0 && radius_px <= largest_radius_px))
        throw UsageError("RADIUS", "", "a radius of " + format_number(radius_px) + " pixels", "give 0 to 30000 pixels");
    return spread(mask, bits, half_widths(radius_px), mask);
}

Mask near_missing(const Mask& mask, int pixels)
{
    if (pixels < 0 || pixels > largest_radius_px)
        throw UsageError("RADIUS", "", "a distance of " + std::to_string(pixels) + " pixels", "give 0 to 30000 pixels");
    const Mask flagged = (mask != 0).cast<std::uint8_t>();
    return spread(flagged, 1, std::vector<int>(static_cast<std::size_t>(pixels) + 1, pixels), flagged);
}

}  // namespace tasi

#include "scenes/products/bilinear.hpp"

#include <algorithm>
#include <vector>

namespace tasi::scenes {
namespace {

std::vector<BetweenCentres> along(int first, int count, int times, int coarse)
{
    std::vector<BetweenCentres> places;
    for (int i = 0; i < count; ++i) places.push_back(between_centres(first + i, times, coarse));
    return places;
}

/// Calls `visit(row, col, down, across)` for every pixel of `window`, with its places between coarse rows and columns, counted from
/// `source`.
template <class Visit>
void each_pixel(const Window& source, const Window& window, int times, int coarse_rows, int coarse_cols, Visit&& visit)
{
    const auto rows = along(window.row, window.rows, times, coarse_rows), cols = along(window.col, window.cols, times, coarse_cols);
    for (int row = 0; row < window.rows; ++row)
        for (int col = 0; col < window.cols; ++col) {
            BetweenCentres down = rows[static_cast<std::size_t>(row)], across = cols[static_cast<std::size_t>(col)];
            down.lower -= source.row, down.upper -= source.row;
            across.lower -= source.col, across.upper -= source.col;
            visit(row, col, down, across);
        }
}

}  // namespace

BetweenCentres between_centres(int fine, int times, int count)
{
    // In coarse pixels the centre lies at (fine + 1/2) / times - 1/2 = part / whole, kept in whole numbers so that an odd ratio, where
    // centres coincide, gives a share of exactly 0.
    const int part = 2 * fine + 1 - times, whole = 2 * times;
    const int lower = part < 0 ? -1 : part / whole, rest = part - lower * whole;
    if (lower < 0) return {0, 0, 0};
    if (rest == 0 || lower >= count - 1) return {std::min(lower, count - 1), std::min(lower, count - 1), 0};
    return {lower, lower + 1, static_cast<double>(rest) / whole};
}

Window bilinear_source(const Window& fine, int times, int coarse_rows, int coarse_cols)
{
    const int row = between_centres(fine.row, times, coarse_rows).lower, col = between_centres(fine.col, times, coarse_cols).lower;
    const int last_row = between_centres(fine.row + fine.rows - 1, times, coarse_rows).upper;
    const int last_col = between_centres(fine.col + fine.cols - 1, times, coarse_cols).upper;
    return {row, col, last_row - row + 1, last_col - col + 1};
}

Pixels bilinear(const Pixels& coarse, const Window& source, const Window& window, int times, int coarse_rows, int coarse_cols)
{
    Pixels values(window.rows, window.cols);
    const auto weighted = [](double lower, double upper, double share) { return share == 0 ? lower : (1 - share) * lower + share * upper; };
    each_pixel(source, window, times, coarse_rows, coarse_cols,
               [&](int row, int col, const BetweenCentres& down, const BetweenCentres& across) {
                   const auto at = [&](int r, int c) { return static_cast<double>(coarse(r, c)); };
                   const double upper_row = weighted(at(down.lower, across.lower), at(down.lower, across.upper), across.share);
                   const double lower_row = weighted(at(down.upper, across.lower), at(down.upper, across.upper), across.share);
                   values(row, col) = static_cast<float>(weighted(upper_row, lower_row, down.share));
               });
    return values;
}

Mask bilinear(const Mask& coarse, const Window& source, const Window& window, int times, int coarse_rows, int coarse_cols)
{
    Mask flags(window.rows, window.cols);
    each_pixel(source, window, times, coarse_rows, coarse_cols,
               [&](int row, int col, const BetweenCentres& down, const BetweenCentres& across) {
                   const unsigned all = unsigned{coarse(down.lower, across.lower)} | coarse(down.lower, across.upper) |
                                        coarse(down.upper, across.lower) | coarse(down.upper, across.upper);
                   flags(row, col) = static_cast<std::uint8_t>(all);
               });
    return flags;
}

}  // namespace tasi::scenes

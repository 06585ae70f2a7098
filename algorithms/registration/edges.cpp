#include "algorithms/registration/edges.hpp"

#include <cmath>
#include <limits>

#include "algorithms/masking/missing.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

bool whole(const Pixels& values, const Mask& mask, Eigen::Index row, Eigen::Index col)
{
    for (Eigen::Index r = row - 1; r <= row + 1; ++r)
        for (Eigen::Index c = col - 1; c <= col + 1; ++c)
            if (is_missing(values, mask, r, c)) return false;
    return true;
}

float sobel(const Pixels& v, Eigen::Index r, Eigen::Index c)
{
    const auto at = [&](int dr, int dc) { return static_cast<double>(v(r + dr, c + dc)); };
    const double down = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
    const double right = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
    return static_cast<float>(std::hypot(down, right) / 8);
}

}  // namespace

Pixels edge_strength(const Pixels& values, const Mask& mask)
{
    Pixels edges = Pixels::Constant(values.rows(), values.cols(), std::numeric_limits<float>::quiet_NaN());
    parallel_for(static_cast<int>(values.rows()) - 2, [&](int above) {
        const Eigen::Index row = above + 1;
        for (Eigen::Index col = 1; col + 1 < values.cols(); ++col)
            if (whole(values, mask, row, col)) edges(row, col) = sobel(values, row, col);
    });
    return edges;
}

}  // namespace tasi

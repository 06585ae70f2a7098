#include "algorithms/masking/between_centres.hpp"

#include <cmath>
#include <limits>

#include "algorithms/masking/missing.hpp"

namespace tasi {
namespace {

constexpr double met = 1e-6;

double or_centre(double x) { return std::abs(x - std::round(x)) <= met ? std::round(x) : x; }

bool within(double first, double weight, Eigen::Index count)
{
    return first >= 0 && first + (weight > 0 ? 1 : 0) < static_cast<double>(count);
}

}  // namespace

BetweenCentres::BetweenCentres(const Point& at)
    : row(std::floor(or_centre(at.y))),
      col(std::floor(or_centre(at.x))),
      row_weight(or_centre(at.y) - row),
      col_weight(or_centre(at.x) - col)
{
}

bool BetweenCentres::inside(Eigen::Index rows, Eigen::Index cols) const
{
    return within(row, row_weight, rows) && within(col, col_weight, cols);
}

double interpolated(const Pixels& values, const Mask& mask, const BetweenCentres& at)
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (!at.inside(values.rows(), values.cols())) return nothing;
    const auto row = static_cast<Eigen::Index>(at.row), col = static_cast<Eigen::Index>(at.col);
    double sum = 0;
    for (const int down : {0, 1})
        for (const int right : {0, 1}) {
            const double weight = (down ? at.row_weight : 1 - at.row_weight) * (right ? at.col_weight : 1 - at.col_weight);
            if (weight == 0) continue;
            if (is_missing(values, mask, row + down, col + right)) return nothing;
            sum += weight * static_cast<double>(values(row + down, col + right));
        }
    return sum;
}

}  // namespace tasi

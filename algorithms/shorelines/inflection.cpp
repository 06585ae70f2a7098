#include "algorithms/shorelines/inflection.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <Eigen/Dense>

#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr int terms = 10;
enum Term { a00, a10, a01, a20, a11, a02, a30, a21, a12, a03 };
using Terms = Eigen::Matrix<double, terms, 1>;

/// The least squares of one size of patch, which do not depend on its values.
struct PatchFit {
    Eigen::Matrix<double, Eigen::Dynamic, terms> design;
    Eigen::Matrix<double, terms, terms> covariance;  ///< of the terms, for values of unit variance

    explicit PatchFit(int size) : design(size * size, terms)
    {
        const int reach = size / 2;
        for (int i = 0; i < size * size; ++i) {
            const double x = i % size - reach, y = i / size - reach;
            design.row(i) << 1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y;
        }
        covariance = (design.transpose() * design).inverse();
    }
};

const PatchFit& patch_fit(int size)
{
    static const PatchFit five(5), seven(7);
    if (size != 5 && size != 7)
        throw UsageError("PATCH", "", "a patch of " + std::to_string(size) + " x " + std::to_string(size) + " pixels",
                         "give 5 or 7: smaller ones pull the place towards their middle");
    return size == 5 ? five : seven;
}

/// The Laplacian at (x, y) as a sum over terms.
Terms laplacian_at(double x, double y)
{
    Terms weights = Terms::Zero();
    weights[a20] = weights[a02] = 2;
    weights[a30] = 6 * x, weights[a12] = 2 * x, weights[a21] = 2 * y, weights[a03] = 6 * y;
    return weights;
}

Vector gradient_at(const Terms& a, double x, double y)
{
    return {a[a10] + 2 * a[a20] * x + a[a11] * y + 3 * a[a30] * x * x + 2 * a[a21] * x * y + a[a12] * y * y,
            a[a01] + a[a11] * x + 2 * a[a02] * y + a[a21] * x * x + 2 * a[a12] * x * y + 3 * a[a03] * y * y};
}

}  // namespace

std::optional<Inflection> find_inflection(std::span<const double> patch, int size, const Vector& from, const Vector& along)
{
    const PatchFit& fit = patch_fit(size);
    if (static_cast<Eigen::Index>(patch.size()) != fit.design.rows()) throw BugError("SIZE", "", "a patch of another size", "report this");
    if (!std::all_of(patch.begin(), patch.end(), [](double v) { return std::isfinite(v); })) return std::nullopt;
    const Eigen::Map<const Eigen::VectorXd> values(patch.data(), fit.design.rows());
    const Terms a = fit.covariance * (fit.design.transpose() * values);
    const double here = laplacian_at(from.x, from.y).dot(a);
    const double bend = laplacian_at(from.x + along.x, from.y + along.y).dot(a) - here;
    const double distance_px = -here / bend;
    if (!std::isfinite(distance_px)) return std::nullopt;
    const double x = from.x + distance_px * along.x, y = from.y + distance_px * along.y;
    const double variance = (values - fit.design * a).squaredNorm() / static_cast<double>(fit.design.rows() - terms);
    const Terms weights = laplacian_at(x, y);
    const double sigma_px = std::sqrt(variance * weights.dot(fit.covariance * weights)) / std::abs(bend);
    return Inflection{distance_px, sigma_px, dot(gradient_at(a, x, y), along), bend, std::sqrt(variance)};
}

}  // namespace tasi

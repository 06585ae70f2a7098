#include "algorithms/shorelines/shore_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>

#include "algorithms/shorelines/median.hpp"

namespace tasi {
namespace {

constexpr double nearest_knot = -8, knot_step = 0.7;
constexpr int knots = 22;
constexpr double water_from = 1.3, land_to = -1.2, far_to = -3.5;  // pixels from the line
constexpr double outlier = 4;                                      // robust deviations
constexpr double least_deviation = 0.002;                          // of reflectance
constexpr double land_texture = 0.06;                              // where there are too few pixels to measure it
constexpr int least_for_covariance = 14;
constexpr double bin_width = 0.2, wide_bin = 0.8, wide_from = 2.2;

/// Pixels of one grid as rows of a matrix.
struct Rows {
    Eigen::VectorXd t, along;
    Eigen::MatrixXd value;  ///< pixel, band
    Eigen::Index size() const { return t.size(); }
};

Rows rows_of(const std::vector<ShorePixel>& pixels, int grid, int bands, double centre)
{
    const auto count = std::count_if(pixels.begin(), pixels.end(), [&](const ShorePixel& p) { return p.grid == grid; });
    Rows rows{Eigen::VectorXd(count), Eigen::VectorXd(count), Eigen::MatrixXd(count, bands)};
    Eigen::Index i = 0;
    for (const ShorePixel& p : pixels) {
        if (p.grid != grid) continue;
        rows.t[i] = static_cast<double>(p.t), rows.along[i] = static_cast<double>(p.along) - centre;
        for (int b = 0; b < bands; ++b) rows.value(i, b) = static_cast<double>(p.value[static_cast<std::size_t>(b)]);
        ++i;
    }
    return rows;
}

/// Values beside a piecewise linear profile across the shore: what is left is texture and noise, whatever strips there are.
Eigen::MatrixXd beside_profile(const Rows& rows)
{
    Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(knots, knots) * 1e-6, right = Eigen::MatrixXd::Zero(knots, rows.value.cols());
    const auto place = [](double t) { return std::clamp((t - nearest_knot) / knot_step, 0.0, knots - 1.001); };
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
        const double at = place(rows.t[i]);
        const int k = static_cast<int>(at);
        const double f = at - k;
        normal(k, k) += (1 - f) * (1 - f), normal(k, k + 1) += f * (1 - f), normal(k + 1, k) += f * (1 - f), normal(k + 1, k + 1) += f * f;
        right.row(k) += (1 - f) * rows.value.row(i), right.row(k + 1) += f * rows.value.row(i);
    }
    const Eigen::MatrixXd heights = normal.llt().solve(right);
    Eigen::MatrixXd rest = rows.value;
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
        const double at = place(rows.t[i]);
        const int k = static_cast<int>(at);
        rest.row(i) -= (1 - (at - k)) * heights.row(k) + (at - k) * heights.row(k + 1);
    }
    return rest;
}

std::vector<Eigen::Index> within(const Rows& rows, double from, double to)
{
    std::vector<Eigen::Index> found;
    for (Eigen::Index i = 0; i < rows.size(); ++i)
        if (rows.t[i] > from && rows.t[i] <= to) found.push_back(i);
    return found;
}

BandVector medians(const Eigen::MatrixXd& values, const std::vector<Eigen::Index>& rows)
{
    BandVector middle(values.cols());
    for (Eigen::Index b = 0; b < values.cols(); ++b) {
        std::vector<double> column;
        for (const Eigen::Index i : rows) column.push_back(values(i, b));
        middle[b] = column.empty() ? std::nan("") : median(std::move(column));
    }
    return middle;
}

/// Whether each row lies within the bulk, by its largest robust deviation over the bands.
std::vector<Eigen::Index> bulk_of(const Eigen::MatrixXd& rest, const std::vector<Eigen::Index>& rows)
{
    if (rows.empty()) return {};
    const BandVector middle = medians(rest, rows);
    const BandVector spread = 1.4826 * medians((rest.rowwise() - middle.transpose()).cwiseAbs(), rows);
    std::vector<Eigen::Index> bulk;
    for (const Eigen::Index i : rows)
        if (((rest.row(i).transpose() - middle).cwiseAbs().array() <= outlier * spread.array().max(least_deviation)).all())
            bulk.push_back(i);
    return bulk;
}

BandVector trend_of(const Eigen::MatrixXd& rest, const Eigen::VectorXd& along, const std::vector<Eigen::Index>& rows)
{
    BandVector trend = BandVector::Zero(rest.cols());
    double middle = 0, square = 0;
    for (const Eigen::Index i : rows) middle += along[i];
    if (rows.size() < 20) return trend;
    middle /= static_cast<double>(rows.size());
    for (const Eigen::Index i : rows) {
        trend += (along[i] - middle) * rest.row(i).transpose();
        square += (along[i] - middle) * (along[i] - middle);
    }
    return square > 0 ? BandVector(trend / square) : BandVector::Zero(rest.cols());
}

std::optional<BandMatrix> covariance_of(const Eigen::MatrixXd& rest, const std::vector<Eigen::Index>& rows)
{
    if (rows.size() < least_for_covariance) return std::nullopt;
    BandMatrix sum = BandMatrix::Zero(rest.cols(), rest.cols());
    for (const Eigen::Index i : rows) sum += rest.row(i).transpose() * rest.row(i);
    return BandMatrix(sum / static_cast<double>(rows.size()));
}

struct Covariances {
    BandMatrix water, near, far;
};

double water_share(double t, double blur) { return 0.5 * std::erfc(-t / blur / std::numbers::sqrt2); }

BandMatrix information_at(const Covariances& of, double t, double blur)
{
    const double f = water_share(t, blur);
    const Eigen::Index bands = of.water.rows();
    const BandMatrix floor = least_deviation * least_deviation * BandMatrix::Identity(bands, bands);
    const BandMatrix mixed = f * f * of.water + (1 - f) * (1 - f) * (t < far_to ? of.far : of.near) + floor;
    return mixed.llt().solve(BandMatrix::Identity(bands, bands));
}

/// Which bin a distance falls into: narrow ones where the profile is steep.
int bin_of(double t)
{
    if (std::abs(t) <= wide_from) return static_cast<int>(std::floor(t / bin_width));
    const int last = static_cast<int>(std::ceil(wide_from / bin_width)) + 1;
    const int beyond = static_cast<int>(std::floor((std::abs(t) - wide_from) / wide_bin));
    return t > 0 ? last + beyond : -last - beyond;
}

std::vector<ShoreBin> bins_of(const Rows& rows, const std::vector<Eigen::Index>& kept, const Covariances& covariances, double blur)
{
    std::vector<std::pair<int, Eigen::Index>> order;
    for (const Eigen::Index i : kept) order.emplace_back(bin_of(rows.t[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<ShoreBin> bins;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        ShoreBin bin{0, 0, BandVector::Zero(rows.value.cols()), {}};
        for (; end < order.size() && order[end].first == order[begin].first; ++end) {
            bin.t += rows.t[order[end].second];
            bin.mean += rows.value.row(order[end].second).transpose();
        }
        bin.count = static_cast<double>(end - begin);
        bin.t /= bin.count, bin.mean /= bin.count;
        bin.information = information_at(covariances, bin.t, blur);
        bins.push_back(std::move(bin));
    }
    return bins;
}

BandMatrix textured(const BandVector& colour)
{
    const BandVector texture = land_texture * colour;
    return texture * texture.transpose();
}

ShoreSample::OfGrid sample_of(Rows rows, double blur)
{
    ShoreSample::OfGrid of;
    Eigen::MatrixXd rest = beside_profile(rows);
    const auto all_water = within(rows, water_from, 99), all_near = within(rows, far_to, land_to), all_far = within(rows, -99, far_to);
    const auto edge = within(rows, land_to, water_from);
    const auto water = bulk_of(rest, all_water), near = bulk_of(rest, all_near), far = bulk_of(rest, all_far);
    of.water = medians(rows.value, within(rows, 2, 99));
    of.near = medians(rows.value, all_near);
    of.far = medians(rows.value, all_far.size() >= 5 ? within(rows, -99, -5) : std::vector<Eigen::Index>{});
    std::vector<Eigen::Index> land = near;
    land.insert(land.end(), far.begin(), far.end());
    of.water_trend = trend_of(rest, rows.along, water);
    of.land_trend = trend_of(rest, rows.along, land);
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
        const double f = water_share(rows.t[i], blur);
        const BandVector trend = rows.along[i] * (f * of.water_trend + (1 - f) * of.land_trend);
        rows.value.row(i) -= trend.transpose();
        rest.row(i) -= trend.transpose();
    }
    const BandMatrix floor = least_deviation * least_deviation * BandMatrix::Identity(rest.cols(), rest.cols());
    const BandVector any_land = of.near.allFinite() ? of.near : of.far.allFinite() ? of.far : BandVector(BandVector::Zero(rest.cols()));
    Covariances covariances;
    covariances.water = covariance_of(rest, water).value_or(floor);
    covariances.near = covariance_of(rest, near).value_or(textured(any_land));
    covariances.far = covariance_of(rest, far).value_or(covariances.near);

    std::vector<Eigen::Index> kept = bulk_of(rest, edge);
    of.outliers = static_cast<long>(edge.size() - kept.size() + all_water.size() - water.size() + all_near.size() - near.size());
    kept.insert(kept.end(), water.begin(), water.end());
    kept.insert(kept.end(), land.begin(), land.end());
    std::sort(kept.begin(), kept.end());
    of.bins = bins_of(rows, kept, covariances, blur);
    return of;
}

}  // namespace

std::optional<ShoreSample> shore_sample(const std::vector<ShoreGrid>& grids, const std::vector<ShorePixel>& pixels, double centre,
                                        int least)
{
    ShoreSample sample;
    sample.centre = centre;
    for (std::size_t g = 0; g < grids.size(); ++g) {
        Rows rows = rows_of(pixels, static_cast<int>(g), static_cast<int>(grids[g].slots.size()), centre);
        if (g == 0 && (within(rows, water_from, 99).size() < static_cast<std::size_t>(least) ||
                       within(rows, -99, land_to).size() < static_cast<std::size_t>(least)))
            return std::nullopt;
        sample.grids.push_back(rows.size() < least ? ShoreSample::OfGrid{} : sample_of(std::move(rows), grids[g].blur));
    }
    return sample;
}

}  // namespace tasi

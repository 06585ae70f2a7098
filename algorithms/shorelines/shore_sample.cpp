#include "algorithms/shorelines/shore_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

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
constexpr double drift_beyond = 1.0, drift_from = 2.2, least_for_drift = 4, most_by_chance = 2;
constexpr int least_steps = 3;
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

/// A piecewise linear profile across the shore.
class Profile {
public:
    explicit Profile(const Rows& rows) : counts_(Eigen::VectorXd::Zero(knots))
    {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(knots, knots) * 1e-6, right = Eigen::MatrixXd::Zero(knots, rows.value.cols());
        for (Eigen::Index i = 0; i < rows.size(); ++i) {
            const auto [k, f] = place(rows.t[i]);
            normal(k, k) += (1 - f) * (1 - f), normal(k, k + 1) += f * (1 - f), normal(k + 1, k) += f * (1 - f),
                normal(k + 1, k + 1) += f * f;
            right.row(k) += (1 - f) * rows.value.row(i), right.row(k + 1) += f * rows.value.row(i);
            counts_[k] += 1 - f, counts_[k + 1] += f;
        }
        heights_ = normal.llt().solve(right);
    }

    /// Values beside it: texture and noise, whatever strips there are.
    Eigen::MatrixXd rest(const Rows& rows) const
    {
        Eigen::MatrixXd rest = rows.value;
        for (Eigen::Index i = 0; i < rows.size(); ++i) {
            const auto [k, f] = place(rows.t[i]);
            rest.row(i) -= (1 - f) * heights_.row(k) + f * heights_.row(k + 1);
        }
        return rest;
    }

    /// Change per pixel at `t`.
    BandVector slope(double t) const
    {
        const auto k = place(t).first;
        return (heights_.row(k + 1) - heights_.row(k)).transpose() / knot_step;
    }

    /// How the colour of the sea drifts away from the shore beyond what pixels of covariance `noise` let it: variance per pixel of
    /// distance.
    BandMatrix drift(const BandMatrix& noise) const
    {
        BandMatrix sum = BandMatrix::Zero(noise.rows(), noise.cols());
        double expected = 0;
        int steps = 0;
        for (int k = 0; k + 1 < knots; ++k) {
            if (nearest_knot + k * knot_step < drift_from || counts_[k] < least_for_drift || counts_[k + 1] < least_for_drift) continue;
            const BandVector step = (heights_.row(k + 1) - heights_.row(k)).transpose();
            sum += step * step.transpose();
            expected += noise.trace() * (1 / counts_[k] + 1 / counts_[k + 1]);
            ++steps;
        }
        if (steps < least_steps) return BandMatrix::Zero(noise.rows(), noise.cols());
        return sum * (std::max(0.0, 1 - most_by_chance * expected / sum.trace()) / (steps * knot_step));
    }

private:
    Eigen::MatrixXd heights_;
    Eigen::VectorXd counts_;

    static std::pair<int, double> place(double t)
    {
        const double at = std::clamp((t - nearest_knot) / knot_step, 0.0, knots - 1.001);
        const int k = static_cast<int>(at);
        return {k, at - k};
    }
};

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
    BandMatrix drift;       ///< per pixel of distance from the line
    double shift_variance;  ///< of a band against the others, for what turns with the line
};

double water_share(double t, double blur) { return 0.5 * std::erfc(-t / blur / std::numbers::sqrt2); }

BandMatrix inverse(const BandMatrix& m) { return m.llt().solve(BandMatrix::Identity(m.rows(), m.cols())); }

BandMatrix covariance_at(const Covariances& of, double t, double blur)
{
    const double f = water_share(t, blur);
    const Eigen::Index bands = of.water.rows();
    const BandMatrix floor = least_deviation * least_deviation * BandMatrix::Identity(bands, bands);
    return f * f * of.water + (1 - f) * (1 - f) * (t < far_to ? of.far : of.near) + floor;
}

/// Which bin a distance falls into: narrow ones where the profile is steep.
int bin_of(double t)
{
    if (std::abs(t) <= wide_from) return static_cast<int>(std::floor(t / bin_width));
    const int last = static_cast<int>(std::ceil(wide_from / bin_width)) + 1;
    const int beyond = static_cast<int>(std::floor((std::abs(t) - wide_from) / wide_bin));
    return t > 0 ? last + beyond : -last - beyond;
}

std::vector<ShoreBin> bins_of(const Rows& rows, const std::vector<Eigen::Index>& kept, const Covariances& covariances, double blur,
                              const Profile& profile)
{
    std::vector<std::pair<int, Eigen::Index>> order;
    for (const Eigen::Index i : kept) order.emplace_back(bin_of(rows.t[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<ShoreBin> bins;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        ShoreBin bin{0, 0, BandVector::Zero(rows.value.cols()), {}, {}};
        for (; end < order.size() && order[end].first == order[begin].first; ++end) {
            bin.t += rows.t[order[end].second];
            bin.mean += rows.value.row(order[end].second).transpose();
        }
        bin.count = static_cast<double>(end - begin);
        bin.t /= bin.count, bin.mean /= bin.count;
        const BandMatrix pixel = covariance_at(covariances, bin.t, blur);
        bin.information = inverse(pixel);
        const BandVector turned = covariances.shift_variance * profile.slope(bin.t).array().square();
        BandMatrix mean = pixel / bin.count + std::max(0.0, std::abs(bin.t) - drift_beyond) * covariances.drift;
        mean.diagonal() += turned;
        bin.mean_information = inverse(mean);
        bins.push_back(std::move(bin));
    }
    return bins;
}

BandMatrix textured(const BandVector& colour)
{
    const BandVector texture = land_texture * colour;
    return texture * texture.transpose();
}

ShoreSample::OfGrid sample_of(Rows rows, double blur, double shift_variance)
{
    ShoreSample::OfGrid of;
    const Profile profile(rows);
    Eigen::MatrixXd rest = profile.rest(rows);
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
    covariances.drift = profile.drift(covariances.water);
    covariances.shift_variance = shift_variance;

    std::vector<Eigen::Index> kept = bulk_of(rest, edge);
    of.outliers = static_cast<long>(edge.size() - kept.size() + all_water.size() - water.size() + all_near.size() - near.size());
    kept.insert(kept.end(), water.begin(), water.end());
    kept.insert(kept.end(), land.begin(), land.end());
    std::sort(kept.begin(), kept.end());
    of.bins = bins_of(rows, kept, covariances, blur, profile);
    return of;
}

/// How much a vector seen along the normals of a line varies with their direction: 0 for a straight line, 0.5 for a ring.
double turning(const std::vector<ShorePixel>& pixels)
{
    double xx = 0, yy = 0, x = 0, y = 0;
    for (const ShorePixel& p : pixels) {
        const auto px = static_cast<double>(p.seaward[0]), py = static_cast<double>(p.seaward[1]);
        xx += px * px, yy += py * py, x += px, y += py;
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, pixels.size()));
    return std::max(0.0, (xx + yy) / n - (x * x + y * y) / (n * n));
}

}  // namespace

std::optional<ShoreSample> shore_sample(const std::vector<ShoreGrid>& grids, const std::vector<ShorePixel>& pixels, double centre,
                                        int least, double band_shift_px)
{
    ShoreSample sample;
    sample.centre = centre;
    const double shift_variance = band_shift_px * band_shift_px * turning(pixels);
    for (std::size_t g = 0; g < grids.size(); ++g) {
        Rows rows = rows_of(pixels, static_cast<int>(g), static_cast<int>(grids[g].slots.size()), centre);
        if (g == 0 && (within(rows, water_from, 99).size() < static_cast<std::size_t>(least) ||
                       within(rows, -99, land_to).size() < static_cast<std::size_t>(least)))
            return std::nullopt;
        sample.grids.push_back(rows.size() < least ? ShoreSample::OfGrid{} : sample_of(std::move(rows), grids[g].blur, shift_variance));
    }
    return sample;
}

}  // namespace tasi

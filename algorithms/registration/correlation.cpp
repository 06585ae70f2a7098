#include "algorithms/registration/correlation.hpp"

#include <cmath>
#include <limits>

namespace tasi {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double least_variance_share = 1e-9;  // of the mean square: below it an image is constant up to rounding

double mean_of(const Pixels& values)
{
    double sum = 0;
    long count = 0;
    for (Eigen::Index i = 0; i < values.size(); ++i)
        if (std::isfinite(values.data()[i])) sum += static_cast<double>(values.data()[i]), ++count;
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace

FramedImage::FramedImage(const Pixels& values, int frame_pixels) : frame(frame_pixels)
{
    const Eigen::Index rows = values.rows() + 2 * frame, cols = values.cols() + 2 * frame;
    value.setZero(rows, cols);
    square.setZero(rows, cols);
    present.setZero(rows, cols);
    const double mean = mean_of(values);
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
        for (Eigen::Index col = 0; col < values.cols(); ++col) {
            if (!std::isfinite(values(row, col))) continue;
            const double centred = static_cast<double>(values(row, col)) - mean;
            value(row + frame, col + frame) = centred;
            square(row + frame, col + frame) = centred * centred;
            present(row + frame, col + frame) = 1;
        }
    }
}

CorrelationSums::CorrelationSums(int reach) : reach_(reach), side_(2 * reach + 1)
{
    for (auto& sum : sums_) sum.assign(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_), 0);
}

void CorrelationSums::add(const FramedImage& scene, const FramedImage& reference, const Window& window)
{
    for (int row = window.row; row < window.row + window.rows; ++row) {
        for (int col = window.col; col < window.col + window.cols; ++col) {
            if (scene.present(row + reach_, col + reach_) == 0) continue;
            const double s = scene.value(row + reach_, col + reach_), ss = s * s;
            scene_pixels_ += 1;
            for (int down = 0; down < side_; ++down) {
                const double *value = &reference.value(row + down, col), *square = &reference.square(row + down, col),
                             *present = &reference.present(row + down, col);
                double *n = row_of(pixels, down), *sum_s = row_of(scene_sum, down), *sum_r = row_of(reference_sum, down),
                       *sum_ss = row_of(scene_squares, down), *sum_rr = row_of(reference_squares, down), *sum_sr = row_of(products, down);
                for (int right = 0; right < side_; ++right) {
                    n[right] += present[right];
                    sum_s[right] += s * present[right];
                    sum_ss[right] += ss * present[right];
                    sum_r[right] += value[right];
                    sum_rr[right] += square[right];
                    sum_sr[right] += s * value[right];
                }
            }
        }
    }
}

void CorrelationSums::add(const CorrelationSums& other)
{
    scene_pixels_ += other.scene_pixels_;
    for (int kind = 0; kind < kinds; ++kind)
        for (std::size_t i = 0; i < sums_[kind].size(); ++i) sums_[kind][i] += other.sums_[kind][i];
}

CorrelationSurface CorrelationSums::surface(double least_overlap) const
{
    CorrelationSurface result{reach_, Eigen::ArrayXXd::Constant(side_, side_, nothing), Eigen::ArrayXXd::Zero(side_, side_)};
    for (int row = 0; row < side_; ++row) {
        for (int col = 0; col < side_; ++col) {
            // A scene that lies further down meets a reference that lies further up.
            const auto i = static_cast<std::size_t>((side_ - 1 - row) * side_ + (side_ - 1 - col));
            const double n = sums_[pixels][i];
            result.overlap(row, col) = n;
            if (n < 2 || n < least_overlap * scene_pixels_) continue;
            const double s = sums_[scene_sum][i], r = sums_[reference_sum][i];
            const double var_s = sums_[scene_squares][i] - s * s / n, var_r = sums_[reference_squares][i] - r * r / n;
            if (var_s <= least_variance_share * sums_[scene_squares][i] || var_r <= least_variance_share * sums_[reference_squares][i])
                continue;
            result.ncc(row, col) = (sums_[products][i] - s * r / n) / std::sqrt(var_s * var_r);
        }
    }
    return result;
}

}  // namespace tasi

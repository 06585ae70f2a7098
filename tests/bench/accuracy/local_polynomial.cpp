#include "tests/bench/accuracy/local_polynomial.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <Eigen/Dense>

#include "algorithms/shorelines/contour.hpp"
#include "tests/bench/accuracy/common_grid.hpp"

namespace tasi::bench {
namespace {

constexpr int patch = 3, finer = 4, samples = patch * finer;
constexpr double farthest_px = 1.5;
constexpr std::array<std::pair<int, int>, 10> powers{{{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}, {3, 0}, {2, 1}, {1, 2}, {0, 3}}};

/// Cubic convolution with a = -1/2 (Keys 1981, doi:10.1109/TASSP.1981.1163711).
double keys(double x)
{
    x = std::abs(x);
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return 0;
}

/// Of sample i in pixels from the centre of the patch.
double place(int i) { return (i + 0.5) / finer - patch / 2.0; }

double resampled(const Pixels& image, int row, int col, double down, double across)
{
    double sum = 0;
    for (int r = row - 3; r <= row + 3; ++r)
        for (int c = col - 3; c <= col + 3; ++c) {
            const double weight = keys(row + down - r) * keys(col + across - c);
            if (weight == 0) continue;
            const auto inside_r = std::clamp<Eigen::Index>(r, 0, image.rows() - 1),
                       inside_c = std::clamp<Eigen::Index>(c, 0, image.cols() - 1);
            sum += weight * static_cast<double>(image(inside_r, inside_c));
        }
    return sum;
}

/// Least squares solver of the polynomial, the same for every patch.
const Eigen::Matrix<double, 10, Eigen::Dynamic>& solver()
{
    static const Eigen::Matrix<double, 10, Eigen::Dynamic> inverse = [] {
        Eigen::Matrix<double, Eigen::Dynamic, 10> design(samples * samples, 10);
        for (int i = 0; i < samples; ++i)
            for (int j = 0; j < samples; ++j)
                for (std::size_t k = 0; k < powers.size(); ++k)
                    design(i * samples + j, static_cast<Eigen::Index>(k)) =
                        std::pow(place(j), powers[k].first) * std::pow(place(i), powers[k].second);
        return Eigen::Matrix<double, 10, Eigen::Dynamic>((design.transpose() * design).ldlt().solve(design.transpose()));
    }();
    return inverse;
}

/// The point of the patch around a pixel, column and row; nothing where there is none within reach.
std::optional<RowCol> point_of_patch(const Pixels& image, int row, int col)
{
    Eigen::VectorXd z(samples * samples);
    for (int i = 0; i < samples; ++i)
        for (int j = 0; j < samples; ++j) z(i * samples + j) = resampled(image, row, col, place(i), place(j));
    const Eigen::Matrix<double, 10, 1> a = solver() * z;
    const Vector gradient{a(1), a(2)};
    if (!std::isfinite(norm(gradient)) || norm(gradient) == 0) return std::nullopt;
    const Vector along = unit(gradient);
    const double at_centre = 2 * (a(3) + a(5)), slope = (6 * a(6) + 2 * a(8)) * along.x + (2 * a(7) + 6 * a(9)) * along.y;
    const double distance = -at_centre / slope;
    if (!(std::abs(distance) <= farthest_px)) return std::nullopt;
    return RowCol{row + distance * along.y, col + distance * along.x};
}

Polyline refined(const ImageLine& rough, const Pixels& image, const Grid& grid)
{
    Polyline line;
    int last_row = -1, last_col = -1;
    for (const RowCol& vertex : rough) {
        const int row = static_cast<int>(std::lround(vertex.row)), col = static_cast<int>(std::lround(vertex.col));
        if (row == last_row && col == last_col) continue;
        last_row = row, last_col = col;
        const auto point = point_of_patch(image, row, col);
        if (point) line.push_back(grid.at_centre(point->row, point->col));
    }
    return line;
}

}  // namespace

Found local_polynomial(const scenes::measured::MeasuredScene& scene)
{
    const CommonGrid image = averaged_to_common_grid(scene, {Band::green, Band::swir1});
    const Pixels &g = image.reflectance[Band::green], &s = image.reflectance[Band::swir1];
    Pixels mndwi = (g - s) / (g + s);
    mndwi = (image.mask != 0).select(std::numeric_limits<float>::quiet_NaN(), mndwi);
    Found found;
    for (const ImageLine& rough : image_contour(mndwi, 0)) {
        Polyline line = refined(rough, s, image.grid);
        if (line.size() >= 2) found.lines.push_back(std::move(line));
    }
    return found;
}

}  // namespace tasi::bench

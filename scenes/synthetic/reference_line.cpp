#include "scenes/synthetic/reference_line.hpp"

#include <algorithm>
#include <cmath>

namespace tasi::scenes {
namespace {

/// One coordinate as a natural cubic spline over knots; second derivatives by the tridiagonal system, solved in place.
class NaturalSpline {
public:
    NaturalSpline(std::vector<double> knots, std::vector<double> values)
        : knots_(std::move(knots)), values_(std::move(values)), second_(knots_.size(), 0.0)
    {
        const std::size_t n = knots_.size();
        std::vector<double> upper(n, 0.0);
        for (std::size_t i = 1; i + 1 < n; ++i) {
            const double before = knots_[i] - knots_[i - 1], after = knots_[i + 1] - knots_[i];
            const double bend = (values_[i + 1] - values_[i]) / after - (values_[i] - values_[i - 1]) / before;
            const double pivot = 2 * (before + after) - before * upper[i - 1];
            upper[i] = after / pivot;
            second_[i] = (6 * bend - before * second_[i - 1]) / pivot;
        }
        for (std::size_t i = n - 1; i-- > 1;) second_[i] -= upper[i] * second_[i + 1];
    }

    double at(double t) const
    {
        const auto [i, h, b] = place(t);
        const double a = 1 - b;
        return a * values_[i] + b * values_[i + 1] + ((a * a * a - a) * second_[i] + (b * b * b - b) * second_[i + 1]) * h * h / 6;
    }

    double slope(double t) const
    {
        const auto [i, h, b] = place(t);
        const double a = 1 - b;
        return (values_[i + 1] - values_[i]) / h + ((1 - 3 * a * a) * second_[i] + (3 * b * b - 1) * second_[i + 1]) * h / 6;
    }

private:
    struct Place {
        std::size_t interval;
        double width, share;
    };
    Place place(double t) const
    {
        const auto after = std::upper_bound(knots_.begin() + 1, knots_.end() - 1, t);
        const auto i = static_cast<std::size_t>(after - knots_.begin()) - 1;
        const double h = knots_[i + 1] - knots_[i];
        return {i, h, (t - knots_[i]) / h};
    }

    std::vector<double> knots_, values_, second_;
};

}  // namespace

std::vector<Station> reference_line(const Polyline& control_points, double step_m)
{
    std::vector<double> chord{0}, xs, ys;
    for (std::size_t i = 0; i < control_points.size(); ++i) {
        if (i > 0) chord.push_back(chord.back() + distance(control_points[i - 1], control_points[i]));
        xs.push_back(control_points[i].x);
        ys.push_back(control_points[i].y);
    }
    const double end = chord.back();
    const NaturalSpline x(chord, xs), y(std::move(chord), ys);
    const auto station = [&](double t, double alongshore_m) {
        return Station{alongshore_m, {x.at(t), y.at(t)}, unit(right_of(Vector{x.slope(t), y.slope(t)}))};
    };

    // Length by chords a tenth of a step long; stations by linear interpolation in it.
    const int pieces = std::max(1, static_cast<int>(std::ceil(end / step_m * 10)));
    std::vector<Station> stations{station(0, 0)};
    double travelled = 0;
    Point here = stations.front().point;
    for (int i = 1; i <= pieces; ++i) {
        const double t0 = end * (i - 1) / pieces, t1 = end * i / pieces;
        const Point next{x.at(t1), y.at(t1)};
        const double piece = distance(here, next);
        for (double wanted = step_m * static_cast<double>(stations.size()); wanted <= travelled + piece;
             wanted = step_m * static_cast<double>(stations.size())) {
            stations.push_back(station(t0 + (t1 - t0) * (wanted - travelled) / piece, wanted));
        }
        travelled += piece;
        here = next;
    }
    if (travelled - stations.back().alongshore_m > 1e-6 * step_m) stations.push_back(station(end, travelled));
    return stations;
}

}  // namespace tasi::scenes

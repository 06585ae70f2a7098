#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "algorithms/registration/correlation.hpp"

namespace tasi {
namespace {

constexpr int steps_per_pixel = 100;
constexpr int reach_steps = 75;  // from the highest whole shift; beyond half a pixel another one would be higher
// A surface sampled once per pixel holds detail finer than a pixel, which pulls an exact interpolation towards whole shifts.
constexpr double smoothing_px = 1.1;

struct Cell {
    Eigen::Index row = 0, col = 0;
};

/// The highest whole shift; the first in the order of rows wins a tie.
std::optional<Cell> highest_cell(const CorrelationSurface& surface, int search)
{
    std::optional<Cell> best;
    const Eigen::Index first = surface.reach - search, last = surface.reach + search;
    for (Eigen::Index row = first; row <= last; ++row)
        for (Eigen::Index col = first; col <= last; ++col)
            if (std::isfinite(surface.ncc(row, col)) && (!best || surface.ncc(row, col) > surface.ncc(best->row, best->col)))
                best = Cell{row, col};
    return best;
}

template <class Visit>
void for_neighbours(const Eigen::ArrayXXd& values, const Cell& cell, Visit&& visit)
{
    for (Eigen::Index row = std::max<Eigen::Index>(0, cell.row - 1); row <= std::min(values.rows() - 1, cell.row + 1); ++row)
        for (Eigen::Index col = std::max<Eigen::Index>(0, cell.col - 1); col <= std::min(values.cols() - 1, cell.col + 1); ++col)
            if (row != cell.row || col != cell.col) visit(Cell{row, col});
}

/// Radius of the disk with the area that is reached downhill from the peak without falling under half its height; at least 1.5 pixels,
/// so that no neighbour of the peak competes with it.
double width_of(const Eigen::ArrayXXd& ncc, const Cell& peak)
{
    Eigen::ArrayXXi seen = Eigen::ArrayXXi::Zero(ncc.rows(), ncc.cols());
    std::vector<Cell> open{peak};
    seen(peak.row, peak.col) = 1;
    double area = 0;
    while (!open.empty()) {
        const Cell cell = open.back();
        open.pop_back();
        ++area;
        for_neighbours(ncc, cell, [&](const Cell& next) {
            const double height = ncc(next.row, next.col);
            if (seen(next.row, next.col) || !(height <= ncc(cell.row, cell.col)) || height < ncc(peak.row, peak.col) / 2) return;
            seen(next.row, next.col) = 1;
            open.push_back(next);
        });
    }
    return std::max(1.5, std::sqrt(area / std::numbers::pi));
}

bool is_local_maximum(const Eigen::ArrayXXd& ncc, const Cell& cell)
{
    if (!std::isfinite(ncc(cell.row, cell.col))) return false;
    bool highest = true;
    for_neighbours(ncc, cell, [&](const Cell& next) { highest = highest && !(ncc(next.row, next.col) > ncc(cell.row, cell.col)); });
    return highest;
}

double second_height(const Eigen::ArrayXXd& ncc, const Cell& peak)
{
    const double width = width_of(ncc, peak);
    double second = 0;
    for (Eigen::Index row = 0; row < ncc.rows(); ++row) {
        for (Eigen::Index col = 0; col < ncc.cols(); ++col) {
            const double away = std::hypot(static_cast<double>(row - peak.row), static_cast<double>(col - peak.col));
            if (away > width && is_local_maximum(ncc, {row, col})) second = std::max(second, ncc(row, col));
        }
    }
    return second;
}

/// Weights for every fine step (rows) and whole pixel (columns); they sum to 1. The Gaussian of fourth order has no second moment, so
/// that a lopsided peak keeps its place.
Eigen::MatrixXd interpolation_weights()
{
    Eigen::MatrixXd weights(2 * reach_steps + 1, 2 * peak_margin + 1);
    for (int step = 0; step < weights.rows(); ++step) {
        for (int i = 0; i < weights.cols(); ++i) {
            const double x = (static_cast<double>(step - reach_steps) / steps_per_pixel - (i - peak_margin)) / smoothing_px;
            weights(step, i) = (1.5 - 0.5 * x * x) * std::exp(-0.5 * x * x);
        }
        weights.row(step) /= weights.row(step).sum();
    }
    return weights;
}

}  // namespace

std::optional<CorrelationPeak> highest_peak(const CorrelationSurface& surface, int search)
{
    const auto cell = highest_cell(surface, search);
    if (!cell) return std::nullopt;
    constexpr int side = 2 * peak_margin + 1;
    const Eigen::MatrixXd around = surface.ncc.block(cell->row - peak_margin, cell->col - peak_margin, side, side).matrix();
    if (!around.allFinite()) return std::nullopt;
    static const Eigen::MatrixXd weights = interpolation_weights();
    const Eigen::MatrixXd fine = weights * around * weights.transpose();
    Eigen::Index row = 0, col = 0;
    fine.maxCoeff(&row, &col);
    const auto shift = [&](Eigen::Index whole, Eigen::Index step) {
        return static_cast<double>(whole - surface.reach) + static_cast<double>(step - reach_steps) / steps_per_pixel;
    };
    return CorrelationPeak{{shift(cell->row, row), shift(cell->col, col)},
                           surface.ncc(cell->row, cell->col),
                           second_height(surface.ncc, *cell),
                           surface.overlap(cell->row, cell->col)};
}

}  // namespace tasi

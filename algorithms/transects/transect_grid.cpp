#include "algorithms/transects/transect_grid.hpp"

namespace tasi {
namespace {

constexpr double cells_per_transect = 64, most_cells = 4'000'000, most_entries = 50'000'000;

}  // namespace

TransectGrid::TransectGrid(const std::vector<Transect>& transects)
{
    if (transects.empty()) return;
    choose_cells(transects);
    first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
    const auto for_all = [&](auto&& visit) {
        for (std::size_t i = 0; i < transects.size(); ++i)
            for_each_cell(transects[i].landward, transects[i].seaward,
                          [&](std::size_t cell) { visit(cell, static_cast<std::uint32_t>(i)); });
    };
    for_all([&](std::size_t cell, std::uint32_t) { ++first_[cell + 1]; });
    for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
    transects_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for_all([&](std::size_t cell, std::uint32_t transect) { transects_[next[cell]++] = transect; });
}

/// So small that a cell holds few transects, and so large that neither cells nor entries take much memory.
void TransectGrid::choose_cells(const std::vector<Transect>& transects)
{
    Point high = low_ = transects.front().landward;
    double total_m = 0;
    for (const Transect& t : transects) {
        for (const Point& p : {t.landward, t.seaward}) {
            low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
        total_m += t.length_m();
    }
    slack_m_ = 1e-6 + 2e-12 * (std::abs(low_.x) + std::abs(low_.y) + std::abs(high.x) + std::abs(high.y));
    low_ = {low_.x - 2 * slack_m_, low_.y - 2 * slack_m_};
    const double width = high.x - low_.x + 2 * slack_m_, height = high.y - low_.y + 2 * slack_m_;
    const double cells = std::min(most_cells, std::max(1024.0, cells_per_transect * static_cast<double>(transects.size())));
    cell_m_ = std::max({std::sqrt(width * height / cells), std::max(width, height) / cells, 3 * total_m / most_entries, 1.0});
    cells_per_m_ = 1 / cell_m_;
    columns_ = 1 + static_cast<std::int64_t>(width * cells_per_m_);
    rows_ = 1 + static_cast<std::int64_t>(height * cells_per_m_);
}

}  // namespace tasi

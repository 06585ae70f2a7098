#include "scenes/products/nested_grids.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr double tolerance_pixels = 1e-3;

UnsafeError mismatch(const std::string& what, const std::string& a, const std::string& b)
{
    return {"GRID", a, fmt::format("{} differs from that of {}", what, b), "use files of one grid, or bring them to one grid first"};
}

std::string size_text(const Grid& g) { return fmt::format("size {} x {}", g.cols, g.rows); }
std::string pixel_text(const Grid& g) { return fmt::format("pixel size (resolution) {} x {}", format_number(g.dx), format_number(-g.dy)); }
std::string corner_text(const Grid& g) { return fmt::format("grid corner ({}, {})", format_number(g.x0), format_number(g.y0)); }

void require_same_place(const Grid& a, const std::string& a_name, const Grid& b, const std::string& b_name)
{
    if (!(a.crs == b.crs)) throw mismatch("CRS " + a.crs.name + " (grid)", a_name, b_name + " (" + b.crs.name + ")");
    const double near = tolerance_pixels * std::min(std::abs(a.dx), std::abs(a.dy));
    if (std::abs(a.x0 - b.x0) > near || std::abs(a.y0 - b.y0) > near)
        throw mismatch(corner_text(a), a_name, b_name + ", " + corner_text(b));
}

/// The whole number that `large` is of `small`; 0 when it is none.
int whole_ratio(double large, double small)
{
    const double ratio = large / small;
    const double whole = std::round(ratio);
    return whole >= 1 && whole < 1000 && std::abs(ratio - whole) < 1e-6 ? static_cast<int>(whole) : 0;
}

/// How many fine pixels one coarse pixel has along an axis; 0 when they do not nest.
int times(const Grid& coarse, const Grid& fine)
{
    const int across = whole_ratio(coarse.dx, fine.dx), down = whole_ratio(coarse.dy, fine.dy);
    const bool same_extent = coarse.cols * across == fine.cols && coarse.rows * down == fine.rows;
    return across == down && same_extent ? across : 0;
}

}  // namespace

Nesting nesting_of(const Grid& source, const std::string& source_name, const Grid& target, const std::string& target_name)
{
    require_same_place(source, source_name, target, target_name);
    if (const int finer = times(target, source)) return {finer, 1};
    if (const int coarser = times(source, target)) return {1, coarser};
    throw mismatch(size_text(source) + ", " + pixel_text(source), source_name,
                   fmt::format("{} ({}, {})", target_name, size_text(target), pixel_text(target)));
}

Window source_window(const Window& target, const Nesting& nesting)
{
    const int f = nesting.finer, c = nesting.coarser;
    const int row = target.row * f / c, col = target.col * f / c;
    const int end_row = ((target.row + target.rows) * f + c - 1) / c, end_col = ((target.col + target.cols) * f + c - 1) / c;
    return {row, col, end_row - row, end_col - col};
}

void require_equal_grids(const Grid& a, const std::string& a_name, const Grid& b, const std::string& b_name)
{
    const bool same_size = a.rows == b.rows && a.cols == b.cols;
    const double near = tolerance_pixels * std::abs(a.dx) / std::max({a.rows, a.cols, 1});
    if (std::abs(a.dx - b.dx) > near || std::abs(a.dy - b.dy) > near) throw mismatch(pixel_text(a), a_name, b_name + ", " + pixel_text(b));
    if (!same_size) throw mismatch(size_text(a), a_name, b_name + ", " + size_text(b));
    require_same_place(a, a_name, b, b_name);
}

}  // namespace tasi::scenes

#include "scenes/products/scene_source.hpp"

#include <algorithm>

namespace tasi::scenes {

BlockSize SceneSource::block_size() const
{
    const auto in_target = [&](int pixels) { return std::max(1, pixels * nesting.coarser / nesting.finer); };
    return {in_target(file.info().block_rows), in_target(file.info().block_cols)};
}

SceneSource open_source(io::Session& session, const Product& product, const RasterSource& raster, const Grid& target)
{
    return {product.open(session, raster), raster.band, nesting_of(raster.grid, raster.name, target, product.facts.id)};
}

namespace {

/// Every source pixel covers `times` x `times` pixels of the target.
Mask spread_out(const Mask& flags, const Window& source, const Window& target, int times)
{
    Mask result(target.rows, target.cols);
    int filled = -1;  // row of the source in the last row of the result
    for (int row = 0; row < target.rows; ++row) {
        const int from = (target.row + row) / times - source.row;
        if (from == filled) {
            result.row(row) = result.row(row - 1);
            continue;
        }
        for (int col = 0, in = 0; col < target.cols; ++in) {
            const int end = std::min(target.cols, (source.col + in + 1) * times - target.col);
            for (; col < end; ++col) result(row, col) = flags(from, in);
        }
        filled = from;
    }
    return result;
}

}  // namespace

Mask gathered(Mask flags, const Window& target, const Nesting& nesting)
{
    if (nesting.finer == 1 && nesting.coarser == 1) return flags;
    const Window source = source_window(target, nesting);
    if (nesting.finer == 1) return spread_out(flags, source, target, nesting.coarser);
    const int f = nesting.finer;
    Mask result(target.rows, target.cols);
    for (int row = 0; row < target.rows; ++row)
        for (int col = 0; col < target.cols; ++col) {
            const int r = (target.row + row) * f / nesting.coarser - source.row, c = (target.col + col) * f / nesting.coarser - source.col;
            unsigned bits = clear;
            for (int i = 0; i < f * f; ++i) bits |= flags(r + i / f, c + i % f);
            result(row, col) = static_cast<std::uint8_t>(bits);
        }
    return result;
}

}  // namespace tasi::scenes

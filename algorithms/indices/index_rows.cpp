#include "algorithms/indices/index_rows.hpp"

#include <algorithm>

namespace tasi {

IndexRows rows_of(const Pixels& values)
{
    IndexRows rows{static_cast<int>(values.rows()), static_cast<int>(values.cols()), {}};
    rows.read = [&values](int row, int, IndexImage&) { return IndexStrip{values.data() + Eigen::Index{row} * values.cols()}; };
    rows.read_window = [&values](int row, int col, int height, int width, float* out) {
        for (int r = 0; r < height; ++r, out += width) std::copy_n(&values(row + r, col), width, out);
    };
    return rows;
}

IndexRows rows_of(const IndexImage& image)
{
    IndexRows rows = rows_of(image.values);
    rows.read = [&image](int row, int, IndexImage&) {
        const Eigen::Index first = Eigen::Index{row} * image.values.cols();
        return IndexStrip{image.values.data() + first, image.by_rule.size() == 0 ? nullptr : image.by_rule.data() + first};
    };
    return rows;
}

IndexImage image_of(const IndexRows& rows)
{
    constexpr int rows_at_once = 64;
    IndexImage image, buffer;
    image.values.resize(rows.rows, rows.cols);
    for (int row = 0; row < rows.rows; row += rows_at_once) {
        const int count = std::min(rows_at_once, rows.rows - row);
        const Eigen::Index size = Eigen::Index{count} * rows.cols;
        const IndexStrip strip = rows.read(row, count, buffer);
        std::copy_n(strip.values, size, image.values.data() + Eigen::Index{row} * rows.cols);
        if (!strip.by_rule) continue;
        if (image.by_rule.size() == 0) image.by_rule = Mask::Zero(rows.rows, rows.cols);
        std::copy_n(strip.by_rule, size, image.by_rule.data() + Eigen::Index{row} * rows.cols);
    }
    return image;
}

}  // namespace tasi

#include "tools/composite_masks.hpp"

#include <algorithm>
#include <cstdint>

namespace tasi::cli {

void StoredMasks::put(std::size_t number, const Window& window, const Mask& mask)
{
    const long long row_bytes = (window.cols + 7) / 8;
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(row_bytes * window.rows), 0);
    for (int row = 0; row < window.rows; ++row) {
        std::uint8_t* const byte = bits.data() + row * row_bytes;
        for (int first = 0; first < window.cols; first += 8) {
            unsigned eight = 0;
            for (int i = 0; i < std::min(8, window.cols - first); ++i) eight |= (mask(row, first + i) != clear ? 1U : 0U) << i;
            byte[first / 8] = static_cast<std::uint8_t>(eight);
        }
    }
    const std::lock_guard lock(mutex_);
    stored_.at(number) = {window, file_.append(bits), row_bytes};
}

Mask StoredMasks::read(std::size_t number, const Window& window) const
{
    const Stored& stored = stored_.at(number);
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(stored.row_bytes * window.rows));
    file_.read(stored.place + (window.row - stored.window.row) * stored.row_bytes, bits);
    const int first_col = window.col - stored.window.col;
    Mask mask = Mask::Zero(window.rows, window.cols);
    for (int row = 0; row < window.rows; ++row) {
        const std::uint8_t* const byte = bits.data() + row * stored.row_bytes;
        for (int col = 0; col < window.cols; ++col) {
            const int at = first_col + col;
            if (byte[at / 8] == 0)
                col += 7 - at % 8;  // eight usable pixels
            else
                mask(row, col) = ((byte[at / 8] >> (at % 8)) & 1U) != 0 ? fill : clear;
        }
    }
    return mask;
}

}  // namespace tasi::cli

#include "scenes/products/qa60.hpp"

#include <algorithm>

namespace tasi::scenes {

bool qa60_informs(const io::RasterFile& file, int band)
{
    constexpr int strip_rows = 256;
    const Grid& grid = file.info().grid;
    for (int row = 0; row < grid.rows; row += strip_rows) {
        const Pixels numbers = file.read(band, {row, 0, std::min(strip_rows, grid.rows - row), grid.cols});
        if ((numbers > 0.0f).any()) return true;  // NaN is not above 0
    }
    return false;
}

}  // namespace tasi::scenes

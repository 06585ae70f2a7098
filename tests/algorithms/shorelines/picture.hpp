#pragma once

#include <limits>
#include <string>
#include <vector>

#include "algorithms/shorelines/surface_map.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// An image from letters, in pixels of 10 m: W water, L land, C cloud, N no value.
struct Picture {
    Pixels values;
    Mask mask;
    Grid grid;

    explicit Picture(const std::vector<std::string>& rows)
    {
        const auto height = static_cast<int>(rows.size()), width = static_cast<int>(rows[0].size());
        values.resize(height, width);
        mask = Mask::Zero(height, width);
        grid = {height, width, 0, height * 10.0, 10, -10, {}};
        for (int r = 0; r < height; ++r)
            for (int c = 0; c < width; ++c) {
                const char letter = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
                values(r, c) = letter == 'W' ? 1.0F : letter == 'N' ? std::numeric_limits<float>::quiet_NaN() : -1.0F;
                if (letter == 'C') mask(r, c) = PixelFlag::cloud;
            }
    }

    Point at(int row, int col) const { return grid.at_centre(row, col); }
};

/// n no data, h hidden, l land, w inland water, s sea, i islet.
inline std::vector<std::string> letters(const SurfaceMap& map)
{
    std::vector<std::string> rows;
    std::vector<Surface> surfaces(static_cast<std::size_t>(map.cols()));
    for (int r = 0; r < map.rows(); ++r) {
        map.copy_row(r, surfaces.data());
        std::string row;
        for (const Surface surface : surfaces) row += "nhlwsi?"[static_cast<int>(surface)];
        rows.push_back(row);
    }
    return rows;
}

}  // namespace tasi

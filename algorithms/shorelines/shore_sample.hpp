#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "src/core/band.hpp"

namespace tasi {

inline constexpr int most_bands = static_cast<int>(all_bands.size());
using BandVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_bands, 1>;
using BandMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_bands, most_bands>;

/// Bands on one grid, as a shore sees them.
struct ShoreGrid {
    std::vector<int> slots;  ///< of its bands, in the list of all bands; consecutive
    double blur;             ///< 1 sigma, pixels of the finest grid
};

/// A pixel beside a line; lengths are pixels of the finest grid.
struct ShorePixel {
    float t;      ///< distance from the line, seaward positive
    float along;  ///< of the foot, from the start of the line
    int grid;
    std::array<float, 2> seaward;               ///< unit normal of the line at the foot, x and y
    std::array<float, all_bands.size()> value;  ///< in the order of its grid's slots
};

/// Pixels of one grid at one distance from the line.
struct ShoreBin {
    double t;  ///< mean
    double count;
    BandVector mean;
    BandMatrix information;       ///< inverse covariance of one pixel
    BandMatrix mean_information;  ///< of the mean: noise and texture, which averages remove, and what they do not
};

/// The pixels of one window, made ready for fitting: alongshore trends taken out, outliers left out, gathered by distance.
struct ShoreSample {
    struct OfGrid {
        std::vector<ShoreBin> bins;          ///< by t
        BandVector water, near, far;         ///< medians: of the sea, of what lies within 4 pixels behind the line, and of what lies beyond
        BandVector water_trend, land_trend;  ///< change of reflectance per pixel alongshore
        long outliers = 0;
    };
    double centre = 0;  ///< alongshore
    std::vector<OfGrid> grids;
};

/// Nothing when there are fewer than `least` pixels of water or of land on the finest grid. `t` of the pixels is counted from the best
/// line so far. Where the line turns, a band that lies off the others by about `band_shift_px` has no one place across it.
std::optional<ShoreSample> shore_sample(const std::vector<ShoreGrid>& grids, const std::vector<ShorePixel>& pixels, double centre,
                                        int least, double band_shift_px);

}  // namespace tasi

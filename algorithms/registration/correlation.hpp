#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi {

/// A displacement in pixels: down and to the right positive.
struct PixelShift {
    double row = 0, col = 0;
};

/// Normalised cross-correlation (-1..1) of a scene with a reference for every whole shift of at most `reach` pixels per axis:
/// element (reach + row, reach + col) is for a scene whose content lies `row`, `col` pixels further down and right than that of the
/// reference. NaN where too few pixels meet, or one of the two images is constant there.
struct CorrelationSurface {
    int reach = 0;
    Eigen::ArrayXXd ncc;
    Eigen::ArrayXXd overlap;  ///< pixels that meet
};

/// An image made ready for sums over shifts: without its mean, 0 where it is missing, and with a frame of missing pixels.
struct FramedImage {
    FramedImage(const Pixels& values, int frame);

    int frame = 0;
    Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> value, square, present;
};

/// The sums that make a masked normalised cross-correlation (Padfield 2012, doi:10.1109/TIP.2011.2181402): every shift has the means and
/// variances of the pixels that meet in it, so neither a mask nor the edge of a window pulls the peak towards a shift of 0.
/// The sums are direct, not by FFT: for a reach of a few pixels that is less work, and exact.
class CorrelationSums {
public:
    explicit CorrelationSums(int reach);

    /// Adds the pixels of the scene in `window` (without frame) and those of the reference that they meet.
    /// Both images have the same size and a frame of `reach`.
    void add(const FramedImage& scene, const FramedImage& reference, const Window& window);
    void add(const CorrelationSums& other);

    double scene_pixels() const { return scene_pixels_; }
    /// Shifts in which less than `least_overlap` (0..1) of the pixels of the scene meet one of the reference are NaN.
    CorrelationSurface surface(double least_overlap) const;

private:
    enum Sum { pixels, scene_sum, reference_sum, scene_squares, reference_squares, products, kinds };
    double* row_of(Sum kind, int reference_row) { return sums_[kind].data() + static_cast<std::ptrdiff_t>(reference_row) * side_; }

    int reach_, side_;
    double scene_pixels_ = 0;
    std::vector<double> sums_[kinds];  // by the offset of the reference: the other way round than the shift of the scene
};

/// The highest point of a surface and what competes with it.
struct CorrelationPeak {
    PixelShift shift;    ///< to a hundredth of a pixel
    double height = 0;   ///< -1..1, of the best whole shift
    double second = 0;   ///< the highest other local maximum farther away than the width of the first; 0: none
    double overlap = 0;  ///< pixels that meet there
};

/// Nothing when no whole shift of at most `search` pixels has a correlation, or the highest has no complete neighbourhood.
/// Between whole shifts the surface is interpolated on a grid of 1/100 pixel by a product of small matrices, as Guizar-Sicairos et al. 2008
/// (doi:10.1364/OL.33.000156) do with the spectrum, but with the weights of a Gaussian of fourth order (width 1.1 pixels), which leave
/// out what one sample per pixel cannot hold and keep a lopsided peak in its place (docs/methods/registration.md).
/// The width of the first peak is the radius of the disk with the area over which it falls to half its height.
std::optional<CorrelationPeak> highest_peak(const CorrelationSurface& surface, int search);

/// Pixels beyond the search that `highest_peak` needs.
inline constexpr int peak_margin = 5;

}  // namespace tasi

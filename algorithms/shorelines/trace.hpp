#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/shorelines/sea.hpp"
#include "src/core/band.hpp"
#include "src/core/shoreline.hpp"

namespace tasi {

/// How a shoreline is traced; areas and sea points are in SeaOptions.
struct TraceOptions {
    SeaOptions sea{};
    std::optional<double> min_length_m = {};  ///< shorter lines are dropped; default 5 pixels
    int keep_out = 1;                         ///< pixels from missing data within which a vertex is dropped and the line is split
    bool outside_is_buffer = false;           ///< PixelFlag::outside is the buffer of a reference coast: judge lines along its edge
    double threshold_scale = 1;               ///< the threshold is known to 0.03 of this: 1 for a ratio, the contrast of a linear index
    int block_rows = 256;                     ///< rows per unit of work; changes no result

    void validate() const;  ///< UsageError naming the option and its range
};

/// The waterline of one image, with the parts of its uncertainty that the pixels alone tell.
struct TracedShoreline {
    std::vector<Polyline> lines;                   ///< map coordinates, sea on the right-hand side; a ring repeats its first vertex
    std::vector<std::vector<VertexError>> errors;  ///< of every vertex of `lines`
    long vertices = 0;
    double length_m = 0;
    long vertices_near_missing = 0;  ///< dropped
    long short_lines = 0;            ///< dropped
    double short_length_m = 0;       ///< their length
    long islets_filled = 0, inland_waters = 0, small_waters_left_out = 0, sea_points_on_no_water = 0;
    double at_buffer_share = 0;  ///< 0..1 of the length within one pixel of PixelFlag::outside
    /// Median over vertices of |gradient| of what was traced, per metre.
    double gradient_per_m = 0;
    double metres_per_hundredth = 0;  ///< how far 0.01 `threshold_scale` of threshold moves the line
    double sigma_threshold_m =
        0;  ///< 1 sigma for an index threshold known to 0.03 `threshold_scale`; for fractions, of uncertain endmembers
    double sigma_contour_m = std::numeric_limits<double>::quiet_NaN();  ///< 1 sigma of the line itself, where the method knows it
    std::vector<Band> bands;                                            ///< whose contrast was used; empty for the contour of an index
    std::vector<std::string> flags;                                     ///< `sea guessed`, `threshold sensitive`, `touches buffer`
};

/// The line between sea (`index` > `threshold`) and land. Lagoons, ponds and rivers cut off from the sea leave no line.
///
/// A line is interpolated between pixel centres (see `image_contour`); it ends at the edge of the image, at pixels with
/// PixelFlag::outside and at missing data (NaN or another flag of `mask`, which may be empty), and is never joined across.
/// `threshold sensitive`: 0.05 `threshold_scale` of threshold moves the line by more than a pixel.
/// Errors: UnsafeError PIXEL-SHAPE for pixels that are not square; NoResultError NO-SEA, NO-SHORELINE (with what was
/// dropped), or BUFFER where the line runs along the edge of the buffer for more than a tenth of its length.
TracedShoreline trace_shoreline(const IndexRows& index, const Mask& mask, const Grid& grid, double threshold,
                                const TraceOptions& options = {});
TracedShoreline trace_shoreline(const Pixels& index, const Mask& mask, const Grid& grid, double threshold,
                                const TraceOptions& options = {});

}  // namespace tasi

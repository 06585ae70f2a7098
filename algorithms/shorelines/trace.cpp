#include "algorithms/shorelines/trace.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "algorithms/shorelines/fraction.hpp"
#include "algorithms/shorelines/median.hpp"
#include "algorithms/shorelines/sea_border.hpp"
#include "algorithms/shorelines/split.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double default_least_length_px = 5;
constexpr double threshold_sigma = 0.03;  // of an index, when nothing better is known
constexpr double sensitive_step = 0.05;
constexpr double flagged_buffer_share = 0.01, refused_buffer_share = 0.10;

struct Image {
    const SurfaceMap& surfaces;
    const NearIndex& index;
    const Mask& mask;
    const Grid& grid;
    double threshold_sigma;

    double pixel_m() const { return std::abs(grid.dx); }
    bool is_south_up() const { return (grid.dx > 0) == (grid.dy > 0); }
};

void require_square_pixels(const Grid& grid)
{
    if (std::abs(std::abs(grid.dx) - std::abs(grid.dy)) <= 1e-6 * std::abs(grid.dx)) return;
    throw UnsafeError("PIXEL-SHAPE", "",
                      "pixels of " + format_number(std::abs(grid.dx)) + " x " + format_number(std::abs(grid.dy)) + " are not square",
                      "resample the scene to square pixels");
}

/// Length of a line within a pixel of PixelFlag::outside; a vertex stands for half the way to its neighbours.
double length_at_buffer(const Image& image, const EdgeChain& chain)
{
    if (image.mask.size() == 0) return 0;
    const auto near = [&](EdgeKey edge) {
        return any_pixel(pixels_around(image.grid, edge, 1), [&](int r, int c) { return image.mask(r, c) & PixelFlag::outside; });
    };
    double sum = 0;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const int ends = near(chain[i - 1]) + near(chain[i]);
        if (ends == 0) continue;
        const RowCol a = image.index.crossing(chain[i - 1]), b = image.index.crossing(chain[i]);
        sum += ends / 2.0 * std::hypot(a.row - b.row, a.col - b.col) * image.pixel_m();
    }
    return sum;
}

/// A line on the map with its errors; a vertex that repeats the one before is left out.
struct MapLine {
    Polyline line;
    std::vector<VertexError> errors;
    std::vector<double> gradients;  ///< per metre, of all edges
};

MapLine on_map(const Image& image, const EdgeChain& chain)
{
    MapLine result;
    std::optional<RowCol> last;
    for (const EdgeKey edge : chain) {
        const double gradient_per_m = image.index.gradient(edge) / image.pixel_m();
        result.gradients.push_back(gradient_per_m);
        const RowCol vertex = image.index.crossing(edge);
        if (last && *last == vertex) continue;
        last = vertex;
        result.line.push_back(image.grid.at_centre(vertex.row, vertex.col));
        VertexError error;
        error.contour_m = static_cast<float>(least_contour_error_px * image.pixel_m());
        if (gradient_per_m > 0) error.threshold_m = static_cast<float>(image.threshold_sigma / gradient_per_m);
        result.errors.push_back(error);
    }
    if (image.is_south_up()) {  // displayed upside down
        std::reverse(result.line.begin(), result.line.end());
        std::reverse(result.errors.begin(), result.errors.end());
    }
    return result;
}

void keep_line(const Image& image, const EdgeChain& chain, double least_m, TracedShoreline& result, std::vector<double>& gradients)
{
    MapLine made = on_map(image, chain);
    if (made.line.size() < 2) return;
    const double line_m = length(made.line);
    if (line_m < least_m) {
        ++result.short_lines;
        result.short_length_m += line_m;
        return;
    }
    gradients.insert(gradients.end(), made.gradients.begin(), made.gradients.end());
    result.at_buffer_share += length_at_buffer(image, chain);
    result.length_m += line_m;
    result.vertices += static_cast<long>(made.line.size());
    result.lines.push_back(std::move(made.line));
    result.errors.push_back(std::move(made.errors));
}

void require_lines(const TracedShoreline& result)
{
    if (!result.lines.empty()) return;
    throw NoResultError("NO-SHORELINE", "",
                        fmt::format("no shoreline is left: {} lines were shorter than the least length, {} vertices were near missing data",
                                    result.short_lines, result.vertices_near_missing),
                        "choose another scene, or a smaller least length");
}

void judge(const Image& image, const TraceOptions& options, TracedShoreline& result)
{
    if (sensitive_step * options.threshold_scale / result.gradient_per_m > image.pixel_m()) result.flags.push_back("threshold sensitive");
    if (!options.outside_is_buffer) return;
    if (result.at_buffer_share > refused_buffer_share)
        throw NoResultError("BUFFER", "",
                            fmt::format("{:.0f} % of the shoreline runs along the edge of the buffer", 100 * result.at_buffer_share),
                            "give a larger buffer, or a newer reference coast");
    if (result.at_buffer_share > flagged_buffer_share) result.flags.push_back("touches buffer");
}

}  // namespace

void TraceOptions::validate() const
{
    sea.validate();
    if (min_length_m && !(*min_length_m >= 0 && std::isfinite(*min_length_m)))
        throw UsageError("LENGTH", "", "a least length of " + format_number(*min_length_m) + " m", "give 0 m or more");
    if (keep_out < 0 || keep_out > 100)
        throw UsageError("KEEP-OUT", "", "a distance of " + std::to_string(keep_out) + " pixels", "give 0 to 100 pixels");
    if (!(threshold_scale > 0) || !std::isfinite(threshold_scale))
        throw UsageError("THRESHOLD", "", "a threshold scale of " + format_number(threshold_scale), "give a number above 0");
    if (block_rows < 1) throw UsageError("BLOCK", "", "a block of " + std::to_string(block_rows) + " rows", "give 1 row or more");
}

TracedShoreline trace_shoreline(const Pixels& index, const Mask& mask, const Grid& grid, double threshold, const TraceOptions& options)
{
    return trace_shoreline(rows_of(index), mask, grid, threshold, options);
}

TracedShoreline trace_shoreline(const IndexRows& index, const Mask& mask, const Grid& grid, double threshold, const TraceOptions& options)
{
    options.validate();
    require_square_pixels(grid);
    const Sea sea = find_sea(index, mask, grid, threshold, options.sea);
    const std::vector<BorderCell> border = border_cells(sea.surfaces, mask, options.block_rows);
    const NearIndex near(index, border, threshold);
    const std::vector<EdgeChain> chains = link(near.pieces(border));
    const Image image{sea.surfaces, near, mask, grid, threshold_sigma * options.threshold_scale};

    TracedShoreline result;
    result.islets_filled = sea.islets_filled, result.small_waters_left_out = sea.small_waters_left_out;
    result.inland_waters = sea.water_bodies - sea.sea_bodies, result.sea_points_on_no_water = sea.points_on_no_water;
    if (sea.guessed) result.flags.push_back("sea guessed");

    const double least_m = options.min_length_m.value_or(default_least_length_px * image.pixel_m());
    std::vector<double> gradients;
    const auto near_missing_data = [&](EdgeKey edge) {
        return any_pixel(pixels_around(grid, edge, options.keep_out), [&](int r, int c) { return is_missing(sea.surfaces.at(r, c)); });
    };
    for (const EdgeChain& chain : chains) {
        const Split split = split_where(chain, near_missing_data);
        result.vertices_near_missing += split.left_out;
        for (const EdgeChain& part : split.parts) keep_line(image, part, least_m, result, gradients);
    }
    require_lines(result);

    result.at_buffer_share /= result.length_m;
    result.gradient_per_m = median(std::move(gradients));
    result.metres_per_hundredth = 0.01 * options.threshold_scale / result.gradient_per_m;
    result.sigma_threshold_m = threshold_sigma * options.threshold_scale / result.gradient_per_m;
    judge(image, options, result);
    return result;
}

}  // namespace tasi

#include "algorithms/shorelines/trace.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "algorithms/masking/missing.hpp"
#include "algorithms/shorelines/cells.hpp"
#include "algorithms/shorelines/contour.hpp"
#include "algorithms/shorelines/gradient.hpp"
#include "algorithms/shorelines/median.hpp"
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
    const Pixels& index;
    const Mask& mask;
    const Grid& grid;
    double threshold;

    double pixel_m() const { return std::abs(grid.dx); }
};

void require_square_pixels(const Grid& grid)
{
    if (std::abs(std::abs(grid.dx) - std::abs(grid.dy)) <= 1e-6 * std::abs(grid.dx)) return;
    throw UnsafeError("PIXEL-SHAPE", "",
                      "pixels of " + format_number(std::abs(grid.dx)) + " x " + format_number(std::abs(grid.dy)) + " are not square",
                      "resample the scene to square pixels");
}

/// Surfaces as nodes of a contour of which only the border of sea and land is wanted.
NodeRow sea_border(const Image& image, const SurfaceMap& surfaces)
{
    return [&](int row, Node* nodes) {
        std::vector<Surface> surface(static_cast<std::size_t>(image.grid.cols));
        surfaces.copy_row(row, surface.data());
        for (int col = 0; col < image.grid.cols; ++col) {
            const bool outside = image.mask.size() != 0 && (image.mask(row, col) & PixelFlag::outside);
            switch (outside ? Surface::no_data : surface[static_cast<std::size_t>(col)]) {
                case Surface::land:
                    nodes[col] = Node::low;
                    break;
                case Surface::sea:
                    nodes[col] = Node::high;
                    break;
                case Surface::islet:
                    nodes[col] = Node::ignored_low;
                    break;
                case Surface::inland_water:
                    nodes[col] = Node::ignored_high;
                    break;
                default:
                    nodes[col] = Node::missing;
            }
        }
    };
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
        const RowCol a = crossing<float>(image.index, image.threshold, chain[i - 1]),
                     b = crossing<float>(image.index, image.threshold, chain[i]);
        sum += ends / 2.0 * std::hypot(a.row - b.row, a.col - b.col) * image.pixel_m();
    }
    return sum;
}

void keep_line(const Image& image, const EdgeChain& chain, double least_m, TracedShoreline& result, std::vector<double>& gradients)
{
    Polyline line = to_map(image.index, image.grid, image.threshold, chain);
    if (line.size() < 2) return;
    const double line_m = length(line);
    if (line_m < least_m) {
        ++result.short_lines;
        result.short_length_m += line_m;
        return;
    }
    for (const EdgeKey edge : chain) gradients.push_back(gradient_at(image.index, image.threshold, edge) / image.pixel_m());
    result.at_buffer_share += length_at_buffer(image, chain);
    result.length_m += line_m;
    result.vertices += static_cast<long>(line.size());
    result.lines.push_back(std::move(line));
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
    options.validate();
    require_square_pixels(grid);
    const Image image{index, mask, grid, threshold};
    const Sea sea = find_sea(index, mask, grid, threshold, options.sea);
    const std::vector<EdgeChain> chains = link(cross_cells<float>(index, threshold, sea_border(image, sea.surfaces), options.block_rows));

    TracedShoreline result;
    result.islets_filled = sea.islets_filled, result.small_waters_left_out = sea.small_waters_left_out;
    result.inland_waters = sea.water_bodies - sea.sea_bodies, result.sea_points_on_no_water = sea.points_on_no_water;
    if (sea.guessed) result.flags.push_back("sea guessed");

    const double least_m = options.min_length_m.value_or(default_least_length_px * image.pixel_m());
    std::vector<double> gradients;
    const auto near_missing_data = [&](EdgeKey edge) {
        return any_pixel(pixels_around(grid, edge, options.keep_out),
                         [&](int r, int c) { return is_missing(index, mask, r, c, PixelFlag::outside); });
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

#include "algorithms/shorelines/laplace.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "algorithms/shorelines/inflection.hpp"
#include "algorithms/shorelines/median.hpp"
#include "algorithms/shorelines/vertex_moves.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double pull_px = 0.07;  // root mean square of what a cubic pulls an edge anywhere in a pixel towards its middle
constexpr double flagged_share = 0.10;
constexpr double search_step_px = 0.5, most_off_middle_px = 1;
constexpr double least_weight = 0.3;  // of the patches around a place that have an edge

/// What was found at a vertex.
struct Place {
    bool has_contrast = false;
    double fall_per_m = std::numeric_limits<double>::quiet_NaN();
    std::optional<VertexMove> move;
};

class LaplaceTracer {
public:
    LaplaceTracer(const CoastalPixels& scene, int slot, const LaplaceOptions& options) : scene_(scene), slot_(slot), options_(options) {}

    double pixel_m() const { return std::abs(scene_.grid().dx); }

    Place place(const VertexFrame& frame) const
    {
        Place result;
        const std::optional<Inflection> steepest = steepest_near(frame);
        const std::optional<Inflection> found = steepest ? blended(frame, steepest->distance_px) : std::nullopt;
        if (!found) return result;
        const double fall = -found->slope_per_px;
        result.has_contrast = fall >= options_.least_fall_per_px && fall >= options_.least_contrast * found->residual_sd;
        const bool close = std::abs(found->distance_px) <= options_.most_shift_px &&
                           std::abs(found->distance_px - steepest->distance_px) <= most_off_middle_px;
        if (!result.has_contrast || !close) return result;
        result.fall_per_m = fall / pixel_m();
        result.move = {found->distance_px * pixel_m(), {static_cast<float>(std::hypot(found->sigma_px, pull_px) * pixel_m()), 0.0F}};
        return result;
    }

private:
    const CoastalPixels& scene_;
    int slot_;
    const LaplaceOptions& options_;

    /// A vertex and its normal in columns (x) and rows (y).
    struct InImage {
        Vector vertex, seaward;
    };

    InImage in_image(const VertexFrame& frame) const
    {
        const Grid& grid = scene_.grid();
        return {{(frame.at.x - grid.x0) / grid.dx - 0.5, (frame.at.y - grid.y0) / grid.dy - 0.5},
                {frame.seaward.x * pixel_m() / grid.dx, frame.seaward.y * pixel_m() / grid.dy}};
    }

    /// Of the patch around a pixel; distances are from the vertex.
    std::optional<Inflection> inflection(const InImage& v, int row, int col) const
    {
        const int reach = options_.patch / 2;
        std::array<double, 49> patch;
        std::size_t count = 0;
        for (int r = row - reach; r <= row + reach; ++r)
            for (int c = col - reach; c <= col + reach; ++c) patch[count++] = static_cast<double>(scene_.at(slot_, r, c));
        return find_inflection({patch.data(), count}, options_.patch, {v.vertex.x - col, v.vertex.y - row}, v.seaward);
    }

    /// The mean of the patches around the four pixels about a place on the normal, each by how near its pixel is: their pulls are
    /// towards opposite sides.
    std::optional<Inflection> blended(const VertexFrame& frame, double seaward_px) const
    {
        const InImage v = in_image(frame);
        const Vector at = v.vertex + seaward_px * v.seaward;
        const int row = static_cast<int>(std::floor(at.y)), col = static_cast<int>(std::floor(at.x));
        Inflection mean{};
        double sum = 0;
        for (int r = row; r <= row + 1; ++r)
            for (int c = col; c <= col + 1; ++c) {
                const double weight = (1 - std::abs(at.y - r)) * (1 - std::abs(at.x - c));
                if (weight <= 0) continue;
                const auto found = inflection(v, r, c);
                if (!found || found->bend_per_px <= 0 || std::abs(found->distance_px - seaward_px) > most_off_middle_px) continue;
                sum += weight;
                mean.distance_px += weight * found->distance_px, mean.sigma_px += weight * found->sigma_px;
                mean.slope_per_px += weight * found->slope_per_px, mean.bend_per_px += weight * found->bend_per_px;
                mean.residual_sd += weight * found->residual_sd;
            }
        if (sum < least_weight) return std::nullopt;
        for (double* const value : {&mean.distance_px, &mean.sigma_px, &mean.slope_per_px, &mean.bend_per_px, &mean.residual_sd})
            *value /= sum;
        return mean;
    }

    /// Of the patches along the normal, the steepest fall that lies near the middle of its own patch.
    std::optional<Inflection> steepest_near(const VertexFrame& frame) const
    {
        const InImage v = in_image(frame);
        std::optional<Inflection> steepest;
        for (double at_px = -options_.most_shift_px; at_px <= options_.most_shift_px; at_px += search_step_px) {
            const Vector at = v.vertex + at_px * v.seaward;
            const auto found = inflection(v, static_cast<int>(std::round(at.y)), static_cast<int>(std::round(at.x)));
            if (!found || found->bend_per_px <= 0 || std::abs(found->distance_px - at_px) > most_off_middle_px) continue;
            if (!steepest || found->slope_per_px < steepest->slope_per_px) steepest = found;
        }
        return steepest;
    }
};

/// The moves of all vertices, and what share of them has contrast.
struct Found {
    std::vector<LineMoves> moves;
    std::vector<double> falls_per_m;
    long with_contrast = 0, moved = 0;
};

Found find_places(const LaplaceTracer& tracer, const std::vector<std::vector<VertexFrame>>& frames)
{
    Found found;
    for (const auto& line : frames) {
        std::vector<Place> places(line.size());
        parallel_for(static_cast<int>(line.size()),
                     [&](int i) { places[static_cast<std::size_t>(i)] = tracer.place(line[static_cast<std::size_t>(i)]); });
        found.moves.emplace_back();
        for (Place& p : places) {
            found.with_contrast += p.has_contrast, found.moved += p.move.has_value();
            found.falls_per_m.push_back(p.fall_per_m);
            found.moves.back().push_back(std::move(p.move));
        }
    }
    return found;
}

}  // namespace

void LaplaceOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("LAPLACE", "", what, range);
    };
    require(patch == 5 || patch == 7, "the size of patches is out of range",
            "give 5 or 7: smaller ones pull the line to the middle of pixels");
    require(smoothing_px > 0 && smoothing_px <= 1000, "the smoothing of the line is out of range", "give more than 0, up to 1000 pixels");
    require(most_shift_px > 0 && most_shift_px <= 10, "the largest shift is out of range", "give more than 0, up to 10 pixels");
    require(least_fall_per_px > 0, "the least fall of reflectance is out of range", "give more than 0");
    require(least_contrast > 0, "the least contrast is out of range", "give more than 0");
}

std::optional<TracedShoreline> trace_laplace(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                             const LaplaceOptions& options)
{
    options.validate();
    const auto layer = std::find_if(scene.begin(), scene.end(), [&](const CoastalPixels& s) { return s.slot_of(options.band) >= 0; });
    if (layer == scene.end()) return std::nullopt;
    const LaplaceTracer tracer(*layer, layer->slot_of(options.band), options);
    std::vector<std::vector<VertexFrame>> frames;
    for (const Polyline& line : preliminary.lines) frames.push_back(vertex_frames(line, options.smoothing_px * tracer.pixel_m()));
    Found found = find_places(tracer, frames);
    if (found.moved == 0) return std::nullopt;

    TracedShoreline result = preliminary;
    std::erase(result.flags, "threshold sensitive");
    result.bands = {options.band};
    const double kept = move_vertices(result, frames, found.moves, tracer.pixel_m());
    result.gradient_per_m = median(std::move(found.falls_per_m));
    result.metres_per_hundredth = 0.01 / result.gradient_per_m;
    if (kept > flagged_share) result.flags.push_back("no fit");
    if (static_cast<double>(found.with_contrast) < (1 - flagged_share) * static_cast<double>(result.vertices))
        result.flags.push_back("no contrast");
    return result;
}

}  // namespace tasi

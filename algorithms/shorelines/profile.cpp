#include "algorithms/shorelines/profile.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/fraction_rounds.hpp"
#include "algorithms/shorelines/profile_fit.hpp"
#include "algorithms/shorelines/vertex_moves.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double flagged_share_without_fit = 0.10;
constexpr std::size_t least_pixels = 10, least_pixels_of_a_side = 3;

/// Water fractions of pixels by their distance from a line, seaward positive.
struct Profile {
    std::vector<double> distances_m, fractions;

    bool has_both_sides(double blur_m) const
    {
        const auto beyond = [&](double side) {
            return static_cast<std::size_t>(
                std::count_if(distances_m.begin(), distances_m.end(), [&](double x) { return side * x > blur_m; }));
        };
        return distances_m.size() >= least_pixels && beyond(1) >= least_pixels_of_a_side && beyond(-1) >= least_pixels_of_a_side;
    }
};

/// The water fraction as a sum over bands, for one pair of endmembers (see `unmix`).
class Fractions {
public:
    explicit Fractions(const Endmembers& e) : land_(e.land)
    {
        double information = 0;
        for (std::size_t b = 0; b < land_.size(); ++b) {
            const double contrast = has_contrast(e, b) ? e.water[b] - e.land[b] : 0;
            weight_.push_back(contrast / e.variance[b]);
            information += contrast * contrast / e.variance[b];
        }
        for (std::size_t b = 0; b < land_.size(); ++b) weight_[b] /= information;
        known_ = information > 0;
    }

    bool known() const { return known_; }
    double of(const BandValues& reflectance) const
    {
        double sum = 0;
        for (std::size_t b = 0; b < land_.size(); ++b) sum += weight_[b] * (reflectance[b] - land_[b]);
        return sum;
    }

private:
    BandValues land_, weight_;
    bool known_ = false;
};

class ProfileTracer {
public:
    ProfileTracer(const CoastalPixels& scene, const std::vector<int>& slots, const ProfileOptions& options)
        : scene_(scene), slots_(slots), options_(options)
    {
    }

    double pixel_m() const { return std::abs(scene_.grid().dx); }

    std::optional<VertexMove> fit(const VertexFrame& frame, const Stations& stations) const
    {
        // A beach before other land is no step: its level on the land side is not that of the pixels there.
        if (stations.land_at(frame.along_m) != LandAt::behind) return std::nullopt;
        const double curvature = std::abs(frame.curvature_per_m);
        if (curvature * options_.least_radius_px * pixel_m() > 1) return std::nullopt;
        const Fractions fractions(stations.at(frame.along_m));
        if (!fractions.known()) return std::nullopt;
        for (const double half_width_px : options_.half_widths_px)
            if (const auto fit = fit_within(profile(frame, fractions, half_width_px))) {
                const double curve_m = fit->blur * fit->blur * curvature / 2;
                return VertexMove{fit->place, {static_cast<float>(std::hypot(fit->place_sigma, curve_m)), 0.0F}};
            }
        return std::nullopt;
    }

private:
    const CoastalPixels& scene_;
    const std::vector<int>& slots_;
    const ProfileOptions& options_;

    Profile profile(const VertexFrame& frame, const Fractions& fractions, double half_width_px) const
    {
        const Grid& grid = scene_.grid();
        const double half_m = half_width_px * pixel_m(), aside_m = options_.alongshore_px * pixel_m();
        const Vector alongshore{-frame.seaward.y, frame.seaward.x};
        const double reach_x = std::abs(frame.seaward.x) * half_m + std::abs(alongshore.x) * aside_m,
                     reach_y = std::abs(frame.seaward.y) * half_m + std::abs(alongshore.y) * aside_m;
        const double col = (frame.at.x - grid.x0) / grid.dx - 0.5, row = (frame.at.y - grid.y0) / grid.dy - 0.5;
        Profile found;
        for (int r = static_cast<int>(std::ceil(row - reach_y / pixel_m())); r <= row + reach_y / pixel_m(); ++r)
            for (int c = static_cast<int>(std::ceil(col - reach_x / pixel_m())); c <= col + reach_x / pixel_m(); ++c) {
                const Vector off = grid.at_centre(r, c) - frame.at;
                const double along_m = dot(off, alongshore), across_m = dot(off, frame.seaward);
                if (std::abs(along_m) > aside_m || std::abs(across_m) > half_m) continue;
                const auto values = reflectances_at(scene_, slots_, r, c);
                if (!values) continue;
                found.distances_m.push_back(across_m + frame.curvature_per_m * along_m * along_m / 2);
                found.fractions.push_back(fractions.of(*values));
            }
        return found;
    }

    std::optional<ProfileFit> fit_within(const Profile& profile) const
    {
        ProfileFitOptions how;
        how.blur = options_.blur_px * pixel_m();
        if (!profile.has_both_sides(how.blur)) return std::nullopt;
        if (options_.fit_blur) how.least_blur = options_.least_blur_px * pixel_m(), how.most_blur = options_.most_blur_px * pixel_m();
        how.start_before = 0, how.start_step = 1;
        auto fit = fit_profile(profile.distances_m, profile.fractions, how);
        const bool accepted =
            fit && std::abs(fit->place) <= options_.most_shift_px * pixel_m() && std::abs(fit->before) <= options_.most_level_error &&
            std::abs(fit->before + fit->step - 1) <= options_.most_level_error && fit->step > options_.least_contrast * fit->residual_sd &&
            fit->runs_probability > options_.least_runs_probability;
        if (!accepted) fit.reset();
        return fit;
    }
};

}  // namespace

void ProfileOptions::validate() const
{
    fraction.validate();
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("PROFILE", "", what, range);
    };
    require(*std::min_element(half_widths_px.begin(), half_widths_px.end()) >= 2 &&
                *std::max_element(half_widths_px.begin(), half_widths_px.end()) <= 100,
            "the half widths of profiles are out of range", "give 2 to 100 pixels");
    require(alongshore_px >= 0.5 && alongshore_px <= 100, "the alongshore reach of profiles is out of range", "give 0.5 to 100 pixels");
    require(smoothing_px > 0 && smoothing_px <= 1000, "the smoothing of the line is out of range", "give more than 0, up to 1000 pixels");
    require(least_blur_px > 0 && blur_px >= least_blur_px && most_blur_px >= blur_px && most_blur_px <= 10, "the blur is out of range",
            "give 0 < least <= blur <= most <= 10 pixels");
    require(most_shift_px > 0 && most_shift_px <= 10, "the largest shift is out of range", "give more than 0, up to 10 pixels");
    require(least_contrast > 0, "the least contrast is out of range", "give more than 0");
    require(most_level_error > 0, "the largest error of a level is out of range", "give more than 0");
    require(least_runs_probability >= 0 && least_runs_probability < 1, "the probability of runs is out of range", "give 0 to 1");
    require(least_radius_px >= 0, "the least radius is out of range", "give 0 pixels or more");
}

std::optional<TracedShoreline> trace_profile(const std::vector<CoastalPixels>& scene, const TracedShoreline& preliminary,
                                             const ProfileOptions& options)
{
    options.validate();
    if (scene.empty()) return std::nullopt;
    const std::vector<int> slots = slots_of(scene.front(), options.fraction.bands);
    if (slots.empty()) return std::nullopt;
    auto start = fraction_rounds(scene.front(), slots, preliminary, options.fraction);
    if (!start) return std::nullopt;
    TracedShoreline result = std::move(start->shoreline);
    const auto stations = stations_beside(scene.front(), slots, result.lines, start->at_beach, options.fraction);

    const ProfileTracer tracer(scene.front(), slots, options);
    std::vector<std::vector<VertexFrame>> frames;
    std::vector<LineMoves> moves;
    for (std::size_t line = 0; line < result.lines.size(); ++line) {
        frames.push_back(vertex_frames(result.lines[line], options.smoothing_px * tracer.pixel_m()));
        moves.emplace_back(frames[line].size());
        if (!stations[line]) continue;
        parallel_for(static_cast<int>(frames[line].size()), [&](int i) {
            const auto vertex = static_cast<std::size_t>(i);
            moves[line][vertex] = tracer.fit(frames[line][vertex], *stations[line]);
        });
    }
    const double kept = move_vertices(result, frames, moves, tracer.pixel_m());
    if (kept > flagged_share_without_fit) result.flags.push_back("no fit");
    return result;
}

}  // namespace tasi

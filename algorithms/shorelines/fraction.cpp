#include "algorithms/shorelines/fraction.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include "algorithms/shorelines/contour.hpp"
#include "algorithms/shorelines/gradient.hpp"
#include "algorithms/shorelines/median.hpp"
#include "algorithms/shorelines/split.hpp"
#include "algorithms/shorelines/stations.hpp"
#include "src/core/error.hpp"

namespace tasi {
namespace {

constexpr int wide_rounds = 2;
constexpr double least_kept_share = 0.9;  // of the length of the contour
const std::string third_material = "third material";
constexpr double least_fraction = 0.02, most_fraction = 0.98;  // beyond, the normal quantile says more than a pixel can
constexpr double density_at_half = 0.3989422804014327;         // of the normal distribution at f = 0.5
constexpr double misfit_probability = 0.999, flagged_misfit_share = 0.20;
constexpr double stray_px = 2;
constexpr double default_least_length_px = 5;

struct Scene {
    const Reflectance& reflectance;
    const Mask& mask;
    const Grid& grid;
    FractionOptions options;

    double pixel_m() const { return std::abs(grid.dx); }
};

/// Normal quantiles of the water fraction around lines, and what was met on the way.
struct Strip {
    Pixels quantile;  ///< NaN away from lines
    std::vector<NearPixel> pixels;
    std::vector<double> sigma;         ///< of the fraction, pixels on the line
    std::vector<double> steps;         ///< Stations::half_steps of all lines
    std::vector<bool> has_endmembers;  ///< by line
    std::vector<bool> used_band;
    long on_line = 0, misfits = 0;
};

double normal_quantile(double fraction)
{
    return boost::math::quantile(boost::math::normal_distribution<>(), std::clamp(fraction, least_fraction, most_fraction));
}

bool is_misfit(const Unmixed& u)
{
    return u.degrees_of_freedom > 0 &&
           u.chi_squared > boost::math::quantile(boost::math::chi_squared(u.degrees_of_freedom), misfit_probability);
}

void unmix_pixel(const Scene& scene, const NearPixel& p, const Stations& stations, Strip& strip)
{
    const auto values = reflectances_at(scene.reflectance, scene.mask, scene.options.bands, p.row, p.col);
    if (!values) return;
    const Endmembers endmembers = stations.at(p.along_m);
    const auto mixed = unmix(*values, endmembers);
    if (!mixed) return;
    strip.quantile(p.row, p.col) = static_cast<float>(normal_quantile(mixed->fraction));
    for (std::size_t b = 0; b < values->size(); ++b)
        if (has_contrast(endmembers, b)) strip.used_band[b] = true;
    if (std::abs(p.right_m) > scene.pixel_m()) return;
    strip.sigma.push_back(mixed->sigma);
    ++strip.on_line;
    strip.misfits += is_misfit(*mixed);
}

/// Unmixes the pixels around every line with the colours beside it.
Strip unmix_strip(const Scene& scene, const std::vector<Polyline>& lines)
{
    const FractionOptions& options = scene.options;
    Strip strip;
    strip.quantile = Pixels::Constant(scene.grid.rows, scene.grid.cols, std::numeric_limits<float>::quiet_NaN());
    strip.pixels =
        pixels_near(scene.grid, lines, std::max({options.farthest_px, options.land_farthest_px, options.band_px}) * scene.pixel_m());
    strip.has_endmembers.assign(lines.size(), false);
    strip.used_band.assign(options.bands.size(), false);
    auto begin = strip.pixels.begin();
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const auto end = std::find_if(begin, strip.pixels.end(), [&](const NearPixel& p) { return p.line != static_cast<int>(line); });
        const std::vector<NearPixel> beside(begin, end);
        begin = end;
        const Stations stations(scene.reflectance, scene.mask, beside, length(lines[line]), scene.pixel_m(), options);
        if (stations.empty()) continue;
        strip.has_endmembers[line] = true;
        const std::vector<double> steps = stations.half_steps();
        strip.steps.insert(strip.steps.end(), steps.begin(), steps.end());
        for (const NearPixel& p : beside)
            if (std::abs(p.right_m) <= options.band_px * scene.pixel_m()) unmix_pixel(scene, p, stations, strip);
    }
    return strip;
}

/// Pixels by number with their distance from the line, for look-up.
std::vector<std::pair<EdgeKey, double>> distances_by_node(const Strip& strip, int cols)
{
    std::vector<std::pair<EdgeKey, double>> distances;
    for (const NearPixel& p : strip.pixels) distances.emplace_back(static_cast<EdgeKey>(p.row) * cols + p.col, std::abs(p.right_m));
    std::sort(distances.begin(), distances.end());
    return distances;
}

/// Ponds within the strip, and pieces that stay away from the line they should refine.
bool is_stray(const Polyline& line, const EdgeChain& chain, const std::vector<std::pair<EdgeKey, double>>& distances, double pixel_m)
{
    if (is_ring(line) && signed_area(line) < 0) return true;
    std::vector<double> away;
    for (const EdgeKey edge : chain) {
        const auto found = std::lower_bound(distances.begin(), distances.end(), std::pair{edge / 2, -1.0});
        if (found != distances.end() && found->first == edge / 2) away.push_back(found->second);
    }
    return median(std::move(away)) > stray_px * pixel_m;
}

/// Vertices next to missing data: the bands, not the strip, say what is missing.
bool is_near_missing(const Scene& scene, EdgeKey edge)
{
    return any_pixel(pixels_around(scene.grid, edge, scene.options.keep_out), [&](int row, int col) {
        const bool flagged = scene.mask.size() != 0 && (scene.mask(row, col) & ~PixelFlag::outside);
        return flagged || std::any_of(scene.options.bands.begin(), scene.options.bands.end(),
                                      [&](Band band) { return !std::isfinite(scene.reflectance[band](row, col)); });
    });
}

void keep_line(const Scene& scene, Polyline line, TracedShoreline& result)
{
    const double line_m = length(line), least_m = scene.options.min_length_m.value_or(default_least_length_px * scene.pixel_m());
    if (line_m < least_m) {
        ++result.short_lines;
        result.short_length_m += line_m;
        return;
    }
    result.length_m += line_m;
    result.vertices += static_cast<long>(line.size());
    result.lines.push_back(std::move(line));
}

/// The lines of f = 0.5 in a strip; returns |gradient| of f per metre at their vertices.
std::vector<double> trace_strip(const Scene& scene, const Strip& strip, TracedShoreline& result)
{
    const auto node_row = [&](int row, Node* nodes) {
        for (int col = 0; col < scene.grid.cols; ++col) {
            const float g = strip.quantile(row, col);
            nodes[col] = std::isnan(g) ? Node::missing : g > 0 ? Node::high : Node::low;
        }
    };
    const auto distances = distances_by_node(strip, scene.grid.cols);
    std::vector<double> gradients;
    for (const EdgeChain& chain : link(cross_cells<float>(strip.quantile, 0, node_row, 256))) {
        const Split split = split_where(chain, [&](EdgeKey edge) { return is_near_missing(scene, edge); });
        result.vertices_near_missing += split.left_out;
        for (const EdgeChain& part : split.parts) {
            Polyline line = to_map(strip.quantile, scene.grid, 0, part);
            if (line.size() < 2 || is_stray(line, part, distances, scene.pixel_m())) continue;
            for (const EdgeKey edge : part) gradients.push_back(density_at_half * gradient_at(strip.quantile, 0, edge) / scene.pixel_m());
            keep_line(scene, std::move(line), result);
        }
    }
    return gradients;
}

/// One round: colours beside `lines`, fractions, and the new line.
TracedShoreline refine(const Scene& scene, const std::vector<Polyline>& lines)
{
    const Strip strip = unmix_strip(scene, lines);
    TracedShoreline result;
    result.gradient_per_m = median(trace_strip(scene, strip, result));
    result.metres_per_hundredth = 0.01 / result.gradient_per_m;
    result.sigma_contour_m = median(strip.sigma) / result.gradient_per_m;
    result.sigma_threshold_m = median(strip.steps) / result.gradient_per_m;
    bool all = true, any = false;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        all &= strip.has_endmembers[line];
        any |= strip.has_endmembers[line];
        if (!strip.has_endmembers[line]) keep_line(scene, lines[line], result);
    }
    if (!any) result.lines.clear();
    if (!all) result.flags.push_back("no endmember");
    if (static_cast<double>(strip.misfits) > flagged_misfit_share * static_cast<double>(strip.on_line))
        result.flags.push_back(third_material);
    for (std::size_t b = 0; b < strip.used_band.size(); ++b)
        if (strip.used_band[b]) result.bands.push_back(scene.options.bands[b]);
    return result;
}

/// Counts and flags that belong to the image rather than to the line.
void inherit(const TracedShoreline& preliminary, TracedShoreline& result)
{
    result.islets_filled = preliminary.islets_filled, result.inland_waters = preliminary.inland_waters;
    result.small_waters_left_out = preliminary.small_waters_left_out, result.sea_points_on_no_water = preliminary.sea_points_on_no_water;
    result.at_buffer_share = preliminary.at_buffer_share;
    std::vector<std::string> flags = preliminary.flags;
    std::erase(flags, "threshold sensitive");
    result.flags.insert(result.flags.begin(), flags.begin(), flags.end());
}

}  // namespace

void FractionOptions::validate() const
{
    const auto require = [](bool ok, const char* what, const char* range) {
        if (!ok) throw UsageError("FRACTION", "", what, range);
    };
    require(!bands.empty(), "no bands to unmix", "give one or more");
    require(spacing_m > 0 && std::isfinite(spacing_m), "the spacing of endmembers is out of range", "give metres above 0");
    require(reach_m > 0 && std::isfinite(reach_m), "the reach of endmembers is out of range", "give metres above 0");
    require(nearest_px >= 0 && farthest_px > nearest_px && farthest_px <= 1000, "the distances of pure pixels are out of range",
            "give 0 <= nearest < farthest <= 1000");
    require(min_pixels >= 1, "the least number of pure pixels is out of range", "give 1 or more");
    require(band_px >= 1 && band_px <= 1000, "the strip around the line is out of range", "give 1 to 1000 pixels");
    require(!min_length_m || (*min_length_m >= 0 && std::isfinite(*min_length_m)), "the least length is out of range", "give 0 m or more");
    require(beach_rounds >= 1 && beach_rounds <= 20, "the number of rounds is out of range", "give 1 to 20");
    require(keep_out >= 0 && keep_out <= 100, "the distance from missing data is out of range", "give 0 to 100 pixels");
}

namespace {

bool has_flag(const TracedShoreline& line, const std::string& flag)
{
    return std::find(line.flags.begin(), line.flags.end(), flag) != line.flags.end();
}

/// Several rounds, each from the line of the one before; no lines when one loses them all.
TracedShoreline refined(const Scene& scene, TracedShoreline line, int rounds)
{
    for (int round = 0; round < rounds && !line.lines.empty(); ++round) line = refine(scene, line.lines);
    return line;
}

}  // namespace

std::optional<TracedShoreline> trace_fraction(const Reflectance& reflectance, const Mask& mask, const Grid& grid,
                                              const TracedShoreline& preliminary, const FractionOptions& options)
{
    options.validate();
    Scene scene{reflectance, mask, grid, options};
    std::erase_if(scene.options.bands, [&](Band band) { return !reflectance.has(band); });
    if (scene.options.bands.empty()) return std::nullopt;
    TracedShoreline result = refined(scene, preliminary, wide_rounds);
    if (result.lines.empty()) return std::nullopt;
    if (has_flag(result, third_material)) {
        // A beach narrower than the distance to the land's colour is itself the third material: take its own colour.
        scene.options.land_nearest_px = options.beach_nearest_px;
        scene.options.land_farthest_px = options.beach_farthest_px;
        TracedShoreline beach = refined(scene, preliminary, options.beach_rounds);
        if (!has_flag(beach, third_material)) beach.flags.push_back(third_material);
        if (!beach.lines.empty()) result = std::move(beach);
    }
    inherit(preliminary, result);
    if (result.length_m < least_kept_share * preliminary.length_m) result.flags.push_back("parts lost");
    return result;
}

}  // namespace tasi

#include "algorithms/shorelines/fraction_strip.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include "algorithms/shorelines/median.hpp"
#include "algorithms/transects/arc_length.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double least_fraction = 0.02, most_fraction = 0.98;        // beyond, the normal quantile says more than a pixel can
constexpr double behind_nearest_px = 0.5, behind_farthest_px = 1.5;  // landward, where the blur leaves little water
constexpr double misfit_probability = 0.999;

double normal_quantile(double fraction)
{
    return boost::math::quantile(boost::math::normal_distribution<>(), std::clamp(fraction, least_fraction, most_fraction));
}

bool is_misfit(const Unmixed& u)
{
    static const std::vector<double> limits = [] {
        std::vector<double> by_freedom{INFINITY};
        for (std::size_t n = 1; n < all_bands.size(); ++n)
            by_freedom.push_back(boost::math::quantile(boost::math::chi_squared(static_cast<double>(n)), misfit_probability));
        return by_freedom;
    }();
    return u.chi_squared > limits[static_cast<std::size_t>(u.degrees_of_freedom)];
}

/// What one pixel adds to a strip.
struct PixelResult {
    bool unmixed = false, misfit = false;
    unsigned bands_used = 0;  ///< bit by slot given
    double fraction = 0, quantile = 0, sigma = 0, half_step = 0;
};

PixelResult unmix_pixel(const CoastalPixels& scene, const std::vector<int>& slots, const NearPixel& p, const Stations& stations)
{
    PixelResult result;
    const auto values = reflectances_at(scene, slots, p.row, p.col);
    if (!values) return result;
    const Endmembers endmembers = stations.at(p.along_m);
    const auto mixed = unmix(*values, endmembers);
    if (!mixed) return result;
    for (std::size_t b = 0; b < values->size(); ++b)
        if (has_contrast(endmembers, b)) result.bands_used |= 1U << b;
    result.unmixed = true;
    result.misfit = is_misfit(*mixed);
    result.fraction = mixed->fraction;
    result.quantile = normal_quantile(mixed->fraction);
    result.sigma = mixed->sigma;
    result.half_step = stations.half_step_at(p.along_m);
    return result;
}

std::vector<LandAt> land_at(const Polyline& line, const Places& places, const std::vector<Verdict>& verdicts)
{
    std::vector<LandAt> result(places.count, LandAt::behind);
    if (verdicts.empty()) return result;
    const ArcLength along(line);
    for (std::size_t i = 0; i < places.count; ++i) {
        const Point p = along.at(static_cast<double>(i) * places.spacing_m);
        const auto nearest = std::min_element(verdicts.begin(), verdicts.end(), [&](const Verdict& a, const Verdict& b) {
            return dot(a.place - p, a.place - p) < dot(b.place - p, b.place - p);
        });
        if (nearest->at_beach) result[i] = LandAt::beach;
    }
    return result;
}

/// Water fractions of pixels just landward of the line around each station, where a mixture of the two colours has none.
struct Census {
    std::vector<std::vector<double>> behind;

    /// Nothing with too few pixels among the stations up to `reach` away.
    std::optional<bool> other_land(std::size_t station, std::size_t reach, const FractionOptions& options) const
    {
        std::vector<double> all;
        const std::size_t begin = station > reach ? station - reach : 0, end = std::min(behind.size(), station + reach + 1);
        for (std::size_t i = begin; i < end; ++i) all.insert(all.end(), behind[i].begin(), behind[i].end());
        if (all.size() < static_cast<std::size_t>(options.third_min_pixels)) return std::nullopt;
        return std::abs(median(std::move(all))) > options.third_fraction;
    }
};

/// A station with too few pixels, also with those farther along, goes with the nearest of its line that has enough; nothing without any.
std::vector<std::optional<bool>> judged(const Census& census, const FractionOptions& options)
{
    const std::size_t count = census.behind.size();
    std::vector<std::optional<bool>> found(count);
    for (std::size_t i = 0; i < count; ++i)
        for (const std::size_t reach : {1, 3})
            if (!found[i]) found[i] = census.other_land(i, reach, options);
    std::vector<std::optional<bool>> result = found;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t step = 1; step < count && !result[i]; ++step) {
            if (i >= step) result[i] = found[i - step];
            if (!result[i] && i + step < count) result[i] = found[i + step];
        }
    return result;
}

class StripBuilder {
public:
    StripBuilder(const CoastalPixels& scene, const std::vector<int>& slots, const FractionOptions& options)
        : scene_(scene), slots_(slots), options_(options), strip_{{scene.grid().rows, scene.grid().cols, 4}, {}, {}, {}, {}, {}}
    {
        strip_.used_band.assign(slots.size(), false);
    }

    void add_line(const Polyline& line, std::span<const NearPixel> beside, const std::vector<Verdict>& verdicts)
    {
        const Places places(length(line), options_.spacing_m);
        Stations stations(scene_, slots_, beside, places, land_at(line, places, verdicts), options_);
        strip_.has_endmembers.push_back(!stations.empty());
        if (stations.empty()) return;
        strip_.any_narrow |= stations.is_narrow();
        strip_.half_steps.insert(strip_.half_steps.end(), stations.half_steps().begin(), stations.half_steps().end());
        add_pixels(line, beside, stations, places);
    }

    FractionStrip take() { return std::move(strip_); }

private:
    const CoastalPixels& scene_;
    const std::vector<int>& slots_;
    const FractionOptions& options_;
    FractionStrip strip_;

    double pixel_m() const { return std::abs(scene_.grid().dx); }

    void add_pixels(const Polyline& line, std::span<const NearPixel> beside, const Stations& stations, const Places& places)
    {
        std::vector<NearPixel> near;
        for (const NearPixel& p : beside)
            if (std::abs(p.right_m) <= options_.band_px * pixel_m()) near.push_back(p);
        std::vector<PixelResult> results(near.size());
        constexpr std::size_t chunk = 4096;
        parallel_for(static_cast<int>((near.size() + chunk - 1) / chunk), [&](int part) {
            const std::size_t begin = static_cast<std::size_t>(part) * chunk, end = std::min(near.size(), begin + chunk);
            for (std::size_t i = begin; i < end; ++i) results[i] = unmix_pixel(scene_, slots_, near[i], stations);
        });
        Census census{std::vector<std::vector<double>>(places.count)};
        for (std::size_t i = 0; i < near.size(); ++i)
            if (results[i].unmixed) add_pixel(near[i], results[i], census.behind[places.nearest(near[i].along_m)]);
        const std::vector<std::optional<bool>> verdicts = judged(census, options_);
        const ArcLength along(line);
        for (std::size_t i = 0; i < places.count; ++i)
            if (verdicts[i]) strip_.verdicts.push_back({along.at(static_cast<double>(i) * places.spacing_m), *verdicts[i]});
    }

    void add_pixel(const NearPixel& p, const PixelResult& result, std::vector<double>& behind)
    {
        SparseField& field = strip_.field;
        field.hold(p.row, p.col);
        field.set(FractionStrip::quantile, p.row, p.col, static_cast<float>(result.quantile));
        field.set(FractionStrip::sigma, p.row, p.col, static_cast<float>(result.sigma));
        field.set(FractionStrip::half_step, p.row, p.col, static_cast<float>(result.half_step));
        field.set(FractionStrip::away, p.row, p.col, static_cast<float>(std::abs(p.right_m)));
        for (std::size_t b = 0; b < slots_.size(); ++b)
            if (result.bands_used & (1U << b)) strip_.used_band[b] = true;
        if (p.right_m <= -behind_nearest_px * pixel_m() && p.right_m >= -behind_farthest_px * pixel_m()) {
            const double share = spread_water(-p.right_m / pixel_m(), options_.blur_px);
            behind.push_back((result.fraction - share) / (1 - share));
        }
        if (std::abs(p.right_m) > pixel_m()) return;
        strip_.sigmas.push_back(result.sigma);
        ++strip_.on_line;
        strip_.misfits += result.misfit;
    }
};

/// Calls `use` with the pixels beside every line in turn.
template <class Use>
void for_every_line(const CoastalPixels& scene, const std::vector<Polyline>& lines, const FractionOptions& options, Use&& use)
{
    const double farthest_px = std::max({options.farthest_px, options.land_farthest_px, options.beach_farthest_px, options.band_px});
    const std::vector<NearPixel> pixels = pixels_near(scene.grid(), lines, farthest_px * std::abs(scene.grid().dx));
    auto begin = pixels.begin();
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const auto end = std::find_if(begin, pixels.end(), [&](const NearPixel& p) { return p.line != static_cast<int>(line); });
        use(lines[line], std::span<const NearPixel>(begin, end));
        begin = end;
    }
}

}  // namespace

FractionStrip unmix_strip(const CoastalPixels& scene, const std::vector<int>& slots, const std::vector<Polyline>& lines,
                          const std::vector<Verdict>& verdicts, const FractionOptions& options)
{
    StripBuilder builder(scene, slots, options);
    for_every_line(scene, lines, options,
                   [&](const Polyline& line, std::span<const NearPixel> beside) { builder.add_line(line, beside, verdicts); });
    return builder.take();
}

std::vector<std::optional<Stations>> stations_beside(const CoastalPixels& scene, const std::vector<int>& slots,
                                                     const std::vector<Polyline>& lines, const std::vector<Verdict>& verdicts,
                                                     const FractionOptions& options)
{
    std::vector<std::optional<Stations>> all;
    for_every_line(scene, lines, options, [&](const Polyline& line, std::span<const NearPixel> beside) {
        const Places places(length(line), options.spacing_m);
        all.emplace_back(std::in_place, scene, slots, beside, places, land_at(line, places, verdicts), options);
        if (all.back()->empty()) all.back().reset();
    });
    return all;
}

}  // namespace tasi

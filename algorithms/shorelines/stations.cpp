#include "algorithms/shorelines/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "algorithms/shorelines/median.hpp"
#include "src/core/parallel.hpp"

namespace tasi {
namespace {

constexpr double least_deviation = 0.003;  // of reflectance within a class
constexpr double deviation_per_mad = 1.4826;

/// Values of each band.
using Samples = std::vector<std::vector<double>>;

struct Class {
    BandValues median, variance;
};

Class describe(const Samples& samples)
{
    Class c;
    for (const std::vector<double>& values : samples) {
        const double middle = median(values);
        std::vector<double> off;
        off.reserve(values.size());
        for (const double v : values) off.push_back(std::abs(v - middle));
        const double deviation = deviation_per_mad * median(std::move(off));
        c.median.push_back(middle);
        c.variance.push_back(deviation * deviation);
    }
    return c;
}

Endmembers endmembers_of(const Class& water, const Class& land)
{
    Endmembers e{water.median, land.median, {}};
    for (std::size_t b = 0; b < e.water.size(); ++b)
        e.variance.push_back(std::max(least_deviation * least_deviation, (water.variance[b] + land.variance[b]) / 2));
    return e;
}

/// A pixel that may be pure water or land at some station.
struct Candidate {
    double along_m;
    double away_px;
    bool water;
    BandValues reflectance;
};

/// Distances from the line between which pixels are taken as land.
struct LandReach {
    double nearest_px, farthest_px;

    bool holds(double away_px) const { return away_px >= nearest_px && away_px <= farthest_px; }
};

LandReach land_reach(const FractionOptions& o, LandAt land_at)
{
    switch (land_at) {
        case LandAt::behind:
            return {o.land_nearest_px, o.land_farthest_px};
        case LandAt::beach:
            return {o.beach_nearest_px, o.beach_farthest_px};
        default:
            return {o.beach_nearest_px, o.land_farthest_px};
    }
}

std::vector<Candidate> candidates_of(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside,
                                     const std::vector<LandAt>& land_at, const FractionOptions& o)
{
    std::vector<LandReach> reaches;
    for (const LandAt kind : {LandAt::behind, LandAt::beach, LandAt::anywhere})
        if (std::find(land_at.begin(), land_at.end(), kind) != land_at.end()) reaches.push_back(land_reach(o, kind));
    const double pixel_m = std::abs(scene.grid().dx);
    std::vector<Candidate> candidates;
    for (const NearPixel& p : beside) {
        const double away_px = std::abs(p.right_m) / pixel_m;
        const bool water = p.right_m > 0;
        const bool is_land = !water && std::any_of(reaches.begin(), reaches.end(), [&](const LandReach& r) { return r.holds(away_px); });
        const bool wanted = is_land || (water && away_px >= o.nearest_px && away_px <= o.farthest_px);
        if (p.beyond_end || !wanted) continue;
        if (const auto values = reflectances_at(scene, slots, p.row, p.col)) candidates.push_back({p.along_m, away_px, water, *values});
    }
    return candidates;
}

struct Stretch {
    double from_m, to_m;
    LandAt land_at;
};

std::optional<Endmembers> endmembers_within(const std::vector<Candidate>& candidates, const Stretch& stretch, std::size_t bands,
                                            const FractionOptions& options)
{
    const LandReach reach = land_reach(options, stretch.land_at);
    Samples water(bands), land(bands);
    std::vector<double> share;
    const auto begin =
        std::lower_bound(candidates.begin(), candidates.end(), stretch.from_m, [](const Candidate& c, double m) { return c.along_m < m; });
    for (auto c = begin; c != candidates.end() && c->along_m <= stretch.to_m; ++c) {
        if (!c->water && !reach.holds(c->away_px)) continue;
        for (std::size_t b = 0; b < bands; ++b) (c->water ? water : land)[b].push_back(c->reflectance[b]);
        if (!c->water) share.push_back(spread_water(c->away_px, options.blur_px));
    }
    const auto enough = static_cast<std::size_t>(options.min_pixels);
    if (bands == 0 || water[0].size() < enough || land[0].size() < enough) return std::nullopt;
    const Class pure_water = describe(water);
    for (std::size_t b = 0; b < bands; ++b)
        for (std::size_t i = 0; i < share.size(); ++i) land[b][i] = (land[b][i] - share[i] * pure_water.median[b]) / (1 - share[i]);
    return endmembers_of(pure_water, describe(land));
}

/// Fills gaps from the nearest known neighbour, the one before when two are as near.
std::vector<Endmembers> without_gaps(const std::vector<std::optional<Endmembers>>& found)
{
    const auto count = static_cast<std::ptrdiff_t>(found.size());
    std::vector<Endmembers> all;
    for (std::ptrdiff_t i = 0; i < count; ++i)
        for (std::ptrdiff_t step = 0; step < count; ++step) {
            const std::ptrdiff_t before = i - step, after = i + step;
            const std::ptrdiff_t known = before >= 0 && found[static_cast<std::size_t>(before)]    ? before
                                         : after < count && found[static_cast<std::size_t>(after)] ? after
                                                                                                   : -1;
            if (known < 0) continue;
            all.push_back(*found[static_cast<std::size_t>(known)]);
            break;
        }
    return all;
}

double half_step(const Endmembers& before, const Endmembers& after)
{
    BandValues even;
    for (std::size_t b = 0; b < before.water.size(); ++b) even.push_back((before.water[b] + before.land[b]) / 2);
    const auto mixed = unmix(even, after);
    return mixed ? std::abs(mixed->fraction - 0.5) / 2 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double spread_water(double away_px, double blur_px) { return 0.5 * std::erfc(away_px / blur_px / std::numbers::sqrt2); }

std::vector<int> slots_of(const CoastalPixels& scene, const std::vector<Band>& bands)
{
    std::vector<int> slots;
    for (const Band band : bands)
        if (const int slot = scene.slot_of(band); slot >= 0) slots.push_back(slot);
    return slots;
}

std::optional<BandValues> reflectances_at(const CoastalPixels& scene, const std::vector<int>& slots, int row, int col)
{
    BandValues values;
    for (const int slot : slots) {
        const double value = static_cast<double>(scene.at(slot, row, col));
        if (!std::isfinite(value)) return std::nullopt;
        values.push_back(value);
    }
    return values;
}

Places::Places(double length_m, double about_m)
    : count(1 + static_cast<std::size_t>(std::max(1.0, std::round(length_m / about_m)))),
      spacing_m(length_m / static_cast<double>(count - 1))
{
}

std::size_t Places::nearest(double along_m) const
{
    return static_cast<std::size_t>(std::clamp(std::round(along_m / spacing_m), 0.0, static_cast<double>(count - 1)));
}

Stations::Stations(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside, const Places& places,
                   const std::vector<LandAt>& land_at, const FractionOptions& options)
    : spacing_m_(places.spacing_m)
{
    FractionOptions few = options;
    few.min_pixels = std::min(options.few_pixels, options.min_pixels);
    find(scene, slots, beside, land_at, options);
    // A short piece of a beach has few pixels of it, but they are the right ones.
    if (empty() && std::find(land_at.begin(), land_at.end(), LandAt::beach) != land_at.end()) find(scene, slots, beside, land_at, few);
    if (!empty()) return;
    const std::vector<LandAt> anywhere(places.count, LandAt::anywhere);
    find(scene, slots, beside, anywhere, options);
    if (empty()) find(scene, slots, beside, anywhere, few);
    narrow_ = !empty();
}

void Stations::find(const CoastalPixels& scene, const std::vector<int>& slots, std::span<const NearPixel> beside,
                    const std::vector<LandAt>& land_at, const FractionOptions& options)
{
    const std::vector<Candidate> candidates = candidates_of(scene, slots, beside, land_at, options);
    land_at_ = land_at;
    std::vector<std::optional<Endmembers>> found(land_at.size());
    parallel_for(static_cast<int>(found.size()), [&](int i) {
        const auto station = static_cast<std::size_t>(i);
        const double along_m = i * spacing_m_;
        const auto within = [&](double reach_m) {
            return endmembers_within(candidates, {along_m - reach_m, along_m + reach_m, land_at[station]}, slots.size(), options);
        };
        found[station] = within(options.reach_m);
        if (!found[station]) found[station] = within(2 * options.reach_m);
    });
    stations_ = without_gaps(found);
    for (std::size_t i = 1; i < stations_.size(); ++i) half_steps_.push_back(half_step(stations_[i - 1], stations_[i]));
}

std::size_t Stations::station_before(double along_m) const
{
    const double place = std::clamp(along_m / spacing_m_, 0.0, static_cast<double>(stations_.size() - 1));
    return std::min(static_cast<std::size_t>(place), stations_.size() - 2);
}

LandAt Stations::land_at(double along_m) const
{
    return land_at_[static_cast<std::size_t>(std::clamp(std::round(along_m / spacing_m_), 0.0, static_cast<double>(land_at_.size() - 1)))];
}

Endmembers Stations::at(double along_m) const
{
    const std::size_t before = station_before(along_m);
    const double share = std::clamp(along_m / spacing_m_, 0.0, static_cast<double>(stations_.size() - 1)) - static_cast<double>(before);
    const Endmembers &a = stations_[before], &b = stations_[before + 1];
    Endmembers e = a;
    for (std::size_t k = 0; k < e.water.size(); ++k) {
        e.water[k] = (1 - share) * a.water[k] + share * b.water[k];
        e.land[k] = (1 - share) * a.land[k] + share * b.land[k];
        e.variance[k] = (1 - share) * a.variance[k] + share * b.variance[k];
    }
    return e;
}

double Stations::half_step_at(double along_m) const { return half_steps_[station_before(along_m)]; }

}  // namespace tasi

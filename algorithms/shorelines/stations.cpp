#include "algorithms/shorelines/stations.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algorithms/shorelines/median.hpp"

namespace tasi {
namespace {

constexpr double least_deviation = 0.003;  // of reflectance within a class
constexpr double deviation_per_mad = 1.4826;

/// Values of each band.
using Samples = std::vector<std::vector<double>>;

struct Class {
    std::vector<double> median, variance;
};

Class describe(const Samples& samples)
{
    Class c;
    for (const std::vector<double>& values : samples) {
        const double middle = median(values);
        std::vector<double> off;
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

/// One pixel that may stand for a class.
struct Candidate {
    double along_m;
    bool water;
    double water_share;  ///< what the blur of the edge adds of water to a pixel of land; 0 for water
    std::vector<double> reflectance;
};

/// The water that a blurred edge spreads into a pixel whose centre lies `away_px` landward of it.
double spread_water(double away_px, double blur_px) { return 0.5 * std::erfc(away_px / blur_px / std::numbers::sqrt2); }

std::optional<Endmembers> endmembers_within(const std::vector<Candidate>& candidates, double from_m, double to_m, std::size_t bands,
                                            int least)
{
    Samples water(bands), land(bands);
    std::vector<double> share;
    const auto begin =
        std::lower_bound(candidates.begin(), candidates.end(), from_m, [](const Candidate& c, double m) { return c.along_m < m; });
    for (auto c = begin; c != candidates.end() && c->along_m <= to_m; ++c) {
        for (std::size_t b = 0; b < bands; ++b) (c->water ? water : land)[b].push_back(c->reflectance[b]);
        if (!c->water) share.push_back(c->water_share);
    }
    const auto enough = static_cast<std::size_t>(least);
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

}  // namespace

std::optional<std::vector<double>> reflectances_at(const Reflectance& reflectance, const Mask& mask, const std::vector<Band>& bands,
                                                   int row, int col)
{
    if (mask.size() != 0 && mask(row, col) != 0) return std::nullopt;
    std::vector<double> values;
    for (const Band band : bands) {
        values.push_back(static_cast<double>(reflectance[band](row, col)));
        if (!std::isfinite(values.back())) return std::nullopt;
    }
    return values;
}

Stations::Stations(const Reflectance& reflectance, const Mask& mask, const std::vector<NearPixel>& beside, double length_m, double pixel_m,
                   const FractionOptions& options)
{
    std::vector<Candidate> candidates;
    for (const NearPixel& p : beside) {
        const double away_px = std::abs(p.right_m) / pixel_m;
        const bool water = p.right_m > 0;
        const double least_px = water ? options.nearest_px : options.land_nearest_px,
                     most_px = water ? options.farthest_px : options.land_farthest_px;
        if (p.beyond_end || away_px < least_px || away_px > most_px) continue;
        if (auto values = reflectances_at(reflectance, mask, options.bands, p.row, p.col))
            candidates.push_back({p.along_m, water, water ? 0 : spread_water(away_px, options.blur_px), *std::move(values)});
    }
    const int count = 1 + std::max(1, static_cast<int>(std::round(length_m / options.spacing_m)));
    spacing_m_ = length_m / (count - 1);
    std::vector<std::optional<Endmembers>> found;
    for (int i = 0; i < count; ++i) {
        const double along_m = i * spacing_m_;
        const auto within = [&](double reach_m) {
            return endmembers_within(candidates, along_m - reach_m, along_m + reach_m, options.bands.size(), options.min_pixels);
        };
        found.push_back(within(options.reach_m));
        if (!found.back()) found.back() = within(2 * options.reach_m);
    }
    stations_ = without_gaps(found);
}

Endmembers Stations::at(double along_m) const
{
    const double place = std::clamp(along_m / spacing_m_, 0.0, static_cast<double>(stations_.size() - 1));
    const auto before = std::min(static_cast<std::size_t>(place), stations_.size() - 2);
    const double share = place - static_cast<double>(before);
    const Endmembers &a = stations_[before], &b = stations_[before + 1];
    Endmembers e = a;
    for (std::size_t k = 0; k < e.water.size(); ++k) {
        e.water[k] = (1 - share) * a.water[k] + share * b.water[k];
        e.land[k] = (1 - share) * a.land[k] + share * b.land[k];
        e.variance[k] = (1 - share) * a.variance[k] + share * b.variance[k];
    }
    return e;
}

std::vector<double> Stations::half_steps() const
{
    std::vector<double> steps;
    for (std::size_t i = 1; i < stations_.size(); ++i) {
        std::vector<double> even;
        for (std::size_t b = 0; b < stations_[i].water.size(); ++b)
            even.push_back((stations_[i - 1].water[b] + stations_[i - 1].land[b]) / 2);
        if (const auto mixed = unmix(even, stations_[i])) steps.push_back(std::abs(mixed->fraction - 0.5) / 2);
    }
    return steps;
}

}  // namespace tasi

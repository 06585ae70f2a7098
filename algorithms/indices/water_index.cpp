#include "algorithms/indices/water_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/core/wide_loops.hpp"

namespace tasi {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr float largest = std::numeric_limits<float>::infinity();
constexpr double smallest_denominator = 1e-6;
constexpr float surely_above = 2e-6F;
constexpr int rows_per_task = 64;

double normalised_difference(double green, double x)
{
    const double sum = green + x;
    if (std::abs(sum) < smallest_denominator || std::isnan(sum)) return missing;
    if (green < 0 || (green == 0 && x < 0)) return missing;
    if (x < 0) return 1;
    return (green - x) / sum;
}

const std::vector<WaterIndex>& table()
{
    using enum Band;
    static const std::vector<WaterIndex> rows{
        {"ndwi",
         "McFeeters 1996, doi:10.1080/01431169608948714",
         {green, nir},
         0,
         true,
         [](const Spectrum& s) { return normalised_difference(s.green, s.nir); }},
        {"mndwi",
         "Xu 2006, doi:10.1080/01431160600589179",
         {green, swir1},
         0,
         true,
         [](const Spectrum& s) { return normalised_difference(s.green, s.swir1); }},
        {"awei-nsh",
         "Feyisa et al. 2014, doi:10.1016/j.rse.2013.08.029",
         {green, nir, swir1, swir2},
         0,
         false,
         [](const Spectrum& s) { return 4 * (s.green - s.swir1) - (0.25 * s.nir + 2.75 * s.swir2); }},
        {"awei-sh",
         "Feyisa et al. 2014, doi:10.1016/j.rse.2013.08.029",
         {blue, green, nir, swir1, swir2},
         0,
         false,
         [](const Spectrum& s) { return s.blue + 2.5 * s.green - 1.5 * (s.nir + s.swir1) - 0.25 * s.swir2; }},
        {"wi2015",
         "Fisher et al. 2016, doi:10.1016/j.rse.2015.12.055",
         {green, red, nir, swir1, swir2},
         0.63,
         false,
         [](const Spectrum& s) { return 1.7204 + 171 * s.green + 3 * s.red - 70 * s.nir - 45 * s.swir1 - 71 * s.swir2; }},
        {"scowi",
         "Subtractive Coastal Water Index of Shoreliner",
         {blue, green, nir, swir1, swir2},
         0,
         false,
         [](const Spectrum& s) { return s.blue + 2 * (s.green - s.nir) - 0.75 * s.swir1 - 0.5 * s.swir2; }},
        {"ndvi",
         "Rouse et al. 1974, NASA SP-351; cut of bare soil by Sobrino et al. 2004, doi:10.1016/j.rse.2004.02.003",
         {red, nir},
         0.2,
         true,
         [](const Spectrum& s) { return -normalised_difference(s.red, s.nir); },
         true},
    };
    return rows;
}

std::string choices() { return join(water_index_names(), ", "); }

/// The needed bands as pointers, in the order of Spectrum; null where not needed.
struct Sources {
    std::array<const Pixels*, 6> bands{};
    Eigen::Index rows = 0, cols = 0;
};

constexpr std::array order{Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2};

Sources needed_bands(const WaterIndex& index, const Reflectance& reflectance)
{
    Sources sources;
    for (const Band band : index.bands) {
        if (!reflectance.has(band))
            throw UsageError("BANDS", "", "the index " + index.name + " needs the band " + std::string(name_of(band)) + ", which is absent",
                             "choose an index of the bands at hand");
        const Pixels& pixels = reflectance[band];
        if (sources.rows == 0) sources.rows = pixels.rows(), sources.cols = pixels.cols();
        if (pixels.rows() != sources.rows || pixels.cols() != sources.cols)
            throw BugError("SIZE", "", "bands of one scene differ in size", "report this");
        const auto slot = std::find(order.begin(), order.end(), band) - order.begin();
        sources.bands[static_cast<std::size_t>(slot)] = &pixels;
    }
    return sources;
}

Spectrum spectrum_at(const Sources& sources, Eigen::Index row, Eigen::Index col)
{
    std::array<double, 6> v{};
    for (std::size_t b = 0; b < v.size(); ++b) v[b] = sources.bands[b] ? static_cast<double>((*sources.bands[b])(row, col)) : missing;
    return {v[0], v[1], v[2], v[3], v[4], v[5]};
}

struct Counts {
    long measured = 0, negative = 0, undefined = 0, by_rule = 0;
};

/// Smallest needed band, or NaN where one is not finite.
double smallest_band(const Sources& sources, Eigen::Index row, Eigen::Index col)
{
    double smallest = std::numeric_limits<double>::infinity();
    for (const Pixels* band : sources.bands) {
        if (!band) continue;
        const double value = static_cast<double>((*band)(row, col));
        if (!std::isfinite(value)) return missing;
        smallest = std::min(smallest, value);
    }
    return smallest;
}

/// Of an index that is linear in the bands.
Counts compute_row(const WaterIndex& index, const Sources& sources, Eigen::Index row, IndexImage& image)
{
    Counts counts;
    for (Eigen::Index col = 0; col < sources.cols; ++col) {
        const double smallest = smallest_band(sources, row, col);
        image.values(row, col) = std::numeric_limits<float>::quiet_NaN();
        if (std::isnan(smallest)) continue;
        const double value = index.of(spectrum_at(sources, row, col));
        ++counts.measured;
        if (smallest < 0) ++counts.negative;
        if (!std::isfinite(value)) {
            ++counts.undefined;
            continue;
        }
        image.values(row, col) = static_cast<float>(value);
    }
    return counts;
}

/// A normalised difference of pixels of which each is usable and inside the domain, or each missing; false when they are neither.
TASI_WIDE_LOOPS bool compute_alike(const float* greens, const float* others, float* values, Eigen::Index count)
{
    int inside = 0, absent = 0;
    for (Eigen::Index i = 0; i < count; ++i) {
        const float a = greens[i], b = others[i];
        const int good =
            static_cast<int>(a >= 0) & static_cast<int>(b >= 0) & static_cast<int>(a < largest) & static_cast<int>(b < largest);
        inside += good & static_cast<int>(a + b >= surely_above);
        absent += static_cast<int>(a != a);
    }
    if (absent == count) std::fill(values, values + count, std::numeric_limits<float>::quiet_NaN());
    if (inside < count) return absent == count;
    for (Eigen::Index i = 0; i < count; ++i) {
        const auto a = static_cast<double>(greens[i]), b = static_cast<double>(others[i]);
        values[i] = static_cast<float>((a - b) / (a + b));
    }
    return true;
}

/// A normalised difference of `green` (red for ndvi) and `x`, the bulk of all work: most pixels come in runs that need no rule.
Counts compute_normalised_row(const Pixels& green, const Pixels& x, Eigen::Index row, IndexImage& image)
{
    constexpr Eigen::Index together = 32;
    Counts counts;
    const float *const greens = &green(row, 0), *const others = &x(row, 0);
    float* const values = &image.values(row, 0);
    for (Eigen::Index first = 0; first < green.cols(); first += together) {
        const Eigen::Index end = std::min(first + together, green.cols());
        if (compute_alike(greens + first, others + first, values + first, end - first)) {
            counts.measured += std::isnan(greens[first]) ? 0 : end - first;
            continue;
        }
        for (Eigen::Index col = first; col < end; ++col) {
            const auto a = static_cast<double>(greens[col]), b = static_cast<double>(others[col]);
            values[col] = std::numeric_limits<float>::quiet_NaN();
            if (!std::isfinite(a) || !std::isfinite(b)) continue;
            const double value = normalised_difference(a, b);
            ++counts.measured;
            counts.negative += std::min(a, b) < 0;
            if (std::isnan(value)) {
                ++counts.undefined;
                continue;
            }
            values[col] = static_cast<float>(value);
            if (b < 0) {
                ++counts.by_rule;
                image.by_rule(row, col) = 1;
            }
        }
    }
    return counts;
}

/// From (red - nir)/(red + nir) to ndvi. Below 0 is water, of which the edge of vegetation knows nothing: no part of any histogram.
void turn_vegetation_row(Eigen::Index row, IndexImage& image)
{
    for (Eigen::Index col = 0; col < image.values.cols(); ++col) {
        image.values(row, col) *= -1.0F;
        if (image.values(row, col) < 0) image.by_rule(row, col) = 1;
    }
}

}  // namespace

const std::vector<WaterIndex>& water_indices() { return table(); }

std::vector<std::string> water_index_names(bool waterlines_only)
{
    std::vector<std::string> names;
    for (const WaterIndex& index : table())
        if (!waterlines_only || !index.land_high) names.push_back(index.name);
    return names;
}

const WaterIndex& water_index_named(std::string_view name)
{
    std::string wanted = lower_case(trimmed(name));
    std::replace(wanted.begin(), wanted.end(), '_', '-');
    for (const WaterIndex& index : table())
        if (index.name == wanted) return index;
    if (wanted == "ndmi")
        throw UsageError(
            "INDEX", "",
            "ndmi is a moisture index of plants, not of open water: it parts neither wet sand nor irrigated fields from the sea",
            "choose one of " + choices());
    throw UsageError("INDEX", "", "unknown water index '" + printable(name) + "'", "choose one of " + choices());
}

IndexImage compute(const WaterIndex& index, const Reflectance& reflectance)
{
    const Sources sources = needed_bands(index, reflectance);
    IndexImage image;
    image.values.resize(sources.rows, sources.cols);
    image.by_rule = Mask::Zero(index.normalised ? sources.rows : 0, index.normalised ? sources.cols : 0);

    const int tasks = static_cast<int>((sources.rows + rows_per_task - 1) / rows_per_task);
    std::vector<Counts> counts(static_cast<std::size_t>(tasks));
    parallel_for(tasks, [&](int task) {
        const Eigen::Index end = std::min<Eigen::Index>(sources.rows, (task + 1) * rows_per_task);
        for (Eigen::Index row = task * rows_per_task; row < end; ++row) {
            const Counts of_row = index.normalised
                                      ? compute_normalised_row(reflectance[index.bands[0]], reflectance[index.bands[1]], row, image)
                                      : compute_row(index, sources, row, image);
            Counts& sum = counts[static_cast<std::size_t>(task)];
            sum.measured += of_row.measured, sum.negative += of_row.negative;
            sum.undefined += of_row.undefined, sum.by_rule += of_row.by_rule;
            if (index.land_high) turn_vegetation_row(row, image);
        }
    });
    for (const Counts& part : counts) {
        image.measured += part.measured, image.negative_reflectance += part.negative;
        image.undefined += part.undefined, image.set_by_rule += part.by_rule;
    }
    return image;
}

}  // namespace tasi

#include "scenes/products/stac_scaling.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr double usual_quantification = 10000, offset_of_baseline_4 = -1000;

bool same(double a, double b) { return std::abs(a - b) <= 1e-12 + 1e-6 * std::abs(b); }

std::optional<double> agreed(const std::optional<double>& a, const std::optional<double>& b, const std::string& what,
                             const std::string& file)
{
    if (a && b && !same(*a, *b))
        throw UnsafeError("SCALE", file, fmt::format("{} conflict: {} and {} are both stated", what, format_number(*a), format_number(*b)),
                          "fetch the item again, or use the product itself");
    return a ? a : b;
}

/// What the numbers hold by baseline, in stored numbers; nothing when the baseline is unknown.
std::optional<double> offset_by_rule(const StacItem& item)
{
    const auto baseline = parse_number(item.baseline);
    if (!baseline) return std::nullopt;
    return *baseline < 4.0 || item.offset_applied.value_or(false) ? 0 : offset_of_baseline_4;
}

double near_whole(double number) { return std::abs(number - std::round(number)) < 1e-6 * std::abs(number) ? std::round(number) : number; }

double settled_offset(const StacItem& item, const std::optional<double>& stated, const std::string& file)
{
    const std::string remedy = "compare with the product itself, then give --offset=0 or --offset=-1000";
    const auto by_rule = offset_by_rule(item);
    if (stated && by_rule && !same(*stated, *by_rule))
        throw UnsafeError(
            "OFFSET", file,
            fmt::format("offset conflict: stated is {}, but baseline {}{} means {}", format_number(*stated), item.baseline,
                        item.offset_applied.value_or(false) ? " with the offset already applied" : "", format_number(*by_rule)),
            remedy);
    if (stated) return *stated;
    if (by_rule) return *by_rule;
    throw UnsafeError("OFFSET", file, "neither offset nor processing baseline is stated: the offset is unknown", remedy);
}

double option_offset(double offset)
{
    if (offset == 0 || offset == offset_of_baseline_4) return offset;
    throw UsageError("OFFSET", "", "--offset " + format_number(offset) + " is no offset of Sentinel-2 products",
                     "give --offset=0 or --offset=-1000, in stored numbers");
}

}  // namespace

StatedFactors stated_factors(const StacAsset& asset, const io::RasterBandInfo& in_file, const std::string& file)
{
    const bool tagged = in_file.scale && *in_file.scale != 1;
    StatedFactors factors;
    factors.scale = agreed(asset.scale, tagged ? in_file.scale : std::nullopt, "scale", file);
    factors.offset = agreed(asset.offset, tagged ? in_file.offset : std::nullopt, "offset", file);
    if (factors.scale && !(*factors.scale > 0))
        throw UnsafeError("SCALE", file,
                          fmt::format("scale {} of asset {} is not above 0", format_number(*factors.scale), printable(asset.key)),
                          "fetch the item again");
    if (factors.offset && *factors.offset != 0 && !factors.scale)
        throw UnsafeError("SCALE", file, "asset " + printable(asset.key) + " states an offset without a scale", "fetch the item again");
    return factors;
}

StacSentinel2Calibration stac_sentinel2_calibration(const StacItem& item, const StatedFactors& stated, const SceneOptions& options,
                                                    const std::string& file)
{
    StacSentinel2Calibration result;
    result.assumed = !stated.scale;
    const double quantification = stated.scale ? near_whole(1.0 / *stated.scale) : usual_quantification;
    std::optional<double> in_numbers;
    if (stated.offset && stated.scale) in_numbers = near_whole(*stated.offset / *stated.scale);
    result.calibration.scale = 1.0 / quantification;
    result.calibration.number_offset = options.offset ? option_offset(*options.offset) : settled_offset(item, in_numbers, file);
    result.calibration.source = std::string(stated.scale ? "raster:bands of the item" : "1/10000 of every Level-2A product so far") +
                                (options.offset ? ", --offset"
                                 : in_numbers   ? ", its offset"
                                                : ", offset by its baseline");
    return result;
}

Calibration stac_landsat_calibration(const StatedFactors& stated, const StatedFactors& in_mtl, const std::string& file)
{
    const auto scale = agreed(stated.scale, in_mtl.scale, "scale", file), offset = agreed(stated.offset, in_mtl.offset, "offset", file);
    if (!scale || !offset)
        throw UnsafeError("SCALE", file, "neither the item (raster:bands) nor an MTL file beside it states scale and offset",
                          "download the MTL file that the item names (mtl.txt or mtl.json) beside it");
    Calibration calibration;
    calibration.scale = *scale;
    calibration.offset = *offset;
    calibration.source = stated.scale ? "raster:bands of the item" : "MTL LEVEL2_SURFACE_REFLECTANCE_PARAMETERS";
    return calibration;
}

void require_physical_scale(const Calibration& calibration, const std::string& asset, const std::string& file)
{
    constexpr double darkest_maximum = 0.1, brightest_maximum = 10;
    const double highest = calibration.reflectance(65535);
    if (highest >= darkest_maximum && highest <= brightest_maximum) return;
    throw UnsafeError("SCALE", file,
                      fmt::format("scale {} of asset {}: the largest number 65535 would be a reflectance of {}, not one of {} to {}",
                                  format_number(calibration.scale), printable(asset), format_number(highest),
                                  format_number(darkest_maximum), format_number(brightest_maximum)),
                      "fetch the item again, or use the product itself");
}

}  // namespace tasi::scenes

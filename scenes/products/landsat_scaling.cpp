#include "scenes/products/landsat_scaling.hpp"

#include <cmath>
#include <numbers>
#include <optional>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

/// Below it the division by its sine means nothing, and USGS makes hardly any product.
constexpr double lowest_sun_deg = 5;
/// What the largest stored number may mean: the brightest cloud of every sensor lies between.
constexpr double darkest_maximum = 0.1, brightest_maximum = 10;

double factor(const LandsatKind& kind, const Mtl& mtl, const std::string& key)
{
    if (const auto value = mtl.number(kind.factors, key)) return *value;
    throw UnsafeError("SCALE", mtl.file(), key + " is missing in group " + kind.factors,
                      kind.top_of_atmosphere ? "use the Collection 2 product: radiance does not stand in for reflectance"
                                             : "download the product again; no scale is assumed");
}

/// What USGS states in every product; nothing where the factors differ from scene to scene.
std::optional<LandsatFactors> usual_factors(const LandsatKind& kind, const Sensor& sensor)
{
    if (!kind.top_of_atmosphere) return LandsatFactors{2.75e-5, -0.2};
    if (sensor.band(Band::coastal)) return LandsatFactors{2e-5, -0.1};
    return std::nullopt;
}

double sine_of_sun_elevation(const Mtl& mtl)
{
    const auto elevation_deg = mtl.number_anywhere("SUN_ELEVATION");
    if (!elevation_deg)
        throw UnsafeError("SUN", mtl.file(), "SUN_ELEVATION is missing: no reflectance without it", "download the product again");
    if (*elevation_deg <= 0 || *elevation_deg > 90)
        throw UnsafeError("SUN", mtl.file(),
                          fmt::format("SUN_ELEVATION = {}: the sun does not light the scene", format_number(*elevation_deg)),
                          "use a scene of the day side");
    if (*elevation_deg < lowest_sun_deg)
        throw UnsafeError("SUN", mtl.file(),
                          fmt::format("SUN_ELEVATION = {}: sun at or near the horizon, below {} degrees", format_number(*elevation_deg),
                                      format_number(lowest_sun_deg)),
                          "use a scene with a higher sun");
    return std::sin(*elevation_deg * std::numbers::pi / 180);
}

}  // namespace

LandsatFactors landsat_factors(io::Session& session, const LandsatKind& kind, const Mtl& mtl, const Sensor& sensor, int number)
{
    const std::string n = std::to_string(number);
    const std::string scale_key = "REFLECTANCE_MULT_BAND_" + n, offset_key = "REFLECTANCE_ADD_BAND_" + n;
    const LandsatFactors factors{factor(kind, mtl, scale_key), factor(kind, mtl, offset_key)};
    if (factors.mult <= 0)
        throw UnsafeError("SCALE", mtl.file(), fmt::format("scale {} = {} is not above 0", scale_key, format_number(factors.mult)),
                          "download the product again");
    const auto usual = usual_factors(kind, sensor);
    if (usual && (factors.mult != usual->mult || factors.add != usual->add))
        session.warnings.add(
            "SCALE", mtl.file(),
            fmt::format("{} = {}, {} = {}: not the usual {} and {} of {}; used as stated", scale_key, format_number(factors.mult),
                        offset_key, format_number(factors.add), format_number(usual->mult), format_number(usual->add), kind.sheet));
    return factors;
}

void require_physical(const Mtl& mtl, const LandsatFactors& factors, int number, double highest_number)
{
    const double highest = factors.mult * highest_number + factors.add;
    if (highest >= darkest_maximum && highest <= brightest_maximum) return;
    throw UnsafeError("SCALE", mtl.file(),
                      fmt::format("REFLECTANCE_MULT_BAND_{} = {}, REFLECTANCE_ADD_BAND_{} = {}: the largest number {} would be a "
                                  "reflectance of {}, not one of {} to {}",
                                  number, format_number(factors.mult), number, format_number(factors.add), format_number(highest_number),
                                  format_fixed(highest, 4), format_number(darkest_maximum), format_number(brightest_maximum)),
                      "download the product again");
}

Calibration landsat_calibration(const LandsatKind& kind, const Mtl& mtl, const LandsatFactors& factors)
{
    Calibration calibration;
    calibration.scale = factors.mult;
    calibration.offset = factors.add;
    calibration.source = "MTL " + std::string(kind.factors);
    if (!kind.top_of_atmosphere) return calibration;
    const double sine = sine_of_sun_elevation(mtl);
    calibration.scale /= sine;
    calibration.offset /= sine;
    calibration.source += " / sin(SUN_ELEVATION = " + mtl.anywhere("SUN_ELEVATION").value_or("") + ")";
    return calibration;
}

}  // namespace tasi::scenes

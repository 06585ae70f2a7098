#include "algorithms/tides/harmonic_tide.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double largest_amplitude_m = 10;
constexpr double largest_sum_m = 12;  ///< of all amplitudes; the largest tides on Earth reach 9 m from the mean
constexpr double speed_tolerance_deg_h = 1e-5;
constexpr double doubtful_3n2_m = 0.01;

[[noreturn]] void refuse(const HarmonicConstant& c, const std::string& what, const std::string& remedy)
{
    throw UnsafeError("CONSTITUENT", "", "constituent " + printable(c.name) + " " + what, remedy);
}

const Constituent& known(const HarmonicConstant& c)
{
    const Constituent* row = find_constituent(c.name);
    if (row == nullptr) refuse(c, "is not known", "take it out if its amplitude does not matter, or predict elsewhere and give a --series");
    return *row;
}

void require_sound(const HarmonicConstant& c, const Constituent& row)
{
    if (c.speed_deg_h && !(std::abs(*c.speed_deg_h - row.speed_deg_h) <= speed_tolerance_deg_h))
        refuse(
            c,
            "has a speed of " + format_number(*c.speed_deg_h) + " degrees an hour, where that name means " + format_number(row.speed_deg_h),
            "find out which constituent is meant");
    const bool mean = row.name == "Z0";
    if (!std::isfinite(c.amplitude_m) || (c.amplitude_m < 0 && !mean))
        refuse(c, "has an amplitude of " + format_number(c.amplitude_m) + " m", "give metres, 0 or more");
    if (!mean && c.amplitude_m > largest_amplitude_m)
        refuse(c, "has an amplitude of " + format_number(c.amplitude_m) + " m, more than any on Earth: these are centimetres",
               "give metres");
    if (!(std::abs(c.phase_deg) <= 720)) refuse(c, "has a phase of " + format_number(c.phase_deg), "give degrees");
}

/// How many phases are not 0, where all lie within 2 pi; 0 where one lies beyond. One phase in degrees does so in 1 of 57 cases.
std::ptrdiff_t phases_like_radians(const std::vector<HarmonicConstant>& constants)
{
    const auto turning = [](const HarmonicConstant& c) { return c.phase_deg != 0; };
    const auto small = [](const HarmonicConstant& c) { return std::abs(c.phase_deg) <= 2 * std::numbers::pi; };
    if (!std::all_of(constants.begin(), constants.end(), small)) return 0;
    return std::count_if(constants.begin(), constants.end(), turning);
}

void require_degrees(const std::vector<HarmonicConstant>& constants)
{
    constexpr std::ptrdiff_t enough = 3;
    if (phases_like_radians(constants) < enough) return;
    throw UnsafeError("CONSTITUENT", "", "all phases lie within 2 pi: these are radians", "give Greenwich phases in degrees");
}

/// Each amplitude may pass for metres where their sum does not.
void require_metres(const std::vector<HarmonicConstant>& constants)
{
    double sum_m = 0;
    for (const HarmonicConstant& c : constants)
        if (find_constituent(c.name)->name != "Z0") sum_m += c.amplitude_m;
    if (sum_m > largest_sum_m)
        throw UnsafeError(
            "CONSTITUENT", "",
            "the amplitudes add up to " + format_fixed(sum_m, 1) + " m, more than any tide on Earth: these are centimetres or feet",
            "give metres");
}

}  // namespace

HarmonicTide::HarmonicTide(const std::vector<HarmonicConstant>& constants)
{
    std::set<const Constituent*> seen;
    for (const HarmonicConstant& c : constants) {
        const Constituent& row = known(c);
        require_sound(c, row);
        if (!seen.insert(&row).second) refuse(c, "is there twice", "keep one");
        waves_.push_back({&row, c.amplitude_m, c.phase_deg});
    }
    require_degrees(constants);
    require_metres(constants);
    // The order of the sum is that of the table, so that the order of a file changes no digit.
    std::sort(waves_.begin(), waves_.end(), [](const Wave& a, const Wave& b) { return a.constituent < b.constituent; });
}

double HarmonicTide::level_m(const Instant& time) const
{
    const MoonAndSun sky = moon_and_sun(time);
    double sum = 0;
    for (const Wave& wave : waves_) {
        const NodalFactor nodal = nodal_factor(wave.constituent->nodal, sky);
        const double angle_deg = astronomical_argument_deg(*wave.constituent, sky) + nodal.u_deg - wave.phase_deg;
        sum += nodal.f * wave.amplitude_m * std::cos(angle_deg * degree);
    }
    return sum;
}

std::vector<std::string> doubts_of(const std::vector<HarmonicConstant>& constants)
{
    std::vector<std::string> doubts;
    if (phases_like_radians(constants) > 0) doubts.push_back("all phases lie within 2 pi: they are taken as degrees, and may be radians");
    for (const HarmonicConstant& c : constants) {
        const Constituent* row = find_constituent(c.name);
        if (row != nullptr && row->name == "3N2" && c.amplitude_m > doubtful_3n2_m)
            doubts.push_back("3N2 has an amplitude of " + format_fixed(c.amplitude_m, 3) +
                             " m: some programs mean MKS2 by that name; it is taken at its own speed, 27.35098 degrees an hour");
    }
    return doubts;
}

}  // namespace tasi

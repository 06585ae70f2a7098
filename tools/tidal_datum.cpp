#include "tools/tidal_datum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

const std::string remedy = "write --datum MSL, or a name and its height above the zero of the tides, e.g. MHWS=+0.70";
constexpr double most_height_m = 20;

struct Words {
    std::string name;
    std::optional<double> height_m;
};

Words words_of(const std::string& text)
{
    const std::size_t sign = text.find('=');
    Words words{std::string(trimmed(text.substr(0, sign))), std::nullopt};
    const bool plain = std::all_of(words.name.begin(), words.name.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
    if (words.name.empty() || words.name.size() > 60 || !plain || parse_number(words.name))
        throw UsageError("DATUM", "", "--datum '" + printable(text) + "' has no name", remedy);
    if (sign == std::string::npos) return words;
    std::string_view height = trimmed(std::string_view(text).substr(sign + 1));
    if (height.starts_with('+')) height.remove_prefix(1);
    words.height_m = parse_number(height);
    if (!words.height_m || std::abs(*words.height_m) > most_height_m)
        throw UsageError("DATUM", "", "--datum '" + printable(text) + "' has no height within 20 m", remedy);
    return words;
}

/// A level of the tide that cannot be the zero of its series.
bool is_high_water(const std::string& name)
{
    static constexpr std::array<std::string_view, 5> names{"mhw", "mhws", "mhwn", "mhhw", "hat"};
    return std::find(names.begin(), names.end(), lower_case(name)) != names.end();
}

/// A level that the tide hardly goes below.
bool is_low_water(const std::string& name)
{
    static constexpr std::array<std::string_view, 8> names{"lat", "mlw", "mlws", "mlwn", "mllw", "cd", "chart datum", "acd"};
    return std::find(names.begin(), names.end(), lower_case(name)) != names.end();
}

double height_of(const std::string& name, const TideModel& tides)
{
    for (const auto& [known, height_m] : tides.datums_m())
        if (lower_case(known) == lower_case(name)) return height_m;
    if (lower_case(name) == "msl") return 0;
    if (!tides.series() || is_high_water(name))
        throw UsageError("DATUM", "", "--datum " + printable(name) + " comes without its height, and the tides do not state it", remedy);
    return 0;
}

/// Tides about mean sea level pass through it; those of a gauge above chart datum do not come near its zero.
void require_mean(const TidalDatum& datum, const TideSeries& series, const std::string& file)
{
    constexpr std::size_t enough = 50;
    const double range_m = series.most_m() - series.least_m();
    const bool inside = series.least_m() < datum.level_m - 0.1 * range_m && series.most_m() > datum.level_m + 0.1 * range_m;
    if (series.size() < enough || inside) return;
    throw UnsafeError("DATUM", file,
                      "the levels lie between " + format_fixed(series.least_m(), 2) + " and " + format_fixed(series.most_m(), 2) +
                          " m: they are not about mean sea level at " + format_number(datum.level_m) + " m",
                      "give the height of mean sea level above their zero (--datum MSL=+5.53), or name their zero (--datum CD)");
}

/// Levels about mean sea level go below the zero of a chart half of the time.
void require_low_zero(const TidalDatum& datum, const TideSeries& series, const std::string& file)
{
    constexpr std::size_t enough = 50;
    const double range_m = series.most_m() - series.least_m();
    if (series.size() < enough || series.least_m() > -0.25 * range_m) return;
    throw UnsafeError("DATUM", file,
                      "the levels go down to " + format_fixed(series.least_m(), 2) + " m: their zero is not " + printable(datum.label),
                      "give its height above the zero of the tides (--datum " + printable(datum.label) + "=-1.30), or --datum MSL");
}

/// No tide lies this far from a level of the same sea.
void require_near(const TidalDatum& datum, const TideSeries& series, const std::string& file)
{
    for (const double level_m : {series.least_m(), series.most_m()})
        if (std::abs(level_m - datum.level_m) > most_height_m)
            throw UnsafeError("DATUM", file,
                              "a level of " + format_fixed(level_m, 2) + " m lies more than 20 m from the datum at " +
                                  format_number(datum.level_m) + " m",
                              "give metres, and levels above or below a datum of this coast");
}

}  // namespace

void require_datum(const std::string& text) { words_of(text); }

TidalDatum tidal_datum(const std::string& text, const TideModel& tides, const std::string& file)
{
    const Words words = words_of(text);
    TidalDatum datum{words.name, words.height_m ? *words.height_m : height_of(words.name, tides)};
    if (words.height_m || datum.level_m != 0) {
        const std::string number = format_number(datum.level_m);
        datum.label += "=" + std::string(datum.level_m < 0 ? "" : "+") + number;
    }
    if (!tides.series()) return datum;
    require_near(datum, *tides.series(), file);
    if (!words.height_m && is_low_water(words.name)) require_low_zero(datum, *tides.series(), file);
    if (lower_case(words.name) == "msl") require_mean(datum, *tides.series(), file);
    return datum;
}

}  // namespace tasi::cli

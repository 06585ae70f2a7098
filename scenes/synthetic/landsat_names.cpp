#include <algorithm>

#include <fmt/format.h>

#include "scenes/synthetic/landsat_metadata.hpp"

namespace tasi::scenes {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::string compact_day(const Instant& time)
{
    std::string day = time.day();
    std::erase(day, '-');
    return day;
}

}  // namespace

std::string landsat_scene_id(const Platform& platform, const CoastDescription& coast, const Instant& time)
{
    const std::int64_t first = instant_of(time.year(), 1, 1)->milliseconds;
    const std::int64_t day_of_year = (time.milliseconds - first) / day_ms + 1;
    const char* station = platform.instrument == "OLI_TIRS" ? "LGN" : "ASA";
    return fmt::format("{}{}{}{:04}{:03}{}00", platform.prefix.substr(0, 2), platform.prefix.substr(3), coast.landsat_path_row, time.year(),
                       day_of_year, station);
}

std::string landsat_product_id(const Platform& platform, const ProductKind& kind, const CoastDescription& coast, const Instant& time)
{
    if (kind.collection.empty()) return landsat_scene_id(platform, coast, time);
    const Instant collection = kind.collection == "02" ? *instant_of(2020, 9, 15) : *instant_of(2017, 4, 1);
    const Instant processed = std::max(Instant{time.milliseconds + 14 * day_ms}, collection);
    return fmt::format("{}_{}_{}_{}_{}_{}_T1", platform.prefix, kind.level, coast.landsat_path_row, compact_day(time),
                       compact_day(processed), kind.collection);
}

std::vector<int> LandsatFacts::numbers() const
{
    std::vector<int> result;
    for (const auto& [number, band] : platform.bands) result.push_back(number);
    if (pan) result.push_back(8);
    return result;
}

}  // namespace tasi::scenes

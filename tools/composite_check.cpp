#include "tools/composite_check.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "algorithms/indices/water_index.hpp"
#include "src/core/date.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/sha256.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr double most_geolocation_sd_m = 1000;
constexpr std::int64_t rounding_ms = 1000;  // mean_time is rounded to seconds

[[noreturn]] void refuse(const std::string& file, const std::string& what)
{
    throw UnsafeError("COMPOSITES", file, what, "make the composites again; tasi verify tells what changed");
}

void require(bool holds, const std::string& file, const std::string& what)
{
    if (!holds) refuse(file, what);
}

/// A whole number that is not negative.
long long count_at(const Json& entry, const char* key, const std::string& file)
{
    const Json& number = entry.at(key);
    require(number.is_number_integer() && number.get<double>() >= 0 && number.get<double>() < 1e15, file,
            fmt::format("{} is {}, no whole number of 0 or more", key, printable(number.dump())));
    return number.get<long long>();
}

double number_at(const Json& entry, const char* key, double least, double most, const std::string& file)
{
    const Json& number = entry.at(key);
    require(number.is_number() && number.get<double>() >= least && number.get<double>() <= most, file,
            fmt::format("{} is {}, not within {} to {}", key, printable(number.dump()), format_number(least), format_number(most)));
    return number.get<double>();
}

Instant time_at(const Json& entry, const char* key, const std::string& file)
{
    const auto parsed = parse_iso(entry.at(key).get<std::string>());
    require(parsed.has_value(), file, fmt::format("{} is no time", key));
    return parsed->instant;
}

/// The mean of times lies between them.
void require_mean_time(const Json& entry, const std::string& file)
{
    const Instant mean = time_at(entry, "mean_time", file);
    std::optional<Instant> first, last;
    for (const Json& scene : entry.at("scenes")) {
        if (count_at(scene, "observations", file) == 0) continue;
        const Instant time = time_at(scene, "time", file);
        first = std::min(first.value_or(time), time);
        last = std::max(last.value_or(time), time);
    }
    require(first && mean.milliseconds >= first->milliseconds - rounding_ms && mean.milliseconds <= last->milliseconds + rounding_ms, file,
            fmt::format("mean_time is {}, not between the scenes that take part", mean.iso()));
}

void require_observations(const Json& entry, const std::string& file)
{
    const long long pixels = count_at(entry, "pixels", file), all = count_at(entry, "observations", file);
    long long sum = 0;
    for (const Json& scene : entry.at("scenes")) {
        const long long one = count_at(scene, "observations", file);
        require(one <= pixels, file, fmt::format("a scene has {} observations in {} pixels", one, pixels));
        sum += one;
    }
    require(sum == all, file, fmt::format("observations are {}, those of its scenes {}", all, sum));
    for (const char* key : {"scenes_by_month", "observations_by_month"})
        for (const Json& month : entry.at(key)) count_at(Json{{key, month}}, key, file);
    for (const char* key : {"filled_share", "pooled_share", "few_observations_share", "unstable_share"}) number_at(entry, key, 0, 1, file);
}

std::optional<std::string> recorded_sha256(const Json& record, const std::string& name)
{
    for (const Json& output : record.at("outputs"))
        if (io::original_text(output.at("path")) == name) return output.at("sha256").get<std::string>();
    return std::nullopt;
}

}  // namespace

void require_sound_entry(const Json& sheet, const Json& entry, const std::string& file)
{
    const auto index = sheet.at("index").get<std::string>();
    const std::vector<std::string> known = water_index_names(true);
    require(std::find(known.begin(), known.end(), index) != known.end(), file, "the index is \"" + printable(index) + "\", which is none");
    const std::string period = file + ", " + printable(entry.at("name").get<std::string>());
    require_observations(entry, period);
    require(count_at(entry, "pixels", period) == count_at(sheet, "rows", file) * count_at(sheet, "cols", file), period,
            "pixels are not rows x cols of the grid");
    const bool empty = count_at(entry, "observations", period) == 0;
    require(empty == entry.at("mean_time").is_null(), period, "mean_time and observations contradict each other");
    if (empty) return;
    require_mean_time(entry, period);
    require(number_at(entry, "geolocation_sd_m", 0, most_geolocation_sd_m, period) > 0, period, "geolocation_sd_m is 0");
}

Grid grid_of_sheet(const Json& sheet, const std::string& file)
{
    Grid grid;
    grid.rows = static_cast<int>(count_at(sheet, "rows", file));
    grid.cols = static_cast<int>(count_at(sheet, "cols", file));
    grid.x0 = sheet.at("corner").at(0).get<double>();
    grid.y0 = sheet.at("corner").at(1).get<double>();
    grid.dx = sheet.at("pixel_m").get<double>();
    grid.dy = -grid.dx;
    grid.crs.name = sheet.at("crs").get<std::string>();
    require(grid.dx > 0, file, "pixel_m is " + format_number(grid.dx));
    return grid;
}

void require_grid_of_sheet(const Grid& stated, const Grid& own, const std::string& file)
{
    const double near = 1e-6 * stated.dx;
    const auto same = [&](double a, double b) { return std::abs(a - b) <= near; };
    require(own.rows == stated.rows && own.cols == stated.cols, file,
            fmt::format("has {} x {} pixels, composites.json states {} x {}", own.rows, own.cols, stated.rows, stated.cols));
    require(same(own.dx, stated.dx) && same(own.dy, stated.dy), file,
            fmt::format("has pixels of {} x {} m, composites.json states {}", format_number(own.dx), format_number(-own.dy),
                        format_number(stated.dx)));
    require(same(own.x0, stated.x0) && same(own.y0, stated.y0), file,
            fmt::format("has its corner at {}, {}, composites.json states {}, {}", format_number(own.x0), format_number(own.y0),
                        format_number(stated.x0), format_number(stated.y0)));
    // Names without an authority do not survive every raster format.
    if (stated.crs.name.starts_with("EPSG:") || own.crs.name.starts_with("EPSG:"))
        require(own.crs.name == stated.crs.name, file,
                fmt::format("is in {}, composites.json states {}", own.crs.name, printable(stated.crs.name)));
}

void require_unchanged(const fs::path& file)
{
    const fs::path record = fs::absolute(file).parent_path() / "run.json";
    std::error_code ignored;
    if (!fs::exists(record, ignored)) return;
    std::optional<std::string> stated;
    try {
        io::Session aside;  // the record vouches for the inputs, and is none itself
        stated = recorded_sha256(io::read_json(aside, record), file.filename().string());
    } catch (const Json::exception& failure) {
        throw UnreadableError("RUN-RECORD", printable(record.string()), std::string("is no run record: ") + printable(failure.what()),
                              "make the composites again");
    }
    const std::string shown = printable(file.string());
    if (!stated) refuse(shown, "composites changed since they were made: run.json beside this file does not name it");
    if (io::sha256_of_file(file) != *stated)
        refuse(shown, "composites changed since they were made: the SHA-256 of this file is not the one in run.json");
}

}  // namespace tasi::cli

#include "src/io/tide_series.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {
namespace {

int required_column(const StudyTable& table, const std::string& name)
{
    const int field = table.layer().field(name);
    if (field < 0)
        throw UnsafeError("TIDES", table.file(), "has no column " + name + "; its columns are " + table.field_list(),
                          "name the columns time and tide_m");
    return field;
}

Instant moment_in(const StudyTable& table, const Feature& row, int field)
{
    const auto parsed = parse_iso(table.text(row, field));
    if (!parsed || parsed->instant.date_only)
        throw UnsafeError("DATE", table.file(), table.cell(row, field) + " is not a date with a time of day",
                          "write times as 2021-06-15T01:47:13Z");
    return parsed->instant;
}

void require_one_level_a_time(const std::vector<TideSample>& series, const std::string& file)
{
    const auto twice = std::adjacent_find(
        series.begin(), series.end(), [](const TideSample& a, const TideSample& b) { return a.time == b.time && a.level_m != b.level_m; });
    if (twice == series.end()) return;
    throw UnsafeError(
        "TIDES", file,
        fmt::format("two levels at {}: {} and {}", twice->time.iso(), format_number(twice->level_m), format_number((twice + 1)->level_m)),
        "keep one of them");
}

}  // namespace

std::vector<TideSample> read_tide_series(Session& session, const std::string& path)
{
    const Layer layer = read_csv(session, path);
    const StudyTable table(layer, path);
    const int time = required_column(table, "time"), level = required_column(table, "tide_m");
    std::vector<TideSample> series;
    for (const Feature& row : layer.features) {
        const Instant moment = moment_in(table, row, time);
        if (const auto level_m = table.number(row, level)) series.push_back({moment, *level_m});
    }
    if (series.empty()) throw NoResultError("TIDES", table.file(), "holds no tide", "give rows of time and tide_m");
    std::stable_sort(series.begin(), series.end(), [](const TideSample& a, const TideSample& b) { return a.time < b.time; });
    require_one_level_a_time(series, table.file());
    return series;
}

}  // namespace tasi::io

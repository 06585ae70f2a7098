#include "src/io/series_columns.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {

int series_column(const StudyTable& table, const std::vector<std::string>& names, const std::string& error)
{
    for (const std::string& name : names)
        if (const int found = table.layer().field(name); found >= 0) return found;
    throw UnsafeError(error, table.file(), "has no column " + names.front() + "; its columns are " + table.field_list(),
                      "name the column " + join(names, " or "));
}

int time_column(const StudyTable& table, const std::string& error)
{
    static const std::vector<std::string> names{"time_utc", "time", "date", "dates", "datetime"};
    return series_column(table, names, error);
}

void warn_of_unstated_zone(Session& session, const StudyTable& table, int time, const std::string& error)
{
    const std::string& name = table.layer().fields[static_cast<std::size_t>(time)].name;
    if (lower_case(name).ends_with("utc")) return;
    long without = 0;
    for (const Feature& row : table.layer().features)
        if (const auto parsed = parse_iso(table.text(row, time))) without += !parsed->zone_stated;
    if (without == 0) return;
    session.warnings.add(
        error + "-ZONE", table.file(),
        "times in column " + printable(name) + " state no time zone: UTC is taken; write 2021-06-15T01:47:13Z, or call the column time_utc",
        without);
}

bool names_metres(const std::string& unit)
{
    static const std::vector<std::string> metres{"m", "metres", "meters", "metre", "meter", "metric"};
    return std::find(metres.begin(), metres.end(), lower_case(trimmed(unit))) != metres.end();
}

void require_stated_metres(const StudyTable& table)
{
    for (const char* name : {"unit", "units", "height_unit", "height_units"}) {
        const int column = table.layer().field(name);
        for (const Feature& row : table.layer().features)
            if (const std::string unit = table.text(row, column); !unit.empty() && !names_metres(unit))
                throw UnsafeError("UNIT", table.file(), table.cell(row, column) + " is not metres", "give levels in metres");
    }
}

Instant moment_in(const StudyTable& table, const Feature& row, int field)
{
    const auto parsed = parse_iso(table.text(row, field));
    if (!parsed || parsed->instant.date_only)
        throw UnsafeError("DATE", table.file(), table.cell(row, field) + " is not a date with a time of day",
                          "write times as 2021-06-15T01:47:13Z");
    return parsed->instant;
}

void require_later(const StudyTable& table, const Feature& row, const Instant& before, const Instant& time, const std::string& error)
{
    if (time > before) return;
    throw UnsafeError(
        error, table.file(),
        table.place(row) + (time == before ? " repeats the time " : ", after " + before.iso() + ", goes back to ") + time.iso(),
        "sort the series by time in UTC and keep one row a time");
}

}  // namespace tasi::io

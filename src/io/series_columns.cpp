#include "src/io/series_columns.hpp"

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

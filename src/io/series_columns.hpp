#pragma once

#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {

/// The first of `names` that the table has as a column, whatever its case. UnsafeError (4) called `error`, listing the columns and the
/// names, when there is none.
int series_column(const StudyTable& table, const std::vector<std::string>& names, const std::string& error);

/// The column that holds moments: `time`, `time_utc`, `date`, `dates`, `datetime`.
int time_column(const StudyTable& table, const std::string& error);

/// The moment in a cell, ISO 8601, UTC where no offset is stated; UnsafeError (4) for anything else and for a day without time of day.
Instant moment_in(const StudyTable& table, const Feature& row, int field);

/// UnsafeError (4) called `error` unless `time` is after `before`: a series in local time with its hour of autumn, or two files in one.
void require_later(const StudyTable& table, const Feature& row, const Instant& before, const Instant& time, const std::string& error);

}  // namespace tasi::io

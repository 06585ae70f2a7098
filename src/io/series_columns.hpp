#pragma once

#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/io/session.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {

/// The first of `names` that the table has as a column, whatever its case. UnsafeError (4) called `error`, listing the columns and the
/// names, when there is none.
int series_column(const StudyTable& table, const std::vector<std::string>& names, const std::string& error);

/// The column that holds moments: `time`, `time_utc`, `date`, `dates`, `datetime`.
int time_column(const StudyTable& table, const std::string& error);

/// Warns called `error`-ZONE of times without `Z` or offset: they are taken as UTC, and may be local. A column called `time_utc` says it.
void warn_of_unstated_zone(Session& session, const StudyTable& table, int time, const std::string& error);

/// UnsafeError (4) UNIT where a column `unit` or `units` states something else than metres.
void require_stated_metres(const StudyTable& table);

/// Whether `unit` names metres.
bool names_metres(const std::string& unit);

/// The moment in a cell, ISO 8601, UTC where no offset is stated; UnsafeError (4) for anything else and for a day without time of day.
Instant moment_in(const StudyTable& table, const Feature& row, int field);

/// UnsafeError (4) called `error` unless `time` is after `before`: a series in local time with its hour of autumn, or two files in one.
void require_later(const StudyTable& table, const Feature& row, const Instant& before, const Instant& time, const std::string& error);

}  // namespace tasi::io

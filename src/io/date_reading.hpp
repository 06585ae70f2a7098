#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/io/session.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {

/// The dates in column `field`, one per feature. Without `format` (strptime's notation) all rows must be written alike: ISO 8601,
/// YYYYMMDD, YYYY/MM/DD, or day and month in either order before the year. That order is settled by a row whose day exceeds 12
/// (or when day equals month in all rows, where both orders agree). Offsets from UTC are applied, and noted as warning DATE-ZONE.
/// UnsafeError (4, naming row and value): no date, an impossible one, a year outside 1700..2200, mixed ways of writing, an order
/// that nothing settles or that rows contradict. UsageError (2): a format without four-digit year.
std::vector<Instant> read_dates(Session& session, const StudyTable& table, int field, const std::optional<std::string>& format);

}  // namespace tasi::io

#pragma once

#include <string>
#include <vector>

#include "src/core/position.hpp"
#include "src/io/session.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {

/// How a table writes its dates.
enum class DateForm {
    calendar,      ///< as `read_dates` reads them
    decimal_year,  ///< 1988.25, taken as Julian years, so that differences of years are those of the table
};

/// The names of the columns of a table of one row per position; where there are none, those known for the role.
struct LongNames {
    std::vector<std::string> id, date, distance, uncertainty;
    DateForm dates = DateForm::calendar;
};

/// One position per row. The user's choice of a field goes before `names`. UnsafeError (4) for a row without transect, for cells that are
/// no numbers, and for dates that are none or are ambiguous.
std::vector<Position> read_long(Session& session, const StudyTable& table, const FieldChoice& choice, const LongNames& names);

}  // namespace tasi::io

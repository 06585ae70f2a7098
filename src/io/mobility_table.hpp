#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/core/date.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Which columns of a table of displacement figures hold what; found by known names where nothing is chosen.
struct MobilityColumns {
    bool by_origin = false;  ///< the P-codes of where people come from, in place of where they are
    std::optional<std::string> pcode, date, date_format, round, people, reason;
    std::vector<std::pair<std::string, std::string>> where;  ///< column and value: other rows are left out
};

/// One row as it stands in the table.
struct MobilityRow {
    std::vector<std::string> codes;  ///< one per level of the table
    Instant date;
    std::string round, reason;
    std::optional<long long> people;
};

/// The rows that count, and what was made of the columns.
struct MobilityTable {
    std::vector<int> levels;  ///< of the P-code columns, from 0 (the country) or 1 down; one -1 where the column's name states no level
    std::vector<MobilityRow> rows;
    std::vector<std::string> columns_used;
    std::vector<std::string> place_columns;  ///< coordinates and names of sites: never read
    long repeated = 0;                       ///< rows that stand in the table twice; each counts once
};

/// Reads a table of displacement figures (IOM DTM and the like) from CSV. Columns are matched whatever their case, blanks and signs, so
/// that `admin2Pcode`, `ADM2_PCODE` and `Admin 2 P-Code` are one. A row of HXL tags below the header is passed over.
/// UnsafeError (4): no column of P-codes, dates or people, several that could be meant, people that are no whole number from 0, figures of
/// several operations or kinds of assessment at once. UsageError (2) for a column that does not exist, and NoResultError (5) when no row is
/// left.
MobilityTable read_mobility(Session& session, const std::string& path, const MobilityColumns& columns);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Writes tables without geometry as the sheets of one XLSX file: a row of headings, numbers as numbers, NULL as an empty cell. Names of
/// sheets are cut to what spreadsheets take. Text that they would take for a formula gets a leading apostrophe; control characters are
/// written as escapes. Closed, reopened and counted; OutputError (6). The bytes depend on the tables alone.
void write_spreadsheet(Session& session, const std::filesystem::path& file, const std::vector<Layer>& sheets);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "src/core/layer.hpp"

namespace tasi::io {

/// How a spreadsheet shows the cells of a column. `chance` is 0 to 1, shown as per cent, `<1%` and `>99%` at its ends.
enum class CellFormat { text, whole, tenths, hundredths, chance, year };

struct SheetColumn {
    std::string heading;
    CellFormat format = CellFormat::text;
};

/// One sheet: a row of headings that stays in view, with filters, above its rows. `prose` is text to read: no headings, lines that wrap;
/// a line whose first cell begins with `# ` is a heading.
struct Sheet {
    std::string name;
    std::vector<SheetColumn> columns;
    std::vector<std::vector<Value>> rows;
    bool prose = false;
};

/// Writes sheets as one XLSX file (ECMA-376): numbers as numbers, NULL as an empty cell, text never as a formula. Names of sheets are cut
/// to what spreadsheets take. Text that they would take for a formula, saved as CSV, gets a leading apostrophe; control characters are
/// written as escapes. OutputError (6); LimitError (7) for more rows than a sheet can have. The bytes depend on the sheets alone.
void write_spreadsheet(const std::filesystem::path& file, const std::vector<Sheet>& sheets);

}  // namespace tasi::io

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/write_spreadsheet.hpp"
#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

struct TableColumn {
    std::string heading;
    io::CellFormat format = io::CellFormat::text;
    bool choice = false;          ///< a list above the table chooses among its few values
    std::string chosen = {};      ///< the value, as shown, that is chosen at first; empty: all
    bool names_transect = false;  ///< its cells open the chart of a transect

    bool number() const { return format != io::CellFormat::text; }
};

struct TableCell {
    Value value;                            ///< for the spreadsheet, and for sorting
    std::string shown;                      ///< for people, in their language
    std::optional<std::size_t> place = {};  ///< row of the settlement that it names: found on the map
    std::optional<double> sorts_as = {};    ///< in place of its value
};

/// A ranked table: the most urgent row comes first.
struct Table {
    std::string id;     ///< `settlements`
    std::string title;  ///< also the name of the sheet
    std::string note;   ///< what to know before reading it
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> rows;
};

/// Settlements, administrative units, what is exposed, early warnings, mobility and transects, as far as the study has them.
std::vector<Table> ranked_tables(const StudyResults& results, const Texts& text);

/// The parts of it.
Table settlement_table(const Layer& settlements, const StudyResults& results, const Texts& text);
Table unit_table(const Layer& units, const Texts& text);
Table transect_table(const StudyResults& results, const Texts& text);
std::vector<Table> exposure_tables(const StudyResults& results, const Texts& text);
Table warning_table(const StudyResults& results, const Texts& text);
Table mobility_table(const Layer& layer, const Texts& text);

/// An administrative unit by its name, where the results state one, else by its P-code; the spreadsheet has both.
TableCell unit_cell(const StudyResults& results, const std::string& pcode);

/// The same as sheets: first one that says what the numbers mean, then a sheet for each table. Numbers stay numbers, nothing stays empty.
std::vector<io::Sheet> sheets_of(const std::vector<Table>& tables, const StudyResults& results, const Texts& text,
                                 const std::string& title);

}  // namespace tasi::report

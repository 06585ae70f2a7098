#pragma once

#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

struct TableColumn {
    std::string heading;
    FieldType type = FieldType::text;
    bool choice = false;          ///< a list above the table chooses among its few values
    std::string chosen = {};      ///< the value chosen at first; empty: all
    bool names_transect = false;  ///< its cells open the chart of a transect
};

struct TableCell {
    Value value;        ///< for sorting and for the spreadsheet
    std::string shown;  ///< for people, in their language
};

/// A ranked table: the most urgent row comes first.
struct Table {
    std::string id;     ///< `settlements`
    std::string title;  ///< also the name of the sheet
    std::string note;   ///< what to know before reading it
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> rows;
};

/// Settlements, administrative units and transects, as far as the study has them, then the tables that other steps left.
std::vector<Table> ranked_tables(const StudyResults& results, const Texts& text);

/// The same as layers without geometry, for a spreadsheet: numbers stay numbers, nothing stays empty.
std::vector<Layer> sheets_of(const std::vector<Table>& tables);

}  // namespace tasi::report

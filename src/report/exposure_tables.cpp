#include <set>

#include "src/report/cells.hpp"
#include "src/report/table_cells.hpp"

namespace tasi::report {
namespace {

using io::CellFormat;

/// People are people, buildings and facilities are counted, roads have a length: three tables, since their numbers do not add up.
struct ExposureKind {
    const char* measure;
    const char* id;
    CellFormat format;
    int decimals;
    double unit;  ///< in the measure's own
};

constexpr ExposureKind exposure_kinds[] = {
    {"people", "people", CellFormat::whole, 0, 1},
    {"count", "buildings", CellFormat::whole, 0, 1},
    {"m", "roads", CellFormat::tenths, 1, 1000},
};

TableCell place_of(const StudyResults& results, const std::string& pcode, const Texts& text)
{
    if (pcode.empty()) return said_cell(text("whole_area"));
    return pcode == "outside" ? said_cell(text("outside_units")) : unit_cell(results, pcode);
}

/// `0` of the layer is everything.
std::string level_of(const Cells& cell, const Feature& feature, const Texts& text)
{
    const auto level = cell.number(feature, "level");
    if (!level || *level > 0) return year_of(level, "–");
    return text(cell.text(feature, "pcode").empty() ? "whole_area" : "outside_units");
}

/// What an asset is: a word of ours, or a name from the study's own data.
std::string kind_of(const Texts& text, const std::string& what) { return printable(word(text, "what", what)); }

std::vector<TableCell> exposure_row(const Cells& cell, const Feature& feature, const ExposureKind& kind, const StudyResults& results,
                                    const Texts& text)
{
    std::vector<TableCell> cells{place_of(results, cell.text(feature, "pcode"), text), said_cell(level_of(cell, feature, text)),
                                 year_cell(cell.number(feature, "year")), said_cell(kind_of(text, cell.text(feature, "what")))};
    for (const char* field : {"expected", "low", "high", "total", "not_assess"}) {
        auto amount = cell.number(feature, field);
        if (amount) *amount /= kind.unit;
        cells.push_back(number_cell(text, amount, kind.decimals));
    }
    return cells;
}

Table exposure_table(const Layer& layer, const ExposureKind& kind, const std::vector<std::size_t>& rows, const StudyResults& results,
                     const Texts& text)
{
    const Cells cell(layer);
    const std::string id(kind.id);
    double last = 0;
    for (const std::size_t row : rows) last = std::max(last, cell.number(layer.features[row], "year").value_or(0));
    Table table{id, text("tab_" + id), text("note_" + id), {}, {}};
    table.columns = {{text("col_unit_name")},
                     {text("col_level"), CellFormat::text, true, text("whole_area")},
                     {text("col_year"), CellFormat::year, true, format_fixed(last, 0)},
                     {text("col_what"), CellFormat::text, true}};
    for (const char* heading : {"col_expected", "col_ppl_lo", "col_ppl_hi", "col_total", "col_not_assessed"})
        table.columns.push_back({text(heading), kind.format});
    const auto order = ranked(rows.size(), [&](std::size_t i) {
        const Feature& f = layer.features[rows[i]];
        return std::tuple(-cell.number(f, "year").value_or(0), cell.number(f, "level").value_or(0), !cell.text(f, "pcode").empty(),
                          -cell.number(f, "expected").value_or(-1));
    });
    for (const std::size_t i : order) table.rows.push_back(exposure_row(cell, layer.features[rows[i]], kind, results, text));
    return table;
}

/// A column that says the same in every row tells nothing.
void drop_kinds_when_one(Table& table)
{
    constexpr std::size_t column = 3;
    std::set<std::string> kinds;
    for (const auto& row : table.rows) kinds.insert(row[column].shown);
    if (kinds.size() > 1) return;
    table.columns.erase(table.columns.begin() + column);
    for (auto& row : table.rows) row.erase(row.begin() + column);
}

}  // namespace

std::vector<Table> exposure_tables(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("exposure");
    if (!layer) return {};
    std::vector<Table> tables;
    for (const ExposureKind& kind : exposure_kinds) {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < layer->features.size(); ++row)
            if (Cells(*layer).text(layer->features[row], "measure") == kind.measure) rows.push_back(row);
        if (rows.empty()) continue;
        tables.push_back(exposure_table(*layer, kind, rows, results, text));
        drop_kinds_when_one(tables.back());
    }
    return tables;
}

}  // namespace tasi::report

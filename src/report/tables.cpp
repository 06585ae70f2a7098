#include "src/report/tables.hpp"

#include "src/report/cells.hpp"
#include "src/report/table_cells.hpp"

namespace tasi::report {
namespace {

using io::CellFormat;

// ---- settlements

int urgency(const std::string& assessment) { return assessment == "at risk" ? 0 : assessment == "not assessed" ? 1 : 2; }

std::vector<TableColumn> settlement_columns(const Texts& text, const std::vector<int>& years, bool people)
{
    std::vector<TableColumn> columns{{text("col_settlement")},
                                     {text("col_class"), CellFormat::text, true},
                                     {text("col_reach"), CellFormat::year},
                                     {text("col_reach_lo"), CellFormat::year},
                                     {text("col_reach_hi"), CellFormat::year}};
    for (const int year : years) columns.push_back({text("col_p", {{"year", std::to_string(year)}}), CellFormat::chance});
    if (people)
        for (const int year : years) columns.push_back({text("col_ppl", {{"year", std::to_string(year)}}), CellFormat::whole});
    const std::vector<TableColumn> rest{{text("col_distance"), CellFormat::whole},
                                        {text("col_rate"), CellFormat::hundredths},
                                        {text("col_transect"), CellFormat::text, false, {}, true},
                                        {text("col_unit_name")},
                                        {text("col_note")}};
    columns.insert(columns.end(), rest.begin(), rest.end());
    return columns;
}

/// What the program says of a place that needs a look.
std::string remark(const Cells& cell, const Feature& feature, const Texts& text)
{
    const std::string reason = cell.text(feature, "reason");
    const bool wanted = cell.text(feature, "class") == "not assessed" || reason.find("check") != std::string::npos ||
                        reason.find("stands in the layer") != std::string::npos;
    return wanted ? reason_of(text, reason) : std::string();
}

TableCell unit_of(const Cells& cell, const Feature& feature, const StudyResults& results)
{
    for (const char* field : {"adm3_pcode", "adm2_pcode", "adm1_pcode"})
        if (const std::string code = cell.text(feature, field); !code.empty()) return unit_cell(results, code);
    return text_cell("");
}

std::vector<TableCell> settlement_row(const Layer& layer, std::size_t row, const StudyResults& results, const Texts& text, bool people)
{
    const Cells cell(layer);
    const Feature& feature = layer.features[row];
    const std::string assessment = cell.text(feature, "class");
    const std::string none = assessment == "not assessed" ? "–" : text("after_2200");
    TableCell name = text_cell(settlement_name(layer, row));
    name.place = row;
    std::vector<TableCell> cells{name, said_cell(word(text, "risk", assessment))};
    for (const char* field : {"reach_yr", "reach_lo", "reach_hi"}) cells.push_back(year_cell(cell.number(feature, field), none));
    const std::vector<int> years = horizons(layer, "p_");
    for (const int year : years) {
        const auto p = cell.number(feature, "p_" + std::to_string(year));
        cells.push_back({p ? real_or_null(*p) : Value(), chance(text, p)});
    }
    if (people)
        for (const int year : years) cells.push_back(number_cell(text, cell.number(feature, "ppl_" + std::to_string(year))));
    cells.push_back(number_cell(text, cell.number(feature, "dist_m")));
    cells.push_back(rate_cell(text, cell.number(feature, "rate_m_yr")));
    cells.push_back(text_cell(cell.text(feature, "transect")));
    cells.push_back(unit_of(cell, feature, results));
    cells.push_back(said_cell(remark(cell, feature, text)));
    return cells;
}

// ---- administrative units

struct UnitColumn {
    const char* field;
    const char* heading;
    int decimals;
};

const std::vector<UnitColumn>& unit_columns()
{
    static const std::vector<UnitColumn> table{
        {"ppl_risk", "col_ppl_risk", 0},   {"ppl_lo", "col_ppl_lo", 0},     {"ppl_hi", "col_ppl_hi", 0},
        {"ppl", "col_people", 0},          {"ppl_na", "col_ppl_na", 0},     {"settl_risk", "col_settl_risk", 0},
        {"settl", "col_settl", 0},         {"settl_na", "col_settl_na", 0}, {"coast_km", "col_coast_km", 1},
        {"assess_km", "col_assess_km", 1}, {"erode_km", "col_erode_km", 1},
    };
    return table;
}

std::vector<TableCell> unit_row(const Layer& layer, const Feature& feature, const Texts& text)
{
    const Cells cell(layer);
    const std::string name = cell.text(feature, "name"), pcode = cell.text(feature, "pcode");
    const std::string shown = pcode == "outside" ? text("outside_units") : name.empty() ? pcode : name;
    std::vector<TableCell> cells{text_cell(shown), text_cell(pcode == "outside" ? "" : pcode)};
    for (const char* field : {"level", "year"}) cells.push_back(year_cell(cell.number(feature, field)));
    for (const UnitColumn& column : unit_columns()) cells.push_back(number_cell(text, cell.number(feature, column.field), column.decimals));
    cells.push_back(rate_cell(text, cell.number(feature, "rate_m_yr")));
    cells.push_back(said_cell(word(text, "status", cell.text(feature, "status"))));
    return cells;
}

// ---- transects

std::vector<TableCell> transect_row(const Layer& rates, const Feature& feature, const Texts& text)
{
    const Cells cell(rates);
    const auto first = cell.moment(feature, "first"), last = cell.moment(feature, "last");
    const auto year = [](const auto& moment) { return moment ? std::optional<double>(moment->year()) : std::nullopt; };
    return {text_cell(cell.text(feature, "transect")),
            rate_cell(text, cell.number(feature, "LRR")),
            number_cell(text, cell.number(feature, "LCIac"), 2),
            said_cell(word(text, "trend", cell.text(feature, "trend"))),
            said_cell(word(text, "certainty", cell.text(feature, "certainty"))),
            number_cell(text, cell.number(feature, "n")),
            year_cell(year(first)),
            year_cell(year(last)),
            said_cell(flags_of(text, cell.text(feature, "flags")))};
}

}  // namespace

Table settlement_table(const Layer& layer, const StudyResults& results, const Texts& text)
{
    const Cells cell(layer);
    const std::vector<int> years = horizons(layer, "p_"), with_people = horizons(layer, "ppl_");
    const bool people = std::any_of(layer.features.begin(), layer.features.end(), [&](const Feature& feature) {
        return std::any_of(with_people.begin(), with_people.end(),
                           [&](int year) { return cell.number(feature, "ppl_" + std::to_string(year)).has_value(); });
    });
    Table table{"settlements", text("tab_settlements"), text("note_settlements"), settlement_columns(text, years, people), {}};
    const std::string last = years.empty() ? "" : "p_" + std::to_string(years.back());
    const auto order = ranked(layer.features.size(), [&](std::size_t row) {
        const Feature& feature = layer.features[row];
        return std::tuple(urgency(cell.text(feature, "class")), cell.number(feature, "reach_yr").value_or(no_rank),
                          -cell.number(feature, last).value_or(-1));
    });
    for (const std::size_t row : order) table.rows.push_back(settlement_row(layer, row, results, text, people));
    return table;
}

Table unit_table(const Layer& layer, const Texts& text)
{
    const Cells cell(layer);
    double last = 0, deepest = 0;
    for (const Feature& feature : layer.features) {
        last = std::max(last, cell.number(feature, "year").value_or(0));
        deepest = std::max(deepest, cell.number(feature, "level").value_or(0));
    }
    Table table{"units", text("tab_units"), text("note_units"), {}, {}};
    table.columns = {{text("col_unit_name")},
                     {text("col_pcode")},
                     {text("col_level"), CellFormat::year, true, deepest > 0 ? format_fixed(deepest, 0) : ""},
                     {text("col_year"), CellFormat::year, true, last > 0 ? format_fixed(last, 0) : ""}};
    for (const UnitColumn& column : unit_columns())
        table.columns.push_back({text(column.heading), column.decimals == 0 ? CellFormat::whole : CellFormat::tenths});
    table.columns.push_back({text("col_rate"), CellFormat::hundredths});
    table.columns.push_back({text("col_status")});
    const auto order = ranked(layer.features.size(), [&](std::size_t row) {
        const Feature& f = layer.features[row];
        return std::tuple(-cell.number(f, "year").value_or(0), cell.number(f, "level").value_or(0),
                          -cell.number(f, "ppl_risk").value_or(-1), -cell.number(f, "settl_risk").value_or(-1),
                          -cell.number(f, "erode_km").value_or(-1));
    });
    for (const std::size_t row : order) table.rows.push_back(unit_row(layer, layer.features[row], text));
    return table;
}

Table transect_table(const StudyResults& results, const Texts& text)
{
    const Layer& rates = results.rates();
    const Cells cell(rates);
    Table table{"transects", text("tab_transects"), text("note_transects", {{"confidence", results.confidence()}}), {}, {}};
    table.columns = {{text("col_transect"), CellFormat::text, false, {}, true},
                     {text("col_rate"), CellFormat::hundredths},
                     {text("col_interval"), CellFormat::hundredths},
                     {text("col_trend"), CellFormat::text, true},
                     {text("col_certainty"), CellFormat::text, true},
                     {text("col_n"), CellFormat::whole},
                     {text("col_first"), CellFormat::year},
                     {text("col_last"), CellFormat::year},
                     {text("col_flags")}};
    const auto order =
        ranked(rates.features.size(), [&](std::size_t row) { return cell.number(rates.features[row], "LRR").value_or(no_rank); });
    for (const std::size_t row : order) table.rows.push_back(transect_row(rates, rates.features[row], text));
    return table;
}

TableCell unit_cell(const StudyResults& results, const std::string& pcode)
{
    const auto found = results.unit_names.find(pcode);
    return found == results.unit_names.end() ? text_cell(pcode) : text_cell(found->second + " (" + pcode + ")", printable(found->second));
}

std::vector<Table> ranked_tables(const StudyResults& results, const Texts& text)
{
    std::vector<Table> tables;
    if (const Layer* settlements = results.layer("settlements_at_risk")) tables.push_back(settlement_table(*settlements, results, text));
    if (const Layer* units = results.layer("admin_summary")) tables.push_back(unit_table(*units, text));
    for (Table& table : exposure_tables(results, text)) tables.push_back(std::move(table));
    if (results.layer("warnings")) tables.push_back(warning_table(results, text));
    for (const char* name : {"mobility", "mobility_reasons"})
        if (const Layer* layer = results.layer(name)) tables.push_back(mobility_table(*layer, text));
    tables.push_back(transect_table(results, text));
    return tables;
}

}  // namespace tasi::report

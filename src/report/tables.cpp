#include "src/report/tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

constexpr double nothing = std::numeric_limits<double>::infinity();

TableCell text_cell(const std::string& value, const std::string& shown) { return {value.empty() ? Value() : Value(value), shown}; }
TableCell text_cell(const std::string& value) { return text_cell(value, value.empty() ? "–" : printable(value)); }

TableCell number_cell(const Texts& text, const std::optional<double>& value, int decimals = 0)
{
    return {value ? real_or_null(*value) : Value(), figure(text, value, decimals)};
}

TableCell rate_cell(const Texts& text, const std::optional<double>& value)
{
    return {value ? real_or_null(*value) : Value(), value ? text.signed_number(*value, 2) : "–"};
}

/// Row numbers by ascending keys; rows with equal keys keep their order.
template <class Key>
std::vector<std::size_t> ranked(std::size_t rows, Key&& key)
{
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

// ---- settlements

int urgency(const std::string& assessment) { return assessment == "at risk" ? 0 : assessment == "not assessed" ? 1 : 2; }

std::vector<TableColumn> settlement_columns(const Texts& text, const std::vector<int>& years, bool people)
{
    std::vector<TableColumn> columns{{text("col_settlement")},
                                     {text("col_class"), FieldType::text, true},
                                     {text("col_reach"), FieldType::real},
                                     {text("col_reach_lo"), FieldType::real},
                                     {text("col_reach_hi"), FieldType::real}};
    for (const int year : years) columns.push_back({text("col_p", {{"year", std::to_string(year)}}), FieldType::real});
    if (people)
        for (const int year : years) columns.push_back({text("col_ppl", {{"year", std::to_string(year)}}), FieldType::real});
    const std::vector<TableColumn> rest{{text("col_distance"), FieldType::real},
                                        {text("col_rate"), FieldType::real},
                                        {text("col_transect"), FieldType::text, false, {}, true},
                                        {text("col_unit")},
                                        {text("col_note")}};
    columns.insert(columns.end(), rest.begin(), rest.end());
    return columns;
}

/// What the program says of a place that needs a look.
std::string remark(const Cells& cell, const Feature& feature)
{
    const std::string reason = cell.text(feature, "reason");
    const bool wanted = cell.text(feature, "class") == "not assessed" || reason.find("check") != std::string::npos ||
                        reason.find("stands in the layer") != std::string::npos;
    return wanted ? reason : std::string();
}

std::vector<TableCell> settlement_row(const Layer& layer, std::size_t row, const Texts& text, bool people)
{
    const Cells cell(layer);
    const Feature& feature = layer.features[row];
    const std::string assessment = cell.text(feature, "class");
    const std::string none = assessment == "not assessed" ? "–" : text("after_2200");
    std::vector<TableCell> cells{text_cell(settlement_name(layer, row)), text_cell(assessment, word(text, "risk", assessment))};
    for (const char* field : {"reach_yr", "reach_lo", "reach_hi"}) {
        const auto year = cell.number(feature, field);
        cells.push_back({year ? real_or_null(std::floor(*year)) : Value(), year_of(year, none)});
    }
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
    std::string unit;
    for (const char* field : {"adm3_pcode", "adm2_pcode", "adm1_pcode"})
        if (unit.empty()) unit = cell.text(feature, field);
    cells.push_back(text_cell(unit));
    cells.push_back(text_cell(remark(cell, feature)));
    return cells;
}

Table settlement_table(const Layer& layer, const Texts& text)
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
        return std::tuple(urgency(cell.text(feature, "class")), cell.number(feature, "reach_yr").value_or(nothing),
                          -cell.number(feature, last).value_or(-1));
    });
    for (const std::size_t row : order) table.rows.push_back(settlement_row(layer, row, text, people));
    return table;
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
    std::vector<TableCell> cells{text_cell(name.empty() ? pcode : name), text_cell(pcode)};
    for (const char* field : {"level", "year"}) {
        const auto value = cell.number(feature, field);
        cells.push_back({cell.value(feature, field), year_of(value, "–")});
    }
    for (const UnitColumn& column : unit_columns()) cells.push_back(number_cell(text, cell.number(feature, column.field), column.decimals));
    const auto assessed = cell.number(feature, "assess_km");
    const bool open = !assessed || *assessed <= 0;
    cells.push_back(open ? TableCell{Value(), text("coast_not_assessed")} : rate_cell(text, cell.number(feature, "rate_m_yr")));
    return cells;
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
                     {text("col_level"), FieldType::real, true, deepest > 0 ? format_fixed(deepest, 0) : ""},
                     {text("col_year"), FieldType::real, true, last > 0 ? format_fixed(last, 0) : ""}};
    for (const UnitColumn& column : unit_columns()) table.columns.push_back({text(column.heading), FieldType::real});
    table.columns.push_back({text("col_rate"), FieldType::real});
    const auto order = ranked(layer.features.size(), [&](std::size_t row) {
        const Feature& f = layer.features[row];
        return std::tuple(-cell.number(f, "year").value_or(0), cell.number(f, "level").value_or(0),
                          -cell.number(f, "ppl_risk").value_or(-1), -cell.number(f, "settl_risk").value_or(-1),
                          -cell.number(f, "erode_km").value_or(-1));
    });
    for (const std::size_t row : order) table.rows.push_back(unit_row(layer, layer.features[row], text));
    return table;
}

// ---- transects

std::vector<TableCell> transect_row(const Layer& rates, const Feature& feature, const Texts& text)
{
    const Cells cell(rates);
    const auto first = cell.moment(feature, "first"), last = cell.moment(feature, "last");
    const auto year = [](const auto& moment) { return moment ? std::optional<double>(moment->year()) : std::nullopt; };
    const auto plain = [](const std::optional<double>& value) {
        return TableCell{value ? real_or_null(*value) : Value(), year_of(value, "–")};
    };
    const std::string trend = cell.text(feature, "trend"), certainty = cell.text(feature, "certainty");
    return {text_cell(cell.text(feature, "transect")),
            rate_cell(text, cell.number(feature, "LRR")),
            number_cell(text, cell.number(feature, "LCIac"), 2),
            text_cell(trend, word(text, "trend", trend)),
            text_cell(certainty, word(text, "certainty", certainty)),
            number_cell(text, cell.number(feature, "n")),
            plain(year(first)),
            plain(year(last)),
            text_cell(cell.text(feature, "flags"))};
}

Table transect_table(const StudyResults& results, const Texts& text)
{
    const Layer& rates = results.rates();
    const Cells cell(rates);
    Table table{"transects", text("tab_transects"), text("note_transects", {{"confidence", results.confidence()}}), {}, {}};
    table.columns = {{text("col_transect"), FieldType::text, false, {}, true},
                     {text("col_rate"), FieldType::real},
                     {text("col_interval"), FieldType::real},
                     {text("col_trend"), FieldType::text, true},
                     {text("col_certainty"), FieldType::text, true},
                     {text("col_n"), FieldType::real},
                     {text("col_first"), FieldType::real},
                     {text("col_last"), FieldType::real},
                     {text("col_flags")}};
    const auto order =
        ranked(rates.features.size(), [&](std::size_t row) { return cell.number(rates.features[row], "LRR").value_or(nothing); });
    for (const std::size_t row : order) table.rows.push_back(transect_row(rates, rates.features[row], text));
    return table;
}

// ---- tables of other steps, as they are

Table plain_table(const Layer& layer, const Texts& text)
{
    Table table{layer.name, text("tab_" + layer.name), text("note_plain"), {}, {}};
    for (const Field& field : layer.fields)
        table.columns.push_back({(field.alias.empty() ? field.name : field.alias) + (field.unit.empty() ? "" : " (" + field.unit + ")"),
                                 field.type == FieldType::integer ? FieldType::real : field.type,
                                 false,
                                 {},
                                 field.name == "transect"});
    for (const Feature& feature : layer.features) {
        std::vector<TableCell> cells;
        for (const Value& value : feature.values) {
            const auto number = std::holds_alternative<double>(value) ? number_of(value) : std::nullopt;
            cells.push_back({value, number ? text.number(*number, 2) : text_of(value).empty() ? "–" : printable(text_of(value))});
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace

std::vector<Table> ranked_tables(const StudyResults& results, const Texts& text)
{
    std::vector<Table> tables;
    if (const Layer* settlements = results.layer("settlements_at_risk")) tables.push_back(settlement_table(*settlements, text));
    if (const Layer* units = results.layer("admin_summary")) tables.push_back(unit_table(*units, text));
    for (const char* name : {"warnings", "exposure", "mobility", "mobility_reasons"})
        if (const Layer* layer = results.layer(name)) tables.push_back(plain_table(*layer, text));
    tables.push_back(transect_table(results, text));
    return tables;
}

std::vector<Layer> sheets_of(const std::vector<Table>& tables)
{
    std::vector<Layer> sheets;
    for (const Table& table : tables) {
        Layer sheet;
        sheet.name = table.title;
        for (const TableColumn& column : table.columns) sheet.fields.push_back({column.heading, column.type});
        for (const auto& row : table.rows) {
            Feature feature;
            for (const TableCell& cell : row) feature.values.push_back(cell.value);
            sheet.features.push_back(std::move(feature));
        }
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

}  // namespace tasi::report

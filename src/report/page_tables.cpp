#include "src/report/page_tables.hpp"

#include <algorithm>

#include "src/core/text.hpp"

namespace tasi::report {
namespace {

using kainjow::mustache::data;

constexpr std::size_t most_rows = 1000;  ///< of one table in the page; the spreadsheet has all

data column_of(const TableColumn& column)
{
    data one(data::type::object);
    one.set("heading", column.heading);
    one.set("number", column.number());
    one.set("choice", column.choice);
    one.set("chosen", column.chosen);
    return one;
}

data cell_of(const TableCell& cell, const TableColumn& column)
{
    const bool number = column.number();
    std::optional<double> value = cell.sorts_as;
    if (!value && number) value = number_of(cell.value);
    data one(data::type::object);
    one.set("shown", cell.shown);
    one.set("number", number);
    one.set("transect", column.names_transect && !text_of(cell.value).empty());
    one.set("choice", column.choice && !number);
    one.set("place", cell.place ? data(std::to_string(*cell.place)) : data(false));
    one.set("sort", value ? data(format_number(*value)) : data(false));
    return one;
}

data table_of(const Table& table, const Texts& text)
{
    data columns(data::type::list), rows(data::type::list);
    for (const TableColumn& column : table.columns) columns.push_back(column_of(column));
    const std::size_t shown = std::min(most_rows, table.rows.size());
    for (std::size_t row = 0; row < shown; ++row) {
        data cells(data::type::list), one(data::type::object);
        for (std::size_t i = 0; i < table.columns.size(); ++i) cells.push_back(cell_of(table.rows[row][i], table.columns[i]));
        one.set("cells", cells);
        rows.push_back(one);
    }
    data result(data::type::object);
    result.set("id", "table-" + table.id);
    result.set("title", table.title);
    result.set("note", table.note);
    result.set("columns", columns);
    result.set("rows", rows);
    const auto count = [&](std::size_t n) { return text.number(static_cast<double>(n)); };
    result.set("cut", shown == table.rows.size() ? data(false)
                                                 : data(text("cut_rows", {{"shown", count(shown)}, {"all", count(table.rows.size())}})));
    return result;
}

}  // namespace

data page_tables(const std::vector<Table>& tables, const Texts& text)
{
    data list(data::type::list);
    for (const Table& table : tables) list.push_back(table_of(table, text));
    return list;
}

}  // namespace tasi::report

#include "src/io/gpkg_aliases.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tasi::io {
namespace {

constexpr const char* tables[] = {
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
    "definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
    "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, "
    "description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
    "CONSTRAINT gdc_tn UNIQUE (table_name, name))",
    "INSERT INTO gpkg_extensions SELECT 'gpkg_data_columns', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec121/#extension_schema', 'read-write' "
    "WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_schema')",
};

void execute(GDALDataset& geopackage, const std::string& statement)
{
    geopackage.ReleaseResultSet(geopackage.ExecuteSQL(statement.c_str(), nullptr, nullptr));
}

std::string literal(const std::string& text)
{
    std::string quoted = "'";
    for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
    return quoted + '\'';
}

}  // namespace

void state_aliases(GDALDataset& geopackage, const std::string& table, const std::vector<Column>& columns)
{
    if (std::all_of(columns.begin(), columns.end(), [](const Column& column) { return column.alias.empty(); })) return;
    for (const char* statement : tables) execute(geopackage, statement);
    std::set<std::string> taken;  // a table may have a name only once
    for (const Column& column : columns)
        if (!column.alias.empty() && taken.insert(column.alias).second)
            execute(geopackage, fmt::format("INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES ({}, {}, {}, {})",
                                            literal(table), literal(column.name), literal(column.alias), literal(column.alias)));
}

}  // namespace tasi::io

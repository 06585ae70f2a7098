#include "src/io/gpkg_aliases.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "src/io/gpkg_sql.hpp"

namespace tasi::io {
namespace {

constexpr const char* tables[] = {
    "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, "
    "description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
    "CONSTRAINT gdc_tn UNIQUE (table_name, name))",
    "INSERT INTO gpkg_extensions SELECT 'gpkg_data_columns', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec121/#extension_schema', 'read-write' "
    "WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_schema')",
};

}  // namespace

void state_aliases(GDALDataset& geopackage, const std::string& table, const std::vector<Column>& columns)
{
    if (std::all_of(columns.begin(), columns.end(), [](const Column& column) { return column.alias.empty(); })) return;
    make_extension_table(geopackage);
    for (const char* statement : tables) execute_sql(geopackage, statement);
    std::set<std::string> taken;  // a table may have a name only once
    for (const Column& column : columns)
        if (!column.alias.empty() && taken.insert(column.alias).second)
            execute_sql(geopackage,
                        fmt::format("INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES ({}, {}, {}, {})",
                                    sql_literal(table), sql_literal(column.name), sql_literal(column.alias), sql_literal(column.alias)));
}

}  // namespace tasi::io

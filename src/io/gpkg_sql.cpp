#include "src/io/gpkg_sql.hpp"

#include <cpl_conv.h>

namespace tasi::io {

void execute_sql(GDALDataset& geopackage, const std::string& statement)
{
    geopackage.ReleaseResultSet(geopackage.ExecuteSQL(statement.c_str(), nullptr, nullptr));
}

void make_extension_table(GDALDataset& geopackage)
{
    execute_sql(geopackage,
                "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
                "definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))");
}

std::string sql_literal(const std::string& text)
{
    std::string quoted = "'";
    for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
    return quoted + '\'';
}

std::string sql_moment() { return sql_literal(CPLGetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z")); }

}  // namespace tasi::io

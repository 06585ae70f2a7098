#include "src/io/gpkg_looks.hpp"

#include <fmt/format.h>

#include "src/io/gpkg_sql.hpp"

namespace tasi::io {
namespace {

/// The table as QGIS makes it. The row in gpkg_contents keeps the file valid: every table of users must be named there.
void make_style_table(GDALDataset& geopackage)
{
    execute_sql(geopackage,
                "CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
                "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
                "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)");
    execute_sql(geopackage, fmt::format("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
                                        "SELECT 'layer_styles', 'attributes', 'layer_styles', '', {}, 0 WHERE NOT EXISTS "
                                        "(SELECT 1 FROM gpkg_contents WHERE table_name = 'layer_styles')",
                                        sql_moment()));
}

void make_metadata_tables(GDALDataset& geopackage)
{
    execute_sql(geopackage,
                "CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, "
                "md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', "
                "metadata TEXT NOT NULL DEFAULT '')");
    execute_sql(geopackage,
                "CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, "
                "row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), "
                "md_file_id INTEGER NOT NULL, md_parent_id INTEGER, "
                "CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), "
                "CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))");
    make_extension_table(geopackage);
    for (const char* table : {"gpkg_metadata", "gpkg_metadata_reference"})
        execute_sql(geopackage, fmt::format("INSERT INTO gpkg_extensions SELECT '{0}', NULL, 'gpkg_metadata', "
                                            "'http://www.geopackage.org/spec121/#extension_metadata', 'read-write' "
                                            "WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE table_name = '{0}')",
                                            table));
}

}  // namespace

void state_look(GDALDataset& geopackage, const std::string& table, const std::string& geometry_column, const LayerLook& look)
{
    if (!look.qml.empty()) {
        make_style_table(geopackage);
        execute_sql(
            geopackage,
            fmt::format("INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
                        "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
                        "VALUES ('', '', {0}, {1}, {0}, {2}, '', 1, {3}, '', {4})",
                        sql_literal(table), sql_literal(geometry_column), sql_literal(look.qml), sql_literal(look.title), sql_moment()));
    }
    if (look.metadata.empty()) return;
    make_metadata_tables(geopackage);
    execute_sql(geopackage, fmt::format("INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
                                        "VALUES ('dataset', 'http://mrcc.com/qgis.dtd', 'text/xml', {})",
                                        sql_literal(look.metadata)));
    execute_sql(geopackage, fmt::format("INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) "
                                        "VALUES ('table', {}, {}, (SELECT max(id) FROM gpkg_metadata))",
                                        sql_literal(table), sql_moment()));
}

}  // namespace tasi::io

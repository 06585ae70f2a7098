#include "src/io/geopackage_check.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/sqlite_file.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

void require_sqlite_header(const fs::path& path, const std::string& file)
{
    std::array<char, 16> start{};
    std::ifstream in(path, std::ios::binary);
    in.read(start.data(), start.size());
    static constexpr std::string_view magic("SQLite format 3\0", 16);
    if (std::string_view(start.data(), static_cast<std::size_t>(in.gcount())) != magic)
        throw UnreadableError("GEOPACKAGE", file, "is not a GeoPackage (it does not start as one)", "fetch the file again");
}

void require_no_open_transaction(const fs::path& path, const std::string& file)
{
    for (const char* suffix : {"-wal", "-journal"}) {
        const fs::path beside = path.string() + suffix;
        std::error_code error;
        const bool pending = fs::exists(beside, error) && fs::file_size(beside, error) > 0;
        if (pending)
            throw UnreadableError("GEOPACKAGE", file,
                                  fmt::format("there is an unfinished transaction beside it ({})", printable(beside.filename().string())),
                                  "close the program that is writing to it, or save a copy");
    }
}

/// A trigger that the standard or GDAL makes: its name follows from the table that it watches.
bool known_trigger(const std::string& trigger, const std::string& watched)
{
    const std::string name = lower_case(trigger), table = lower_case(watched);
    for (const char* listed : {"gpkg_tile_matrix", "gpkg_metadata", "gpkg_metadata_reference"})
        if (table == listed && name.starts_with("gpkg_")) return true;
    if (name == "trigger_insert_feature_count_" + table || name == "trigger_delete_feature_count_" + table) return true;
    return name.starts_with("rtree_" + table + "_");
}

void require_known_triggers(const SqliteFile& database, const std::string& file)
{
    for (const auto& row : database.rows("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"))
        if (!known_trigger(row[0], row[1]))
            throw RefusedError("TRIGGER", file, fmt::format("holds the trigger '{}' on '{}'", printable(row[0]), printable(row[1])),
                               "write the layer into a new file without triggers");
}

/// Kind of everything that has a name in the database: `table`, `view`, `virtual`.
std::map<std::string, std::string> kinds_by_name(const SqliteFile& database)
{
    std::map<std::string, std::string> kinds;
    for (const auto& row :
         database.rows("SELECT lower(name), CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 'virtual' ELSE type END FROM sqlite_master "
                       "WHERE type IN ('table', 'view')"))
        kinds[row[0]] = row[1];
    return kinds;
}

void require_plain_table(const std::map<std::string, std::string>& kinds, const std::string& name, const std::string& file)
{
    const auto found = kinds.find(lower_case(name));
    if (found == kinds.end())
        throw UnreadableError("GEOPACKAGE", file, fmt::format("table '{}' is missing", printable(name)), "fetch the file again");
    if (found->second == "table") return;
    const std::string kind = found->second == "view" ? "a view" : "a virtual table";
    throw RefusedError("VIEW", file, fmt::format("'{}' is {}, not a table", printable(name), kind), "write the layer into a new file");
}

void require_geopackage_tables(const std::map<std::string, std::string>& kinds, const std::string& file)
{
    if (!kinds.contains("gpkg_contents") || !kinds.contains("gpkg_spatial_ref_sys"))
        throw UnreadableError("GEOPACKAGE", file, "is a database but not a GeoPackage (no table gpkg_contents)", "give a GeoPackage");
    for (const char* name : {"gpkg_contents", "gpkg_spatial_ref_sys"}) require_plain_table(kinds, name, file);
    if (kinds.contains("gpkg_geometry_columns")) require_plain_table(kinds, "gpkg_geometry_columns", file);
}

void require_sound(const SqliteFile& database, const std::string& file)
{
    const auto report = database.rows("PRAGMA quick_check(1)");
    if (report.size() == 1 && report[0][0] == "ok") return;
    throw UnreadableError("GEOPACKAGE", file, "is malformed: " + printable(report.empty() ? "no answer" : report[0][0]),
                          "fetch the file again");
}

std::vector<GeoPackageTable> listed_tables(const SqliteFile& database, bool has_geometry_columns, const std::string& file)
{
    const std::string query =
        has_geometry_columns
            ? "SELECT c.table_name, c.data_type, c.srs_id, g.srs_id, g.table_name, s.definition FROM gpkg_contents c LEFT JOIN "
              "gpkg_geometry_columns g "
              "ON lower(c.table_name) = lower(g.table_name) LEFT JOIN gpkg_spatial_ref_sys s ON g.srs_id = s.srs_id WHERE c.data_type IN "
              "('features', 'attributes') ORDER BY c.rowid"
            : "SELECT table_name, data_type, srs_id, '', '', '' FROM gpkg_contents WHERE data_type = 'attributes' ORDER BY rowid";
    std::vector<GeoPackageTable> tables;
    for (const auto& row : database.rows(query)) {
        const bool has_geometry = row[1] == "features";
        if (has_geometry && row[4].empty())
            throw UnreadableError("GEOPACKAGE", file, fmt::format("layer '{}' has no geometry column", printable(row[0])),
                                  "fetch the file again");
        if (has_geometry && !row[2].empty() && row[2] != row[3])
            throw UnsafeError("CRS", file,
                              fmt::format("the CRS of layer '{}' is in conflict: srs {} in gpkg_contents, srs {} in gpkg_geometry_columns",
                                          printable(row[0]), printable(row[2]), printable(row[3])),
                              "write the layer again in its true CRS");
        const auto srs_id = parse_integer(has_geometry ? row[3] : "0");
        if (!srs_id)
            throw UnreadableError("GEOPACKAGE", file, fmt::format("layer '{}' has the srs '{}'", printable(row[0]), printable(row[3])),
                                  "fetch the file again");
        if (lower_case(row[0]) != "layer_styles" && lower_case(row[0]) != "qgis_projects")
            tables.push_back({row[0], has_geometry, static_cast<int>(*srs_id), row[5], -1});
    }
    return tables;
}

bool starts_with_any(const std::string& type, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return type.starts_with(start); });
}

/// SQLite's storage classes that read as the declared type without loss; empty when any will do.
std::string faithful_classes(const std::string& declared)
{
    const std::string type = lower_case(declared);
    if (starts_with_any(type, {"bool", "tinyint", "smallint", "mediumint", "int"})) return "'integer', 'null'";
    if (starts_with_any(type, {"real", "double", "float"})) return "'integer', 'real', 'null'";
    return {};
}

}  // namespace

std::vector<GeoPackageTable> check_geopackage(const fs::path& path, const std::string& file)
{
    require_sqlite_header(path, file);
    require_no_open_transaction(path, file);
    const SqliteFile database(path, file);
    const auto kinds = kinds_by_name(database);
    require_known_triggers(database, file);
    require_geopackage_tables(kinds, file);
    const auto tables = listed_tables(database, kinds.contains("gpkg_geometry_columns"), file);
    for (const GeoPackageTable& table : tables) require_plain_table(kinds, table.name, file);
    require_sound(database, file);
    return tables;
}

void check_geopackage_rows(const fs::path& path, const std::string& file, GeoPackageTable& table)
{
    const SqliteFile database(path, file);
    const std::string from = " FROM " + quoted_identifier(table.name);
    table.rows = parse_integer(database.rows("SELECT count(*)" + from)[0][0]).value_or(-1);
    for (const auto& column : database.rows("SELECT name, type FROM pragma_table_info(?)", {table.name})) {
        const std::string classes = faithful_classes(column[1]);
        if (classes.empty()) continue;
        const std::string name = quoted_identifier(column[0]);
        const auto odd = database.rows(fmt::format("SELECT rowid, {0}{1} WHERE typeof({0}) NOT IN ({2}) LIMIT 1", name, from, classes));
        if (!odd.empty())
            throw UnsafeError("NUMBER", file,
                              fmt::format("feature {}, column {}: '{}' is not a number of the column's type ({})", odd[0][0],
                                          printable(column[0]), printable(odd[0][1].substr(0, 60)), printable(column[1])),
                              "correct the value");
    }
}

}  // namespace tasi::io

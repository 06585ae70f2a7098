#include <sqlite3.h>

#include "src/io/geopackage_check.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// The tables that the GeoPackage standard asks for, and one layer `shore` with a line from (1, 2) to (3, 4).
const std::string standard_tables = R"(
PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('u', -1, 'NONE', -1, 'undefined', ''), ('u', 0, 'NONE', 0, 'undefined', ''), ('UTM 51S', 32751, 'EPSG', 32751, 'x', ''), ('WGS 84', 4326, 'EPSG', 4326, 'x', '');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
)";

std::string add_layer(const std::string& name, int srs_id)
{
    const std::string srs = std::to_string(srs_id);
    return "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('" + name + "', 'features', '" + name + "', " +
           srs + ");" + "INSERT INTO gpkg_geometry_columns VALUES ('" + name + "', 'geom', 'LINESTRING', " + srs + ", 0, 0);";
}

std::string create_table(const std::string& name)
{
    return "CREATE TABLE " + name + " (fid INTEGER PRIMARY KEY, geom LINESTRING, size REAL, number INTEGER, label TEXT);";
}

const std::string line_1_2_3_4 = "X'4750000100000000010200000002000000000000000000F03F000000000000004000000000000008400000000000001040'";

std::string add_row(const std::string& table, const std::string& size = "1.5", const std::string& number = "7")
{
    return "INSERT INTO " + table + " (geom, size, number, label) VALUES (" + line_1_2_3_4 + ", " + size + ", " + number + ", 'x');";
}

const std::string one_layer = standard_tables + add_layer("shore", 32751) + create_table("shore") + add_row("shore");

std::string make_database(const TemporaryFolder& folder, const std::string& name, const std::string& statements)
{
    const std::string path = folder / name;
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(database, statements.c_str(), nullptr, nullptr, &message);
    CAPTURE(std::string(message ? message : ""));
    sqlite3_free(message);
    sqlite3_close(database);
    REQUIRE(code == SQLITE_OK);
    return path;
}

Layer read_database(io::Session& session, const std::string& statements, const std::optional<std::string>& layer = {})
{
    const TemporaryFolder folder;
    const std::string path = make_database(folder, "x.gpkg", statements);
    io::start_up();
    return io::read_layer(session, {path, layer, {}});
}

std::string refusal_of(const std::string& statements, const std::optional<std::string>& layer = {})
{
    io::Session session;
    return refusal([&] { read_database(session, statements, layer); });
}

std::vector<std::string> files_in(const TemporaryFolder& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) names.push_back(entry.path().filename().string());
    return names;
}

}  // namespace

TEST_CASE("a GeoPackage made by hand reads", "[geopackage]")
{
    io::Session session;
    const Layer layer = read_database(session, one_layer);
    CHECK(layer.name == "shore");
    CHECK(layer.crs.name == "EPSG:32751");
    REQUIRE(layer.features.size() == 1);
    CHECK(layer.features[0].geometry.lines == std::vector<Polyline>{{{1, 2}, {3, 4}}});
    CHECK(layer.features[0].values == std::vector<Value>{1.5, std::int64_t{7}, std::string("x")});
}

TEST_CASE("triggers and views that others put into a GeoPackage are refused", "[geopackage]")
{
    CHECK(contains(refusal_of(one_layer + "CREATE TRIGGER evil AFTER INSERT ON shore BEGIN DELETE FROM shore; END;"),
                   "8 TRIGGER holds the trigger 'evil' on 'shore'"));
    CHECK(contains(refusal_of(one_layer + "CREATE TRIGGER rtree_other_geom_insert AFTER INSERT ON shore BEGIN DELETE FROM shore; END;"),
                   "8 TRIGGER"));
    CHECK(refusal_of(one_layer + "CREATE TRIGGER trigger_insert_feature_count_shore AFTER INSERT ON shore BEGIN DELETE FROM shore; END;") ==
          "done");
    CHECK(contains(
        refusal_of(standard_tables + add_layer("shore", 32751) + create_table("base") + "CREATE VIEW shore AS SELECT * FROM base;"),
        "8 VIEW 'shore' is a view"));
    CHECK(contains(
        refusal_of(
            standard_tables + add_layer("shore", 32751) +
            "CREATE VIEW shore AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT fid, NULL AS geom FROM n;"),
        "8 VIEW"));
    CHECK(contains(refusal_of(standard_tables + add_layer("shore", 32751) + "CREATE VIRTUAL TABLE shore USING rtree(fid, a, b);"),
                   "8 VIEW 'shore' is a virtual table"));
}

TEST_CASE("a database that is no GeoPackage, or one with a layer missing, is refused", "[geopackage]")
{
    CHECK(contains(refusal_of("CREATE TABLE t (a);"), "3 GEOPACKAGE is a database but not a GeoPackage"));
    CHECK(contains(refusal_of(standard_tables + add_layer("shore", 32751)), "3 GEOPACKAGE table 'shore' is missing"));
    CHECK(contains(refusal_of(standard_tables), "3 LAYER holds no vector layer"));
}

TEST_CASE("a layer whose CRS is 0 or -1 has none", "[geopackage]")
{
    for (int srs : {0, -1}) {
        const std::string sql = standard_tables + add_layer("shore", srs) + create_table("shore") + add_row("shore");
        CHECK(contains(refusal_of(sql), "4 CRS layer has no CRS; give --assume-crs EPSG:nnnn"));
    }
    const std::string disagree = one_layer + "UPDATE gpkg_contents SET srs_id = 4326;";
    const std::string degrees =
        R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]])";
    CHECK(contains(refusal_of(one_layer + "UPDATE gpkg_spatial_ref_sys SET definition = '" + degrees + "' WHERE srs_id = 32751;"),
                   "4 CRS the CRS is in conflict: EPSG:32751 by its code, EPSG:4326 by its definition"));
    CHECK(contains(refusal_of(disagree), "4 CRS the CRS of layer 'shore' is in conflict: srs 4326 in gpkg_contents, srs 32751"));
}

TEST_CASE("styles and tables without geometry are no candidates beside a layer", "[geopackage]")
{
    const std::string table =
        "CREATE TABLE numbers (fid INTEGER PRIMARY KEY, a REAL); INSERT INTO numbers VALUES (1, 2.5);"
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('numbers', 'attributes', 'numbers', 0);";
    const std::string styles =
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, style TEXT);"
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', 0);";
    io::Session session;
    CHECK(read_database(session, one_layer + table + styles).name == "shore");
    const Layer numbers = read_database(session, one_layer + table, "numbers");
    CHECK(numbers.kind == Geometry::Kind::none);
    CHECK(numbers.features.at(0).values.at(0) == Value{2.5});
    CHECK(read_database(session, standard_tables + table + styles).name == "numbers");
    const std::string two = one_layer + add_layer("old", 32751) + create_table("old");
    CHECK(contains(refusal_of(two), "2 LAYER holds 2 layers (shore, old); choose one with --layer: shore, old"));
    CHECK(read_database(session, two, "old").features.empty());
}

TEST_CASE("text in a number column is refused: GDAL would read it as 0", "[geopackage]")
{
    const auto with = [](const std::string& size, const std::string& number) {
        return refusal_of(standard_tables + add_layer("shore", 32751) + create_table("shore") + add_row("shore", size, number));
    };
    CHECK(contains(with("'N/A'", "7"), "4 NUMBER feature 1, column size: 'N/A' is not a number of the column's type (REAL)"));
    CHECK(contains(with("1.5", "3.7"), "4 NUMBER feature 1, column number: '3.7'"));
    CHECK(with("NULL", "NULL") == "done");
    CHECK(with("2", "7") == "done");
}

TEST_CASE("a geometry that cannot be decoded is refused, not read as none", "[geopackage]")
{
    for (const std::string blob : {"X'00'", "X'4750000100000000'", "X'47500001000000000102000000FFFFFF7F'", "'text'"}) {
        CAPTURE(blob);
        const std::string row = "INSERT INTO shore (geom, size) VALUES (" + blob + ", 1);";
        CHECK(contains(refusal_of(standard_tables + add_layer("shore", 32751) + create_table("shore") + row), "3 READ"));
    }
}

TEST_CASE("an unfinished transaction beside a GeoPackage is refused; nothing is ever written beside it", "[geopackage]")
{
    const TemporaryFolder folder;
    const std::string path = make_database(folder, "a 100% odd?name#1.gpkg", "PRAGMA journal_mode = WAL;" + one_layer);
    io::start_up();
    io::Session session;
    const auto folder_before = std::filesystem::last_write_time(folder.path());
    CHECK(io::read_layer(session, {path, {}, {}}).features.size() == 1);
    CHECK(files_in(folder).size() == 1);
    CHECK(std::filesystem::last_write_time(folder.path()) == folder_before);
    for (const std::string suffix : {"-wal", "-journal"}) {
        write_file(folder, "a 100% odd?name#1.gpkg" + suffix, "half a transaction");
        CHECK(contains(refusal([&] {
                           io::read_layer(session, {path, {}, {}});
                       }),
                       "3 GEOPACKAGE there is an unfinished transaction beside it"));
        std::filesystem::remove(path + suffix);
    }
    write_file(folder, "a 100% odd?name#1.gpkg-wal", "");
    CHECK(io::read_layer(session, {path, {}, {}}).features.size() == 1);
}

TEST_CASE("a damaged GeoPackage never reads as a whole one", "[geopackage]")
{
    const TemporaryFolder folder;
    std::string rows =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO shore (geom, size, number, label) "
        "SELECT " +
        line_1_2_3_4 + ", i, i, hex(randomblob(20)) FROM n;";
    const std::string path = make_database(folder, "x.gpkg", standard_tables + add_layer("shore", 32751) + create_table("shore") + rows);
    std::ifstream in(path, std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    io::start_up();
    for (std::size_t percent = 1; percent < 100; percent += 7) {
        CAPTURE(percent);
        io::Session session;
        const std::string cut = write_file(folder, "cut.gpkg", whole.substr(0, whole.size() * percent / 100));
        CHECK(contains(refusal([&] { io::read_layer(session, {cut, {}, {}}); }), "3 "));
    }
}

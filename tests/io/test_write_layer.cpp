#include "src/io/write_layer.hpp"

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <iostream>
#include <limits>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/crs.hpp"
#include "src/io/formats.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_csv.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::bytes_of;
using tasi::testing::names_in;
using tasi::testing::TemporaryFolder;
using Names = std::set<std::string>;

namespace {

Instant at(int year, int month, int day)
{
    Instant i = *instant_of(year, month, day);
    i.date_only = true;
    return i;
}

/// Rows without geometry get one where the format needs it.
Layer fitted(Layer layer, const OutputFormat& format)
{
    for (Feature& feature : layer.features)
        if (!format.null_geometry && feature.geometry.lines.empty()) feature.geometry = Geometry::of(Polyline{{5, 5}, {6, 6}});
    return layer;
}

/// Lines near Dili with every type of cell, NULLs, accents, a time with milliseconds.
Layer lines()
{
    Layer layer;
    layer.name = "lines";
    layer.kind = Geometry::Kind::lines;
    layer.crs = crs_from_user("EPSG:32751");
    layer.fields = {{"id", FieldType::text, "Name"},
                    {"n", FieldType::integer},
                    {"rate", FieldType::real, "Rate", "m/yr"},
                    {"date", FieldType::date_time},
                    {"day", FieldType::date_time}};
    const Instant moment = *instant_of(2021, 6, 15, 1, 47, 13.542);
    layer.features = {
        {1,
         Geometry::of(Polyline{{783000.123456, 9053000.654321}, {783010.5, 9053020.25}}),
         {"Cristo Rei, \"Díli\" 東", std::int64_t{9007199254740993}, -1.0 / 3, moment, at(1999, 12, 31)}},
        {2,
         Geometry::of(std::vector<Polyline>{{{0, 0}, {1, 1}}, {{2, 2}, {3, 3}, {4, 5}}}),
         {std::monostate{}, std::monostate{}, std::monostate{}, std::monostate{}, std::monostate{}}},
        {3, {}, {"=1+2", std::int64_t{-7}, 1e-7, *instant_of(1970, 1, 1), at(2024, 2, 29)}},
    };
    return layer;
}

Layer table()
{
    Layer layer;
    layer.name = "table";
    layer.fields = {{"id", FieldType::text}, {"n", FieldType::integer}};
    for (std::int64_t i = 0; i < 5; ++i) layer.features.push_back({i, {}, {"t" + std::to_string(i), i}});
    return layer;
}

std::vector<const OutputFormat*> vector_formats()
{
    start_up();
    std::vector<const OutputFormat*> formats;
    for (const OutputFormat& format : output_formats())
        if (!format.raster) formats.push_back(&format);
    return formats;
}

void write(Session& session, const std::filesystem::path& target, const std::vector<Layer>& layers, bool overwrite = false)
{
    AtomicOutput output(target, overwrite, {});
    write_layers(session, output, layers);
    output.commit();
}

GDALDatasetUniquePtr opened(const std::filesystem::path& file)
{
    return GDALDatasetUniquePtr(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
}

/// The cell as ISO text or number, "NULL" for none.
std::string cell(const OGRFeature& row, const char* name)
{
    const int i = row.GetFieldIndex(name);
    if (i < 0) return "no field";
    if (!row.IsFieldSetAndNotNull(i)) return "NULL";
    const OGRFieldType type = row.GetFieldDefnRef(i)->GetType();
    if (type == OFTDateTime) {
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
        float second = 0;
        row.GetFieldAsDateTime(i, &year, &month, &day, &hour, &minute, &second, &zone);
        const std::string zone_name = zone == 100 ? "Z" : "?";
        return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:06.3f}{}", year, month, day, hour, minute, static_cast<double>(second),
                           zone_name);
    }
    if (type == OFTDate) return join(split(row.GetFieldAsString(i), '/'), "-");
    return row.GetFieldAsString(i);
}

}  // namespace

TEST_CASE("the suffix chooses the format, whatever its case", "[formats]")
{
    CHECK(format_for("a.GPKG", false).driver == "GPKG");
    CHECK(format_for("a.b.tif", true).driver == "COG");
    CHECK_THROWS_AS(format_for("a.tif", false), UsageError);
    CHECK_THROWS_AS(format_for("a.gpkg", true), UsageError);
    CHECK_THROWS_AS(format_for("gpkg", false), UsageError);
    CHECK_THROWS_AS(format_for("a.xlsx", false), UsageError);
}

TEST_CASE("every vector format gives back what was written", "[write_layer]")
{
    for (const OutputFormat* format : vector_formats()) {
        CAPTURE(format->suffix);
        const TemporaryFolder folder;
        const auto file = folder / ("lines" + format->suffix);
        Session session;
        write(session, file, {fitted(lines(), *format)});
        CHECK(session.warnings.empty());
        const auto dataset = opened(file);
        REQUIRE(dataset);
        OGRLayer& layer = *dataset->GetLayer(0);
        REQUIRE(layer.GetFeatureCount() == 3);
        std::vector<OGRFeatureUniquePtr> rows;
        for (auto& row : layer) rows.push_back(std::move(row));
        REQUIRE(rows.size() == 3);
        CHECK(cell(*rows[0], "id") == "Cristo Rei, \"Díli\" 東");
        CHECK(cell(*rows[0], "n") == "9007199254740993");
        CHECK(std::abs(CPLAtof(cell(*rows[0], "rate").c_str()) + 1.0 / 3) < 1e-15);
        CHECK(cell(*rows[0], "date") == "2021-06-15T01:47:13.542Z");
        CHECK(cell(*rows[0], "day") == "1999-12-31");
        const bool nulls = format->geometry;  // in CSV an empty cell is all there is
        for (const char* name : {"id", "n", "rate", "date", "day"}) CHECK(cell(*rows[1], name) == (nulls ? "NULL" : ""));
        CHECK(cell(*rows[2], "id") == (nulls ? "=1+2" : "'=1+2"));
        CHECK(cell(*rows[2], "n") == "-7");
        CHECK(CPLAtof(cell(*rows[2], "rate").c_str()) == 1e-7);
        if (!format->geometry) continue;
        CHECK(layer.GetSpatialRef()->GetAuthorityCode(nullptr) == std::string("32751"));
        const OGRGeometry* geometry = rows[0]->GetGeometryRef();
        const OGRLineString* line = wkbFlatten(geometry->getGeometryType()) == wkbMultiLineString
                                        ? geometry->toMultiLineString()->getGeometryRef(0)
                                        : geometry->toLineString();
        CHECK(std::abs(line->getX(0) - 783000.123456) < 1e-6);
        CHECK(std::abs(line->getY(0) - 9053000.654321) < 1e-6);
        CHECK(rows[1]->GetGeometryRef()->toMultiLineString()->getNumGeometries() == 2);
        CHECK((rows[2]->GetGeometryRef() == nullptr) == format->null_geometry);
    }
}

TEST_CASE("points and polygons with holes, single or multi, survive every format that holds geometry", "[write_layer]")
{
    const Polyline square{{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}, hole{{2, 2}, {4, 2}, {4, 4}, {2, 4}, {2, 2}};
    for (const OutputFormat* format : vector_formats())
        for (const bool multi : {false, true}) {
            if (!format->geometry) continue;
            CAPTURE(format->suffix, multi);
            const TemporaryFolder folder;
            Session session;
            Layer points = table(), polygons = table();
            points.multi = polygons.multi = multi;
            points.crs = polygons.crs = crs_from_user("EPSG:4326");
            points.kind = Geometry::Kind::points;
            polygons.kind = Geometry::Kind::polygons;
            for (Feature& f : points.features) f.geometry = Geometry::of(Point{125.5, -8.5 - 1e-8 * static_cast<double>(f.number)});
            for (Feature& f : polygons.features) f.geometry = Geometry::of(std::vector<Polygon>{{square, {hole}}});
            write(session, folder / ("points" + format->suffix), {points});
            write(session, folder / ("polygons" + format->suffix), {polygons});
            const auto one = opened(folder / ("points" + format->suffix)), two = opened(folder / ("polygons" + format->suffix));
            OGREnvelope box;
            REQUIRE(one->GetLayer(0)->GetExtent(&box, TRUE) == OGRERR_NONE);
            CHECK(std::abs(box.MinY + 8.5 + 4e-8) < 1e-11);
            for (auto& row : *two->GetLayer(0)) {
                const OGRGeometry* g = row->GetGeometryRef();
                CHECK((g->getDimension() == 2 && OGR_G_Area(OGRGeometry::ToHandle(const_cast<OGRGeometry*>(g))) == Approx(96)));
            }
        }
}

TEST_CASE("every format is written with the same bytes each time", "[write_layer]")
{
    const TemporaryFolder first, second;
    const auto formats = vector_formats();
    for (const OutputFormat* format : formats) {
        Session session;
        write(session, first / ("o" + format->suffix), {fitted(lines(), *format)});
        if (format == formats.front()) usleep(2'100'000);  // past the next second of the clock
        write(session, second / ("o" + format->suffix), {fitted(lines(), *format)});
    }
    for (const std::string& name : names_in(first.path())) {
        CAPTURE(name);
        CHECK(bytes_of(first / name) == bytes_of(second / name));
    }
    CHECK(names_in(first.path()) == Names{"o.gpkg", "o.shp", "o.shx", "o.dbf", "o.prj", "o.cpg", "o.geojson", "o.fgb", "o.csv"});
}

TEST_CASE("a Shapefile does not hold the day on which it was written", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    write(session, folder / "o.shp", {lines()});
    CHECK(bytes_of(folder / "o.dbf").substr(1, 3) == "\x64\x01\x01");  // 2000-01-01
}

TEST_CASE("of four processes that write one Shapefile at once one wins whole", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder, alone;
    Session session;
    write(session, alone / "o.shp", {lines()});
    for (int round = 0; round < 5; ++round) {
        std::vector<pid_t> children;
        for (int i = 0; i < 4; ++i)
            children.push_back(testing::start_child([&] {
                try {
                    Session own;
                    write(own, folder / "o.shp", {lines()});
                } catch (const OutputError&) {
                    return 6;
                }
                return 0;
            }));
        std::multiset<int> codes;
        for (const pid_t child : children) codes.insert(testing::exit_code_of(child));
        CHECK(codes == std::multiset<int>{0, 6, 6, 6});
        CHECK(names_in(folder.path()) == names_in(alone.path()));
        for (const std::string& name : names_in(alone.path())) {
            CHECK(bytes_of(folder / name) == bytes_of(alone / name));
            std::filesystem::remove(folder / name);
        }
    }
}

TEST_CASE("the layers of an output share a GeoPackage, and are siblings elsewhere", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    write(session, folder / "a.gpkg", {lines(), table()});
    CHECK(opened(folder / "a.gpkg")->GetLayerCount() == 2);
    CHECK(opened(folder / "a.gpkg")->GetLayerByName("table")->GetFeatureCount() == 5);
    write(session, folder / "b.csv", {lines(), table()});
    write(session, folder / "c.shp", {lines(), table()});
    CHECK(names_in(folder.path()) ==
          Names{"a.gpkg", "b.csv", "b_table.csv", "c.shp", "c.shx", "c.dbf", "c.prj", "c.cpg", "c_table.dbf", "c_table.cpg"});
    CHECK_THROWS_AS(write(session, folder / "d.shp", {table()}), UsageError);
}

TEST_CASE("an empty layer keeps its fields", "[write_layer]")
{
    for (const OutputFormat* format : vector_formats()) {
        CAPTURE(format->suffix);
        const TemporaryFolder folder;
        Session session;
        Layer empty = lines();
        empty.features.clear();
        write(session, folder / ("o" + format->suffix), {empty});
        const auto dataset = opened(folder / ("o" + format->suffix));
        REQUIRE(dataset);
        CHECK(dataset->GetLayer(0)->GetFeatureCount() == 0);
        if (format->driver != "GeoJSON") CHECK(dataset->GetLayer(0)->GetLayerDefn()->GetFieldIndex("rate") == 2);
    }
}

TEST_CASE("a GeoPackage carries aliases with units, and makes way for fields called fid and geom", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    Layer layer = lines();
    layer.fields[0].name = "fid";
    layer.fields[1].name = "GEOM";
    write(session, folder / "o.gpkg", {layer});
    const auto dataset = opened(folder / "o.gpkg");
    OGRLayer& read = *dataset->GetLayer(0);
    OGRLayer* aliases = dataset->ExecuteSQL("SELECT column_name, name FROM gpkg_data_columns ORDER BY 1", nullptr, nullptr);
    std::vector<std::string> stated;
    for (auto& row : *aliases) stated.push_back(row->GetFieldAsString(0) + std::string("=") + row->GetFieldAsString(1));
    dataset->ReleaseResultSet(aliases);
    CHECK(stated == std::vector<std::string>{"fid=Name", "rate=Rate (m/yr)"});
    CHECK(read.GetFIDColumn() == std::string("fid_"));
    CHECK(read.GetGeometryColumn() == std::string("geom_"));
    CHECK(read.GetLayerDefn()->GetFieldIndex("fid") == 0);
}

TEST_CASE("a Shapefile shortens long and doubled names and long text, and says so", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    Layer layer = lines();
    layer.fields[0].name = "população_total";
    layer.fields[1].name = "erosion_rate_a";
    layer.fields[2].name = "erosion_rate_b";
    layer.fields[3].name = "ID";
    layer.fields[4].name = "id";
    layer.features[0].values[0] = std::string(253, 'x') + "é";  // the letter would end at byte 255
    write(session, folder / "o.shp", {layer});
    const auto dataset = opened(folder / "o.shp");
    const OGRFeatureDefn& definition = *dataset->GetLayer(0)->GetLayerDefn();
    const std::vector<std::string> expected{"populaçã", "erosion_ra", "erosion__1", "ID", "id_1"};
    for (int i = 0; i < 5; ++i) CHECK(definition.GetFieldDefn(i)->GetNameRef() == expected[static_cast<std::size_t>(i)]);
    const OGRFeatureUniquePtr row(dataset->GetLayer(0)->GetNextFeature());
    CHECK(row->GetFieldAsString(0) == std::string(253, 'x'));
    std::vector<std::string> names;
    for (const Warning& warning : session.warnings.list()) names.push_back(warning.name);
    CHECK(std::set<std::string>(names.begin(), names.end()) == Names{"FIELD-NAME", "TEXT-CUT"});
}

TEST_CASE("large numbers lose decimals in a Shapefile, never digits; larger ones are refused", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    Layer layer = lines();
    layer.features[0].values[2] = -123456789012345.25;
    layer.features[0].values[1] = std::int64_t{999'999'999'999'999'999};
    write(session, folder / "o.shp", {layer});
    const auto dataset = opened(folder / "o.shp");
    const OGRFeatureUniquePtr row(dataset->GetLayer(0)->GetNextFeature());
    CHECK(row->GetFieldAsDouble(2) == -123456789012345.25);
    CHECK(row->GetFieldAsInteger64(1) == 999'999'999'999'999'999);
    layer.features[0].values[2] = 1e30;
    CHECK_THROWS_AS(write(session, folder / "p.shp", {layer}), OutputError);
    layer.features[0].values[2] = 0.0;
    layer.features[0].values[1] = std::numeric_limits<std::int64_t>::max();
    CHECK_THROWS_AS(write(session, folder / "p.shp", {layer}), OutputError);
    write(session, folder / "p.gpkg", {layer});
    CHECK_FALSE(std::filesystem::exists(folder / "p.shp"));
}

TEST_CASE("rows without geometry are refused by a format that would drop them", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    CHECK_THROWS_AS(write(session, folder / "o.fgb", {lines()}), OutputError);
    CHECK_THROWS_AS(write(session, folder / "o.fgb", {table()}), OutputError);
    CHECK(names_in(folder.path()).empty());
}

TEST_CASE("a format that cannot state the CRS refuses it", "[write_layer]")
{
    const std::string own =
        "PROJCRS[\"own\",BASEGEOGCRS[\"WGS 84\",DATUM[\"World Geodetic System 1984\",ELLIPSOID[\"WGS 84\",6378137,298.257223563]]],"
        "CONVERSION[\"own\",METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]],PARAMETER[\"Latitude of natural origin\",0],"
        "PARAMETER[\"Longitude of natural origin\",125.4],PARAMETER[\"Scale factor at natural origin\",1],"
        "PARAMETER[\"False easting\",500000],PARAMETER[\"False northing\",1000000]],CS[Cartesian,2],AXIS[\"E\",east],"
        "AXIS[\"N\",north],LENGTHUNIT[\"metre\",1]]";
    for (const OutputFormat* format : vector_formats()) {
        CAPTURE(format->suffix);
        const TemporaryFolder folder;
        Session session;
        Layer layer = fitted(lines(), *format);
        layer.crs = crs_from_wkt(own, "own");
        if (format->driver == "GeoJSON")
            CHECK_THROWS_AS(write(session, folder / ("o" + format->suffix), {layer}), OutputError);
        else
            write(session, folder / ("o" + format->suffix), {layer});
        CHECK(names_in(folder.path()).empty() == (format->driver == "GeoJSON"));
    }
}

TEST_CASE("cells that are not what their field says are a bug, not a number", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    for (const Value& wrong : {Value{"text"}, Value{std::numeric_limits<double>::infinity()}, Value{*instant_of(2020, 1, 1)}}) {
        Layer layer = lines();
        layer.features[0].values[2] = wrong;
        CHECK_THROWS_AS(write(session, folder / "o.gpkg", {layer}), BugError);
    }
    Layer ragged = lines(), placeless = lines(), mixed = lines();
    ragged.features[1].values.pop_back();
    placeless.crs = {};
    mixed.features[0].geometry = Geometry::of(Point{1, 2});
    for (const Layer& layer : {ragged, placeless, mixed}) CHECK_THROWS_AS(write(session, folder / "o.gpkg", {layer}), BugError);
    Layer nan = lines();
    nan.features[0].values[2] = std::nan("");
    write(session, folder / "nan.gpkg", {nan});
    CHECK(names_in(folder.path()) == Names{"nan.gpkg"});
}

TEST_CASE("CSV is quoted after RFC 4180, without formulas, with WKT in the last column", "[write_layer]")
{
    const TemporaryFolder folder;
    Session session;
    Layer layer = lines();
    layer.fields[4].name = "wkt";
    layer.features.resize(1);
    for (const char* text : {"-5.2", "-x", "@a", "+61 4", "a\nb", "\tq"})
        layer.features.push_back({0, {}, {text, std::int64_t{-1}, -2.5, std::monostate{}, std::monostate{}}});
    write(session, folder / "o.csv", {layer});
    CHECK(bytes_of(folder / "o.csv") ==
          "id,n,rate,date,wkt,wkt_\n"
          "\"Cristo Rei, \"\"Díli\"\" 東\",9007199254740993,-0.3333333333333333,2021-06-15T01:47:13.542Z,1999-12-31,"
          "\"MULTILINESTRING ((783000.123456 9053000.654321, 783010.5 9053020.25))\"\n"
          "-5.2,-1,-2.5,,,\n'-x,-1,-2.5,,,\n'@a,-1,-2.5,,,\n'+61 4,-1,-2.5,,,\n\"a\nb\",-1,-2.5,,,\n'\tq,-1,-2.5,,,\n");
    CHECK(well_known_text(Geometry::of(Point{1, 2.5}), false) == "POINT (1 2.5)");
    CHECK(well_known_text(Geometry::of(Point{1, 2.5}), true) == "MULTIPOINT ((1 2.5))");
    CHECK(well_known_text(Geometry::of(std::vector<Polygon>{{{{0, 0}, {1, 0}, {0, 1}, {0, 0}}, {}}}), true) ==
          "MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)))");
}

TEST_CASE("a name of 255 bytes and a suffix in capitals work in every format", "[write_layer]")
{
    for (const OutputFormat* format : vector_formats()) {
        CAPTURE(format->suffix);
        const TemporaryFolder folder;
        Session session;
        const std::string name = std::string(255 - format->suffix.size(), 'n') + format->suffix;
        write(session, folder / name, {fitted(lines(), *format)});
        CHECK(names_in(folder.path()).contains(name));
        std::string capitals = "O" + format->suffix;
        for (char& c : capitals) c = static_cast<char>(std::toupper(c));
        write(session, folder / capitals, {fitted(lines(), *format)});
        const auto dataset = opened(folder / capitals);
        CHECK((dataset && dataset->GetLayer(0)->GetFeatureCount() == 3));
    }
}

TEST_CASE("layers in a folder output are written where they are named", "[write_layer]")
{
    start_up();
    const TemporaryFolder folder;
    Session session;
    AtomicOutput output(folder / "study", false, {}, AtomicOutput::Kind::folder);
    write_layers(session, output.working_path("maps/a.gpkg"), {lines()});
    write_layers(session, output.working_path("tables/b.csv"), {table()});
    CHECK(output.written() == std::vector<std::string>{"maps/a.gpkg", "tables/b.csv"});
    output.commit();
    CHECK(opened(folder / "study/maps/a.gpkg")->GetLayer(0)->GetFeatureCount() == 3);
}

namespace {

Layer many_lines()
{
    Layer layer = lines();
    const Feature first = layer.features[0];
    layer.features.assign(3000, first);
    return layer;
}

/// Exit code of writing under the resource that `limit` takes away, in a child.
int code_of_writing(const std::filesystem::path& target, const std::function<void()>& limit)
{
    return testing::exit_code_of(testing::start_child([&] {
        signal(SIGXFSZ, SIG_IGN);
        limit();
        try {
            Session session;
            write(session, target, {many_lines()});
        } catch (const OutputError&) {
            return 6;
        }
        return 0;
    }));
}

}  // namespace

TEST_CASE("a file-size limit at any point fails every format and leaves nothing", "[write_layer]")
{
    for (const OutputFormat* format : vector_formats()) {
        const TemporaryFolder folder;
        Session session;
        write(session, folder / ("whole" + format->suffix), {many_lines()});
        const auto size = std::filesystem::file_size(folder / ("whole" + format->suffix));
        for (const int percent : {0, 1, 30, 60, 90, 99}) {
            CAPTURE(format->suffix, percent);
            const TemporaryFolder small;
            const rlimit limit{size * static_cast<unsigned>(percent) / 100, size};
            CHECK(code_of_writing(small / ("o" + format->suffix), [&] { setrlimit(RLIMIT_FSIZE, &limit); }) == 6);
            CHECK(names_in(small.path()).empty());
        }
    }
}

TEST_CASE("a full disk fails every format and leaves nothing", "[write_layer]")
{
    for (const OutputFormat* format : vector_formats())
        for (const char* size : {"size=8k", "size=64k", "size=200k"}) {
            CAPTURE(format->suffix, size);
            const TemporaryFolder disk;
            if (mount("tmpfs", disk.path().c_str(), "tmpfs", 0, size) != 0) {
                std::cout << "skipped: a full disk needs the right to mount\n";
                return;
            }
            CHECK(code_of_writing(disk / ("o" + format->suffix), [] {}) == 6);
            CHECK(names_in(disk.path()).empty());
            umount(disk.path().c_str());
        }
}

#include <cstdint>

#include "src/io/layer_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

std::string big_endian(std::uint32_t value)
{
    std::string bytes;
    for (int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift & 0xFF);
    return bytes;
}

std::string little_endian(std::uint32_t value, int size = 4)
{
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
    return bytes;
}

std::string real(double value) { return std::string(reinterpret_cast<const char*>(&value), sizeof value); }

/// A shapefile of points (1, 2), (2, 2), ... with a text column, a number column and a date column, byte by byte.
struct PointShapefile {
    std::vector<std::string> texts{"one", "two"}, numbers{"1.5", ""}, dates{"20200229", ""};
    std::vector<bool> deleted{false, false};
    char code_page = 0;

    static std::string header(std::size_t bytes)
    {
        std::string h = big_endian(9994) + std::string(20, '\0') + big_endian(static_cast<std::uint32_t>(bytes / 2)) + little_endian(1000) +
                        little_endian(1);
        return h + real(1) + real(2) + real(9) + real(2) + std::string(32, '\0');
    }
    std::string shp() const
    {
        std::string body;
        for (std::size_t i = 0; i < texts.size(); ++i)
            body += big_endian(static_cast<std::uint32_t>(i) + 1) + big_endian(10) + little_endian(1) + real(1.0 + static_cast<double>(i)) +
                    real(2);
        return header(100 + body.size()) + body;
    }
    std::string shx() const
    {
        std::string body;
        for (std::size_t i = 0; i < texts.size(); ++i) body += big_endian(static_cast<std::uint32_t>(50 + 14 * i)) + big_endian(10);
        return header(100 + body.size()) + body;
    }
    static std::string column(std::string name, char type, int width, int decimals)
    {
        name.resize(11, '\0');
        return name + type + std::string(4, '\0') + static_cast<char>(width) + static_cast<char>(decimals) + std::string(14, '\0');
    }
    std::string dbf() const
    {
        std::string bytes = "\x03\x7e\x01\x01" + little_endian(static_cast<std::uint32_t>(texts.size())) +
                            little_endian(32 + 3 * 32 + 1, 2) + little_endian(1 + 10 + 8 + 8, 2) + std::string(17, '\0') + code_page +
                            std::string(2, '\0');
        bytes += column("label", 'C', 10, 0) + column("size", 'N', 8, 2) + column("day", 'D', 8, 0) + "\r";
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto padded = [](std::string cell, std::size_t width) {
                cell.resize(width, ' ');
                return cell;
            };
            bytes += (deleted[i] ? '*' : ' ') + padded(texts[i], 10) + padded(numbers[i], 8) + padded(dates[i], 8);
        }
        return bytes + "\x1a";
    }
};

const std::string utm_51_south =
    "PROJCS[\"WGS_1984_UTM_Zone_51S\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM["
    "\"Greenwich\",0.0],"
    "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_"
    "Northing\",10000000.0],"
    "PARAMETER[\"Central_Meridian\",123.0],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

/// Reads a shapefile made of the parts given (an empty part is not written).
Layer read_parts(io::Session& session, const std::string& shp, const std::string& shx, const std::string& dbf,
                 const std::string& prj = utm_51_south, const std::string& cpg = {})
{
    const TemporaryFolder folder;
    const std::string path = write_file(folder, "points.shp", shp);
    if (!shx.empty()) write_file(folder, "points.shx", shx);
    if (!dbf.empty()) write_file(folder, "points.DBF", dbf);
    if (!prj.empty()) write_file(folder, "points.prj", prj);
    if (!cpg.empty()) write_file(folder, "points.cpg", cpg);
    io::start_up();
    return io::read_layer(session, {path, {}, {}});
}

Layer read_whole(io::Session& session, const PointShapefile& s, const std::string& cpg = {})
{
    return read_parts(session, s.shp(), s.shx(), s.dbf(), utm_51_south, cpg);
}

std::string refusal_of(const PointShapefile& s)
{
    io::Session session;
    return refusal([&] { read_whole(session, s); });
}

}  // namespace

TEST_CASE("a shapefile made by hand reads: points, text, numbers, dates, NULLs and CRS", "[shapefile]")
{
    io::Session session;
    const Layer layer = read_whole(session, {});
    CHECK(layer.kind == Geometry::Kind::points);
    CHECK(layer.crs.name == "EPSG:32751");
    REQUIRE(layer.features.size() == 2);
    CHECK(layer.features[1].geometry.points == std::vector<Point>{{2, 2}});
    CHECK(layer.features[0].values == std::vector<Value>{std::string("one"), 1.5, *instant_of(2020, 2, 29)});
    CHECK(layer.features[1].values == std::vector<Value>{std::string("two"), Value{}, Value{}});
    CHECK(std::get<Instant>(layer.features[0].values[2]).date_only);
    CHECK(session.warnings.empty());
}

TEST_CASE("a shapefile with a part missing or cut is refused, naming the part", "[shapefile]")
{
    const PointShapefile s;
    const std::string shp = s.shp(), shx = s.shx(), dbf = s.dbf();
    io::Session session;
    const auto refused = [&](const std::string& a, const std::string& b, const std::string& c) {
        return refusal([&] { read_parts(session, a, b, c); });
    };
    CHECK(contains(refused(shp, "", dbf), "3 SHAPEFILE its .shx part is missing"));
    CHECK(contains(refused(shp, shx, ""), "3 SHAPEFILE its .dbf part is missing"));
    CHECK(contains(refused(shp, shx.substr(0, 90), dbf), "3 SHAPEFILE its .shx part"));
    CHECK(contains(refused(shp, shx.substr(0, 110), dbf), "3 SHAPEFILE its .shx part is truncated"));
    CHECK(contains(refused(shp.substr(0, shp.size() - 1), shx, dbf), "3 SHAPEFILE its .shp part is truncated: record 2"));
    CHECK(contains(refused(shp, shx, dbf.substr(0, 10)), "3 SHAPEFILE its .dbf part is truncated"));
    CHECK(contains(refused(shp, shx, dbf.substr(0, dbf.size() - 20)),
                   "3 SHAPEFILE its .dbf part is truncated: 2 records are announced, 1 are there"));
    CHECK(contains(refused("not a shapefile at all", shx, dbf), "3 SHAPEFILE is not a shapefile"));
    CHECK(contains(refusal([&] { read_parts(session, shp, shx, dbf, ""); }),
                   "4 CRS layer has no CRS (its .prj part is missing or empty); give --assume-crs EPSG:nnnn"));

    PointShapefile longer = s;
    longer.texts.emplace_back("three"), longer.numbers.emplace_back("3"), longer.dates.emplace_back(""), longer.deleted.push_back(false);
    CHECK(contains(refused(shp, shx, longer.dbf()), "3 SHAPEFILE record counts mismatch: 2 in its .shx part, 3 in its .dbf part"));
}

TEST_CASE("cells that GDAL would turn into NULL or 0 are refused", "[shapefile]")
{
    PointShapefile missing;  // as GDAL and shapelib write a missing number
    missing.numbers[1] = "********";
    CHECK(refusal_of(missing) == "done");
    PointShapefile overflow;
    overflow.numbers[1] = "***12";
    CHECK(contains(refusal_of(overflow), "4 NUMBER record 2 of its .dbf part, column size: '***12' is not a number"));
    PointShapefile comma;
    comma.numbers[0] = "1,5";
    CHECK(contains(refusal_of(comma), "'1,5' is not a number"));
    PointShapefile february;
    february.dates[0] = "20230230";
    CHECK(contains(refusal_of(february), "4 DATE record 1 of its .dbf part, column day: '20230230' is not a date"));
    PointShapefile zeros;
    zeros.dates[0] = "00000000";
    CHECK(refusal_of(zeros) == "done");
}

TEST_CASE("deleted records are not features", "[shapefile]")
{
    PointShapefile s;
    s.deleted[0] = true;
    s.numbers[0] = "***";
    io::Session session;
    const Layer layer = read_whole(session, s);
    REQUIRE(layer.features.size() == 1);
    CHECK(text_of(layer.features[0].values[0]) == "two");
}

TEST_CASE("text without .cpg is UTF-8 where it can be, else Windows-1252 with a warning", "[shapefile]")
{
    PointShapefile windows;
    windows.texts = {"D\xEDli \x96", "caf\xE9"};
    io::Session session;
    const Layer layer = read_whole(session, windows);
    CHECK(text_of(layer.features[0].values[0]) == "D\xC3\xADli \xE2\x80\x93");
    CHECK(text_of(layer.features[1].values[0]) == "caf\xC3\xA9");
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "ENCODING");

    PointShapefile utf8;
    utf8.texts = {"D\xC3\xADli", "x"};
    io::Session quiet;
    CHECK(text_of(read_whole(quiet, utf8).features[0].values[0]) == "D\xC3\xADli");
    CHECK(text_of(read_whole(quiet, windows, "1252").features[1].values[0]) == "caf\xC3\xA9");
    CHECK(quiet.warnings.empty());
    CHECK(contains(refusal([&] { read_whole(quiet, windows, "UTF-8"); }), "4 ENCODING feature 0 has text that is not UTF-8"));
}

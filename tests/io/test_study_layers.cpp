#include "src/io/study_layers.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// A dated line layer by hand: one feature per date, 100 m long.
Layer lines_dated(const std::vector<std::string>& dates, const std::string& field = "date")
{
    Layer layer = column(field, dates);
    layer.kind = Geometry::Kind::lines;
    for (Feature& feature : layer.features) feature.geometry = Geometry::of(Polyline{{0, 0}, {0, 100}});
    return layer;
}

void add_column(Layer& layer, const Field& field, const std::vector<Value>& values)
{
    layer.fields.push_back(field);
    for (std::size_t i = 0; i < layer.features.size(); ++i) layer.features[i].values.push_back(values[i]);
}

/// Transects to the east, 100 m apart, 500 m long; `reversed` are drawn the other way round.
Layer transects_north(int count, const std::vector<int>& reversed = {})
{
    Layer layer;
    layer.kind = Geometry::Kind::lines;
    for (int i = 0; i < count; ++i) {
        Polyline line{{0, 100.0 * i}, {500, 100.0 * i}};
        if (std::find(reversed.begin(), reversed.end(), i) != reversed.end()) std::swap(line[0], line[1]);
        layer.features.push_back({i + 1, Geometry::of(line), {}});
    }
    return layer;
}

std::string shoreline_refusal(const Layer& layer, const io::FieldChoice& choice = {})
{
    io::Session session;
    return refusal([&] { io::shorelines_from(session, layer, "x.gpkg", choice); });
}

std::string transect_refusal(const Layer& layer, const io::FieldChoice& choice = {})
{
    io::Session session;
    return refusal([&] { io::transects_from(session, layer, "x.gpkg", choice, false); });
}

/// A table of text cells as read_csv makes it.
Layer table(const std::vector<std::vector<std::string>>& rows)
{
    Layer layer;
    for (const std::string& name : rows[0]) layer.fields.push_back({name, FieldType::text, {}, {}});
    for (std::size_t i = 1; i < rows.size(); ++i) {
        Feature feature{static_cast<std::int64_t>(i) + 1, {}, {}};
        for (const std::string& cell : rows[i]) feature.values.push_back(cell.empty() ? Value{} : Value{cell});
        layer.features.push_back(feature);
    }
    return layer;
}

std::vector<Position> positions_in(const Layer& layer, const io::FieldChoice& choice = {})
{
    io::Session session;
    return io::positions_from(session, layer, "x.csv", choice);
}

std::string position_refusal(const std::string& field, const std::string& cell)
{
    return refusal([&] {
        positions_in(
            table({{"transect", "date", "distance_m", field}, {"T1", "2016-01-10", "300", "5"}, {"T1", "2018-03-02", "296", cell}}));
    });
}

}  // namespace

TEST_CASE("shorelines take date, uncertainty and sensor from the names that other programs use", "[study]")
{
    for (const std::string name : {"date", "DATE_", "DSAS_date", "dates", "Datetime"}) {
        CAPTURE(name);
        Layer layer = lines_dated({"04/27/1988", "11/11/2009"}, name);
        add_column(layer, {"DSAS_uncy", FieldType::real, {}, {}}, {15.0, Value{}});
        add_column(layer, {"satname", FieldType::text, {}, {}}, {std::string("L5"), std::string("S2")});
        io::Session session;
        const auto shorelines = io::shorelines_from(session, layer, "x.shp", {});
        REQUIRE(shorelines.size() == 2);
        CHECK(shorelines[0].date.iso() == "1988-04-27");
        CHECK(shorelines[0].uncertainty_m == 15.0);
        CHECK(std::isnan(shorelines[1].uncertainty_m));
        CHECK(shorelines[1].sensor == "S2");
        CHECK(shorelines[0].scene_id == "1988-04-27_1");
        CHECK(shorelines[1].scene_id == "2009-11-11_2");
        CHECK(shorelines[0].lines == std::vector<Polyline>{{{0, 0}, {0, 100}}});
    }
}

TEST_CASE("our own shoreline layer reads back equal", "[study]")
{
    Shoreline full;
    full.scene_id = "LC08_1";
    full.date = *instant_of(2021, 6, 15, 1, 47, 13.542);
    full.sensor = "landsat-8";
    full.index = "mndwi";
    full.method = "contour";
    full.threshold = 0.03;
    full.separability = 0.91;
    full.cloud_pct = 12.5;
    full.uncertainty_m = 7.25;
    full.flags = {"short", "pieces: 3, small"};
    full.shift_e_m = -2.5;
    full.shift_n_m = 0;
    full.lines = {{{0, 0}, {3, 4}}, {{10, 0}, {10, 1}, {10, 3}}};
    Shoreline bare;
    bare.scene_id = "x";
    bare.date = *instant_of(2022, 1, 1);
    bare.date.date_only = true;
    bare.lines = {{{0, 0}, {1, 0}}};

    const Layer layer = io::layer_of({full, bare}, Crs{});
    CHECK(layer.name == "shorelines");
    std::vector<std::string> names;
    for (const Field& field : layer.fields) names.push_back(field.name);
    CHECK(join(names, " ") ==
          "scene_id date sensor index method threshold sep cloud_pct uncert_m shift_e_m shift_n_m length_m n_vertices flags");
    CHECK(layer.features[0].values[9] == Value{-2.5});
    CHECK(layer.features[1].values[9] == Value{});  // not moved is not a shift of 0
    CHECK(layer.features[0].values[11] == Value{8.0});
    CHECK(layer.features[0].values[12] == Value{std::int64_t{5}});
    CHECK(layer.features[1].values[5] == Value{});

    io::Session session;
    const auto back = io::shorelines_from(session, layer, "x.gpkg", {});
    REQUIRE(back.size() == 2);
    CHECK(session.warnings.empty());
    CHECK(back[0].scene_id == full.scene_id);
    CHECK(back[0].date == full.date);
    CHECK(back[0].sensor == full.sensor);
    CHECK(back[0].index == full.index);
    CHECK(back[0].method == full.method);
    CHECK(back[0].threshold == full.threshold);
    CHECK(back[0].separability == full.separability);
    CHECK(back[0].shift_e_m == full.shift_e_m);
    CHECK(back[0].shift_n_m == full.shift_n_m);
    CHECK(std::isnan(back[1].shift_e_m));
    CHECK(back[0].cloud_pct == full.cloud_pct);
    CHECK(back[0].uncertainty_m == full.uncertainty_m);
    CHECK(back[0].flags == full.flags);
    CHECK(back[0].lines == full.lines);
    CHECK(back[1].date.date_only);
    CHECK(std::isnan(back[1].threshold));
    CHECK(back[1].flags.empty());
}

TEST_CASE("a dated shoreline without geometry stays, with a warning: its date is a missing position", "[study]")
{
    Layer layer = lines_dated({"2016-01-10", "2018-03-02"});
    layer.features[1].geometry = {};
    io::Session session;
    const auto shorelines = io::shorelines_from(session, layer, "x.gpkg", {});
    CHECK(shorelines[1].lines.empty());
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "EMPTY");
}

TEST_CASE("a layer that cannot be shorelines is refused", "[study]")
{
    Layer points = lines_dated({"2016-01-10"});
    points.features[0].geometry = Geometry::of(Point{1, 2});
    CHECK(contains(shoreline_refusal(points), "4 GEOMETRY feature 2 is a point: the geometry type"));
    CHECK(contains(shoreline_refusal(column("date", {"2016-01-10"})), "4 GEOMETRY a table without geometry"));
    CHECK(contains(shoreline_refusal(lines_dated({})), "5 EMPTY the layer has no features"));
    CHECK(contains(shoreline_refusal(lines_dated({"2016-01-10"}, "when")),
                   "4 FIELD there is no date column; the columns are: when; name it with --date-field"));
    CHECK(contains(shoreline_refusal(lines_dated({"2016-01-10"}), {.date = "day"}),
                   "2 FIELD there is no field 'day' for the date; choose one of: date"));
    CHECK(shoreline_refusal(lines_dated({"2016-01-10"}, "when"), {.date = "WHEN"}) == "done");
}

TEST_CASE("an uncertainty that is no uncertainty is refused", "[study]")
{
    for (const Value& value :
         {Value{0.0}, Value{-3.0}, Value{std::string("high")}, Value{std::int64_t{-9999}}, Value{HUGE_VAL}, Value{9999.0}}) {
        Layer layer = lines_dated({"2016-01-10"});
        add_column(layer, {"UNCERTAINTY", FieldType::real, {}, {}}, {value});
        CHECK(contains(shoreline_refusal(layer), "4 UNCERTAINTY feature 2, column UNCERTAINTY: '"));
    }
}

TEST_CASE("transects run from their first vertex to their last, or back when flipped", "[study]")
{
    Layer layer = transects_north(3);
    add_column(layer, {"TransectID", FieldType::real, {}, {}}, {1.0, 2.0, 10.0});
    io::Session session;
    const auto transects = io::transects_from(session, layer, "x.gpkg", {}, false);
    CHECK(transects[2].id == "10");
    CHECK(transects[2].order == 2);
    CHECK(transects[2].landward == Point{0, 200});
    CHECK(transects[2].seaward == Point{500, 200});
    const auto flipped = io::transects_from(session, layer, "x.gpkg", {}, true);
    CHECK(flipped[2].landward == Point{500, 200});
    CHECK(session.warnings.empty());
}

TEST_CASE("transects without an id field are numbered from 1 in the order of the file", "[study]")
{
    io::Session session;
    const auto transects = io::transects_from(session, transects_north(3), "x.gpkg", {}, false);
    CHECK(transects[0].id == "1");
    CHECK(transects[2].id == "3");
}

TEST_CASE("our own transect layer reads back equal", "[study]")
{
    std::vector<Transect> transects(2);
    for (int i : {0, 1}) {
        auto& t = transects[static_cast<std::size_t>(i)];
        t.id = "T" + std::to_string(i);
        t.baseline = "B7";
        t.order = 4 + i;
        t.landward = {0, 100.0 * i};
        t.seaward = {300, 100.0 * i};
    }
    const Layer layer = io::layer_of(transects, Crs{});
    std::vector<std::string> names;
    for (const Field& field : layer.fields) names.push_back(field.name);
    CHECK(join(names, " ") == "transect baseline order azimuth length_m baseline_m flags");
    CHECK(layer.features[0].values[3] == Value{90.0});
    CHECK(layer.features[0].values[4] == Value{300.0});
    io::Session session;
    const auto back = io::transects_from(session, layer, "x.gpkg", {}, false);
    CHECK(back[1].id == "T1");
    CHECK(back[1].baseline == "B7");
    CHECK(back[1].order == 5);
    CHECK(back[1].landward == transects[1].landward);
    CHECK(back[1].seaward == transects[1].seaward);
}

TEST_CASE("a transect that is no straight line of its own is refused", "[study]")
{
    const auto with = [](Geometry geometry) {
        Layer layer = transects_north(3);
        layer.features[1].geometry = std::move(geometry);
        return transect_refusal(layer);
    };
    CHECK(contains(with(Geometry::of(Polyline{{5, 5}, {5, 5}})), "4 TRANSECT feature 2 has length 0"));
    CHECK(contains(with(Geometry::of(Polyline{{0, 100}, {250, 130}, {500, 100}})), "feature 2 is bent"));
    CHECK(contains(with(Geometry::of(std::vector<Polyline>{{{0, 100}, {250, 100}}, {{300, 100}, {500, 100}}})), "feature 2 has 2 parts"));
    CHECK(contains(with(Geometry{}), "feature 2 has an empty geometry"));
    CHECK(contains(with(Geometry::of(Point{1, 1})), "geometry type"));
    CHECK(with(Geometry::of(Polyline{{0, 100}, {250, 100}, {500, 100}})) == "done");
    CHECK(contains(transect_refusal(transects_north(0)), "5 EMPTY the layer has no features"));

    Layer twice = transects_north(3);
    add_column(twice, {"name", FieldType::text, {}, {}}, {std::string("a"), std::string("b"), std::string("a")});
    CHECK(contains(transect_refusal(twice), "feature 3 has the duplicate transect id 'a' of feature 1"));
    Layer nameless = transects_north(2);
    add_column(nameless, {"name", FieldType::text, {}, {}}, {std::string("a"), Value{}});
    CHECK(contains(transect_refusal(nameless), "feature 2 has no id"));
}

TEST_CASE("a transect drawn against its neighbours is refused, wherever it stands", "[study]")
{
    for (int reversed : {0, 1, 3, 6}) {
        CAPTURE(reversed);
        CHECK(contains(transect_refusal(transects_north(7, {reversed})), "feature " + std::to_string(reversed + 1) + " (transect '" +
                                                                             std::to_string(reversed + 1) +
                                                                             "') has a direction against its neighbours"));
    }
}

TEST_CASE("a coast that turns round its tip keeps its transects, with a warning where it is sharp", "[study]")
{
    io::Session session;
    Layer round = transects_north(0);
    for (int i = 0; i < 12; ++i) {
        const double a = i * 3.14159265358979 / 6;
        round.features.push_back(
            {i, Geometry::of(Polyline{{100 * std::cos(a), 100 * std::sin(a)}, {500 * std::cos(a), 500 * std::sin(a)}}), {}});
    }
    CHECK(io::transects_from(session, round, "x.gpkg", {}, false).size() == 12);
    CHECK(session.warnings.empty());
    CHECK(io::transects_from(session, transects_north(6, {3, 4, 5}), "x.gpkg", {}, false).size() == 6);
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "DIRECTION");
}

TEST_CASE("positions come from a table; an empty distance is a missing position", "[study]")
{
    const auto positions = positions_in(table({{"transect", "date", "distance_m", "uncert_m", "sensor", "crossings", "flags"},
                                               {"T1", "2016-01-10", "300.5", "8", "S2", "2", "several crossings; late"},
                                               {" T1 ", "2018-03-02T10:00:00Z", "", "", "", "", ""}}));
    REQUIRE(positions.size() == 2);
    CHECK(positions[0].distance_m == 300.5);
    CHECK(positions[0].uncertainty_m == 8.0);
    CHECK(positions[0].crossings == 2);
    CHECK(positions[0].flags == std::vector<std::string>{"several crossings", "late"});
    CHECK(positions[1].transect == "T1");
    CHECK_FALSE(positions[1].distance_m.has_value());
    CHECK_FALSE(positions[1].uncertainty_m.has_value());
    CHECK(positions[1].date.iso() == "2018-03-02T10:00:00Z");
}

TEST_CASE("our own positions read back equal", "[study]")
{
    Position p;
    p.transect = "T1";
    p.date = *instant_of(2021, 6, 15, 1, 47, 13.542);
    p.distance_m = -12.25;
    p.uncertainty_m = 4;
    p.raw_m = -10.5;
    p.tide_m = 0;
    p.slope = 0.08;
    p.sensor = "s";
    p.scene_id = "id";
    p.crossings = 3;
    p.flags = {"a", "b"};
    Position missing;
    missing.transect = "T2";
    missing.date = *instant_of(2020, 1, 1);
    const Layer layer = io::layer_of({p, missing});
    std::vector<std::string> names;
    for (const Field& field : layer.fields) names.push_back(field.name);
    CHECK(join(names, ",") == "transect,date,distance_m,uncert_m,raw_m,tide_m,slope,sensor,scene_id,crossings,flags");
    CHECK(layer.features[1].values[2] == Value{});
    const auto back = positions_in(layer);
    CHECK(back[0].transect == p.transect);
    CHECK(back[0].date == p.date);
    CHECK(back[0].distance_m == p.distance_m);
    CHECK(back[0].uncertainty_m == p.uncertainty_m);
    CHECK(back[0].raw_m == p.raw_m);
    CHECK(back[0].tide_m == p.tide_m);
    CHECK(back[0].slope == p.slope);
    CHECK(back[0].sensor == p.sensor);
    CHECK(back[0].scene_id == p.scene_id);
    CHECK(back[0].crossings == p.crossings);
    CHECK(back[0].flags == p.flags);
    CHECK_FALSE(back[1].distance_m.has_value());
}

TEST_CASE("a cell that is not wholly a number is refused, naming row, column and value", "[study]")
{
    CHECK(contains(position_refusal("tide_m", "N/A"), "4 NUMBER row 3, column tide_m: 'N/A' is not a number"));
    for (const char* cell : {"300m", "296 ft", "1,300.5", "0x10", "1d2", "nan", "inf", "--5", "1 2", "1.2.3"}) {
        CAPTURE(cell);
        CHECK(contains(position_refusal("raw_m", cell), "4 NUMBER row 3, column raw_m: '"));
    }
    for (const char* cell : {"1e2", "-0.5", " 7 ", "+3"}) CHECK(position_refusal("raw_m", cell) == "done");
    CHECK(contains(position_refusal("crossings", "1.5"), "4 NUMBER"));
    CHECK(contains(position_refusal("crossings", "-1"), "4 NUMBER"));
}

TEST_CASE("numbers that stand for no data are refused", "[study]")
{
    for (const char* cell : {"-9999", "-9999.0", "-99999", "9999", "-32768", "-999", "1e20", "-3.4028234663852886e+38"}) {
        CAPTURE(cell);
        CHECK(contains(position_refusal("raw_m", cell), "is a NoData value"));
    }
    CHECK(position_refusal("raw_m", "1000000000.25") == "done");
    CHECK(position_refusal("raw_m", "-9998.7") == "done");
}

TEST_CASE("positions without what they need are refused", "[study]")
{
    const auto refused = [](const Layer& layer, const io::FieldChoice& choice = {}) {
        return refusal([&] { positions_in(layer, choice); });
    };
    CHECK(contains(refused(table({{"site", "date", "distance_m"}, {"T1", "2016-01-10", "1"}})),
                   "4 FIELD there is no transect column; the columns are: site, date, distance_m"));
    CHECK(contains(refused(table({{"transect", "date", "dist"}, {"T1", "2016-01-10", "1"}})), "4 FIELD there is no distance_m column"));
    CHECK(contains(refused(table({{"transect", "date", "distance_m"}, {"", "2016-01-10", "1"}})), "row 2 names no transect"));
    CHECK(contains(refused(table({{"transect", "date", "distance_m"}})), "5 EMPTY"));
    CHECK(contains(refused(table({{"transect", "date", "distance_m"}, {"T1", "2016-01-10", "1"}}), {.id = "no"}), "2 FIELD"));
    CHECK(refused(table({{"TransectID", "DATE_", "distance"}, {"T1", "2016-01-10", "1"}})) == "done");
}

#include "src/io/layer_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

/// Reads a layer of the reference data; an empty layer when it is not there.
Layer layer_in(io::Session& session, const std::string& name)
{
    const auto path = shared("data/" + name);
    if (path.empty()) return {};
    io::start_up();
    return io::read_layer(session, {path.string(), {}, {}});
}

}  // namespace

TEST_CASE("DSAS shorelines read with dates, uncertainties and CRS", "[real]")
{
    io::Session session;
    const Layer layer = layer_in(session, "dsas_qscat_aringay_baselines_2_4/input/Shorelines.shp");
    if (layer.features.empty()) return;
    CHECK(layer.crs.name == "EPSG:32651");
    const auto shorelines = io::shorelines_from(session, layer, "Shorelines.shp", {});
    REQUIRE(shorelines.size() == 4);
    CHECK(shorelines[0].date.iso() == "1977-01-01");
    CHECK(shorelines[1].date.iso() == "1988-04-27");
    CHECK(shorelines[3].date.iso() == "2022-11-27");
    CHECK(shorelines[0].uncertainty_m == 25.0);
    CHECK(shorelines[3].uncertainty_m == 15.0);
    CHECK(session.warnings.empty());
    for (const char* baseline : {"Baseline2", "Baseline4"})
        CHECK(layer_in(session, std::string("dsas_qscat_aringay_baselines_2_4/input/") + baseline + ".shp").features.size() == 1);
}

TEST_CASE("CoastSat shorelines and transects read from GeoJSON with an old crs member", "[real]")
{
    io::Session session;
    const Layer layer = layer_in(session, "coastsat_narrabeen/narrabeen_shorelines.geojson");
    if (layer.features.empty()) return;
    CHECK(layer.crs.name == "EPSG:28356");
    const auto shorelines = io::shorelines_from(session, layer, "narrabeen_shorelines.geojson", {});
    CHECK(shorelines.size() == 619);
    CHECK(shorelines[0].date.iso() == "1987-05-22T23:07:44Z");
    CHECK(shorelines[0].sensor == "L5");
    CHECK(shorelines[0].lines.at(0).at(0) == Point{343275.0, 6269436.835});
    const auto transects =
        io::transects_from(session, layer_in(session, "coastsat_narrabeen/NARRA_transects.geojson"), "NARRA_transects.geojson", {}, false);
    REQUIRE(transects.size() == 5);
    CHECK(transects[0].id == "NA1");
    CHECK(transects[0].landward == Point{342880, 6269180});
}

TEST_CASE("167 shorelines of Kauai, in degrees: months come first", "[real]")
{
    io::Session session;
    const Layer layer = layer_in(session, "usgs_shorelines_kauai_east/KauaiE_shorelines.shp");
    if (layer.features.empty()) return;
    CHECK_FALSE(layer.crs.projected);
    const auto shorelines = io::shorelines_from(session, layer, "KauaiE_shorelines.shp", {.uncertainty = "ACCURACY"});
    REQUIRE(shorelines.size() == 167);
    Instant first = shorelines[0].date, last = first;
    for (const Shoreline& s : shorelines) {
        first = std::min(first, s.date);
        last = std::max(last, s.date);
    }
    CHECK(first.iso() == "1927-01-01");
    CHECK(last.iso() == "2008-01-08");
    CHECK(layer_in(session, "usgs_shorelines_kauai_east/KauaiE_baseline.shp").features.size() == 867);
}

TEST_CASE("layers of Timor-Leste read whole", "[real]")
{
    struct Expected {
        std::string name;
        std::size_t features;
        Geometry::Kind kind;
    };
    for (const Expected& e : {Expected{"boundaries_cod_ab/tls_admbnda_adm0_who_ocha_20200911.shp", 1, Geometry::Kind::polygons},
                              Expected{"boundaries_cod_ab/tls_admbnda_adm1_who_ocha_20200911.shp", 13, Geometry::Kind::polygons},
                              Expected{"boundaries_cod_ab/tls_admbnda_adm2_who_ocha_20200911.shp", 65, Geometry::Kind::polygons},
                              Expected{"boundaries_cod_ab/tls_adm3_from_pmtiles.gpkg", 442, Geometry::Kind::polygons},
                              Expected{"coastline/gshhg_f_timor.geojson", 29, Geometry::Kind::lines},
                              Expected{"coastline/ne_10m_timor_leste.geojson", 1, Geometry::Kind::polygons},
                              Expected{"places/localities_10_districts.geojson", 3261, Geometry::Kind::points}}) {
        CAPTURE(e.name);
        io::Session session;
        const Layer layer = layer_in(session, "timor_leste_" + e.name);
        if (layer.features.empty()) return;
        CHECK(layer.features.size() == e.features);
        CHECK(layer.kind == e.kind);
        CHECK(layer.crs.name == "EPSG:4326");
        CHECK(session.warnings.empty());
    }
}

TEST_CASE("the parts of a shapefile are noted as inputs", "[real]")
{
    io::Session session;
    if (layer_in(session, "dsas_qscat_aringay_baselines_2_4/input/Baseline2.shp").features.empty()) return;
    std::vector<std::string> names;
    for (const auto& path : session.inputs()) names.push_back(path.filename().string());
    CHECK(join(names, " ") == "Baseline2.cpg Baseline2.dbf Baseline2.prj Baseline2.shp Baseline2.shx");
}

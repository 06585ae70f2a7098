#include "src/io/position_formats.hpp"

#include <set>

#include "src/io/layer_file.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

struct Read {
    std::string format;
    std::vector<Position> positions;
    bool warned_of_origin = false;
};

Read read(const TemporaryFolder& folder, const std::string& text, const io::FieldChoice& choice = {})
{
    io::Session session;
    const std::string file = write_file(folder, "p.csv", text);
    const Layer layer = io::read_csv(session, file);
    Read result{io::position_format_of(io::StudyTable(layer, file), choice).name, io::positions_from(session, layer, file, choice)};
    for (const Warning& w : session.warnings.list()) result.warned_of_origin = result.warned_of_origin || w.name == "ORIGIN";
    return result;
}

/// One small table per format, as its program writes it, and what it must be read as.
struct Sample {
    std::string name, text, transect, date;
    double distance_m;
    std::size_t rows;
};

const std::vector<Sample>& samples()
{
    static const std::vector<Sample> table{
        {"tasi", "transect,date,distance_m,uncert_m\nT1,2016-01-10,300.5,5\nT1,2018-03-02,,5\n", "T1", "2016-01-10", 300.5, 2},
        {"dsas",
         "TransectID,BaselineID,ShorelineI,Distance,IntersectX,IntersectY,Uncertaint\n7,1,07/15/1985,-84.25,1,2,5.1\n7,1,10/02/"
         "2009,-90,1,2,3\n",
         "7", "1985-07-15", -84.25, 2},
        {"qscat", "transect_id,year,unc,distance,x,y\n3,1988.250000,15.000000,-275.320997,1,2\n", "3", "1988-04-01", -275.320997, 1},
        {"dea", "uid,rate_time,sig_time,dist_1988,dist_1989,certainty\nabc,-0.4,0.01,12.5,,good\n", "abc", "1988-07-01", 12.5, 2},
        {"survey", "beach,profile,date,0_dist,section\nnarrabeen,pf1,1988-01-25,98.5,all\n", "pf1", "1988-01-25", 98.5, 1},
        {"coastseg", "dates,transect_id,cross_distance,shore_x\n2016-01-10 00:00:00+00:00,4,120.25,1\n", "4", "2016-01-10", 120.25, 1},
        {"coastsat", ",dates,NA1,NA2,satname\n0,1987-05-22 23:07:44+00:00,89.07,,L5\n1,1987-09-11 23:10:29+00:00,96.78,85.14,L5\n", "NA1",
         "1987-05-22", 89.07, 4},
        {"other", "name,DATE_,distance,satname\nT1,04/27/1988,10,L5\n", "T1", "1988-04-27", 10, 1},
    };
    return table;
}

std::string refused(const std::string& text)
{
    const TemporaryFolder folder;
    return refusal([&] { read(folder, text); });
}

}  // namespace

TEST_CASE("every format of positions is told by its columns and read with its own meaning", "[study][positions]")
{
    std::set<std::string> tried;
    for (const Sample& sample : samples()) {
        CAPTURE(sample.name);
        tried.insert(sample.name);
        const TemporaryFolder folder;
        const Read got = read(folder, sample.text);
        CHECK(got.format == sample.name);
        REQUIRE(got.positions.size() == sample.rows);
        CHECK(got.positions[0].transect == sample.transect);
        CHECK(got.positions[0].date.day() == sample.date);
        CHECK(got.positions[0].distance_m == sample.distance_m);
    }
    for (const io::PositionFormat& format : io::position_formats()) {
        CAPTURE(format.name);
        CHECK(tried.count(format.name) == 1);
        CHECK_FALSE(format.title.empty());
        CHECK_FALSE(format.known_by.empty());
    }
}

TEST_CASE("distances that do not count from the landward end are announced", "[study][positions]")
{
    for (const Sample& sample : samples()) {
        CAPTURE(sample.name);
        const TemporaryFolder folder;
        CHECK(read(folder, sample.text).warned_of_origin == (sample.name == "dsas" || sample.name == "qscat" || sample.name == "dea"));
    }
}

TEST_CASE("a wide table gives a position for every date and transect, missing ones without distance", "[study][positions]")
{
    const TemporaryFolder folder;
    const auto positions = read(folder, samples()[6].text).positions;
    CHECK(positions[0].sensor == "L5");
    CHECK(positions[1].transect == "NA1");
    CHECK(positions[2].transect == "NA2");
    CHECK_FALSE(positions[2].distance_m);
    CHECK(positions[3].distance_m == 85.14);
}

TEST_CASE("the uncertainties and doubts of other programs are kept", "[study][positions]")
{
    const TemporaryFolder folder;
    CHECK(read(folder, samples()[1].text).positions[0].uncertainty_m == 5.1);
    CHECK(read(folder, samples()[2].text).positions[0].uncertainty_m == 15.0);
    const auto dea = read(folder, "dist_1988,dist_1989,certainty\n1,2,unstable data\n3,4,good\n").positions;
    CHECK(dea[0].flags == std::vector<std::string>{"dea:unstable data"});
    CHECK(dea[0].transect == "1");
    CHECK(dea[2].transect == "2");
    CHECK(dea[2].flags.empty());
}

TEST_CASE("profiles of several beaches keep their beach in their names", "[study][positions]")
{
    const TemporaryFolder folder;
    const auto positions = read(folder, "beach,profile,date,0_dist\nnarra,1,1988-01-25,98\ncudgen,1,1988-01-25,50\n").positions;
    CHECK(positions[0].transect == "narra_1");
    CHECK(positions[1].transect == "cudgen_1");
}

TEST_CASE("tables of other programs that cannot be trusted are refused with row and column", "[study][positions]")
{
    CHECK(contains(refused("TransectID,ShorelineI,Distance\n1,03/04/1985,5\n1,05/06/1990,6\n"), "4 DATE row 2"));
    CHECK(contains(refused(",dates,NA1\n0,2016-01-10,nan\n"), "4 NUMBER row 2, column NA1"));
    CHECK(contains(refused("dates,NA1\n2016-01-10,-9999\n"), "4 NODATA row 2"));
    CHECK(contains(refused("dates,tide\n2016-01-10,1\n"), "4 FIELD there is no transect column"));
    CHECK(contains(refused("transect_id,year,unc,distance\n1,88.25,15,5\n"), "4 DATE row 2"));
    CHECK(contains(refused("transect_id,year,unc,distance\n1,1988.25,0,5\n"), "4 UNCERTAINTY row 2"));
    CHECK(contains(refused("a,b\n1,2\n"), "4 FIELD there is no transect column"));
    CHECK(contains(refused("dates,NA1\n"), "5 EMPTY"));
    CHECK(contains(refused("TransOrder,EPR,LRR\n1,-0.5,-0.4\n"), "4 RATES holds rates of change"));
}

TEST_CASE("a field that the user names decides", "[study][positions]")
{
    const TemporaryFolder folder;
    io::FieldChoice choice;
    choice.id = "TransOrder";
    const auto got = read(folder, "TransectID,TransOrder,DATE_,Distance\n70,1,2016-01-10,5\n", choice);
    CHECK(got.format == "other");
    CHECK(got.positions[0].transect == "1");
}

TEST_CASE("the series and surveys of a real beach are read whole", "[study][positions][oracle]")
{
    const auto series = shared("data/coastsat_narrabeen/NARRA_time_series_tidally_corrected.csv");
    const auto surveys = shared("data/sds_benchmark_narrabeen/survey/wrl_narrabeen_pf1_pf2_pf4.csv");
    if (series.empty() || surveys.empty()) return;
    io::Session session;
    const auto positions = io::positions_from(session, io::read_csv(session, series.string()), series.string(), {});
    std::size_t na1 = 0;
    for (const Position& p : positions) na1 += p.transect == "NA1" && p.distance_m;
    CHECK(na1 == 564);
    const auto profiles = io::positions_from(session, io::read_csv(session, surveys.string()), surveys.string(), {});
    std::size_t pf1 = 0;
    for (const Position& p : profiles) pf1 += p.transect == "pf1" && p.distance_m;
    CHECK(pf1 == 539);
}

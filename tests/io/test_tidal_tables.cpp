#include <fstream>

#include "src/core/error.hpp"
#include "src/io/slope_table.hpp"
#include "src/io/tidal_constants.hpp"
#include "src/io/wave_series.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::TemporaryFolder;

namespace {

/// What `read(session, path)` makes of a file with this text.
template <class Read>
auto of_text(const std::string& name, const std::string& text, Read&& read)
{
    const TemporaryFolder folder;
    std::ofstream(folder / name) << text;
    Session session;
    return read(session, (folder / name).string());
}

TidalConstants constants(const std::string& name, const std::string& text) { return of_text(name, text, read_tidal_constants); }
std::vector<WaveSample> waves(const std::string& text) { return of_text("waves.csv", text, read_wave_series); }
std::vector<SlopeRow> slopes(const std::string& text) { return of_text("slopes.csv", text, read_slopes); }

}  // namespace

TEST_CASE("constituents are read from JSON and from a table alike", "[io][tides]")
{
    const auto json = constants("c.json", R"({"harmonic_constituents": [{"name": "M2", "amplitude": 0.8, "phase": 65, "speed": 28.9841042}],
                                              "datums": {"MSL": 3.6, "MHWS": 4.84}})");
    const auto table = constants("c.csv", "constituent,amplitude_m,phase_deg,speed_deg_h\nM2,0.8,65,28.9841042\nS2,0.4,118,\n");
    REQUIRE(json.constants.size() == 1);
    REQUIRE(table.constants.size() == 2);
    CHECK(json.constants[0].name == "M2");
    CHECK(json.constants[0].amplitude_m == table.constants[0].amplitude_m);
    CHECK(json.constants[0].phase_deg == table.constants[0].phase_deg);
    CHECK(*json.constants[0].speed_deg_h == 28.9841042);
    CHECK_FALSE(table.constants[1].speed_deg_h);
    CHECK(json.datums_m.at("MHWS") == 4.84);
    CHECK(constants("list.json", R"([{"name": "K1", "amplitude": 0.2, "phase": 300}])").constants[0].name == "K1");
}

TEST_CASE("the content tells constituents from a series", "[io][tides]")
{
    CHECK(of_text("a.txt", "  {\"constituents\": []}", holds_constituents));
    CHECK(of_text("a.csv", "name,amplitude_m,phase_deg\n", holds_constituents));
    CHECK_FALSE(of_text("a.csv", "time,tide_m\n2020-01-01T00:00:00Z,1\n", holds_constituents));
}

TEST_CASE("constituents that lack something or state another unit are refused", "[io][tides]")
{
    for (const char* text : {R"({"a": 1})", R"([{"amplitude": 1, "phase": 2}])", R"([{"name": "M2", "phase": 2}])",
                             R"([{"name": "M2", "amplitude": 1}])", R"([{"name": "M2", "amplitude": "1", "phase": 2}])",
                             R"({"units": "ft", "constituents": [{"name": "M2", "amplitude": 1, "phase": 2}]})",
                             R"({"unit": "cm", "constituents": [{"name": "M2", "amplitude": 1, "phase": 2}]})",
                             R"({"Amplitude_Units": "cm", "constituents": [{"name": "M2", "amplitude": 1, "phase": 2}]})",
                             R"({"constituents": [{"name": "M2", "amplitude": 1, "phase": 2, "units": "feet"}]})",
                             R"({"constituents": [{"name": "M2", "amplitude": 1, "amplitude_m": 2, "phase": 2}]})"})
        CHECK_THROWS_AS(constants("c.json", text), UnsafeError);
    CHECK(constants("c.json", R"({"units": "Metres", "constituents": [{"name": "M2", "amplitude": 1, "phase": 2, "units": "m"}]})")
              .constants.size() == 1);
    CHECK_THROWS_AS(constants("c.csv", "name,amplitude_cm,phase_deg\nM2,80,65\n"), UnsafeError);
    CHECK_THROWS_AS(constants("c.csv", "name,amplitude_m,phase_deg\nM2,,65\n"), UnsafeError);
    CHECK_THROWS_AS(constants("c.json", "[]"), NoResultError);
    CHECK_THROWS_AS(constants("c.json", "{"), UnreadableError);
}

TEST_CASE("waves come with height and period, in order of time", "[io][tides]")
{
    const auto read = waves("time,hs_m,tp_s\n2020-01-01T00:00:00Z,1.5,9\n2020-01-01T01:00:00Z,,9\n2020-01-01T02:00:00Z,2,10\n");
    REQUIRE(read.size() == 2);
    CHECK(read[1].height_m == 2);
    CHECK(read[1].period_s == 10);
    CHECK_THROWS_AS(waves("time,hs_m\n2020-01-01T00:00:00Z,1.5\n"), UnsafeError);
    CHECK_THROWS_AS(waves("time,hs_m,tp_s\n2020-01-01T02:00:00Z,1,9\n2020-01-01T00:00:00Z,1,9\n"), UnsafeError);
    CHECK_THROWS_AS(waves("time,hs_m,tp_s\n2020-01-01T02:00:00Z,,9\n"), NoResultError);
}

TEST_CASE("a table of slopes keeps intervals, and what was not found is not there", "[io][tides]")
{
    const auto rows =
        slopes("transect,n,slope,slope_lo,slope_hi,method,flags\nA,288,0.1,0.08,0.125,regression,\nB,20,,,,regression,few dates\n");
    REQUIRE(rows.size() == 2);
    CHECK(*rows[0].upper == 0.125);
    CHECK(rows[0].method == "regression");
    CHECK_FALSE(rows[1].slope);
    CHECK_THROWS_AS(slopes("transect,slope\nA,0.1\nA,0.2\n"), UnsafeError);
    CHECK_THROWS_AS(slopes("transect,beta\nA,0.1\n"), UnsafeError);
}

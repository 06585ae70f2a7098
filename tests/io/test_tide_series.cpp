#include "src/io/tide_series.hpp"

#include <fstream>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::TemporaryFolder;

namespace {

std::vector<TideSample> read(const std::string& text)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "tides.csv") << text;
    Session session;
    return read_tide_series(session, (folder / "tides.csv").string());
}

}  // namespace

TEST_CASE("a tide series comes in UTC, without rows that hold no level", "[io][tides]")
{
    const auto series = read("time,tide_m\n2020-01-01T00:00:00Z,-0.25\n2020-01-01T10:00:00+09:00,0.5\n2020-01-01T02:00:00Z,\n");
    REQUIRE(series.size() == 2);
    CHECK(series[0].level_m == -0.25);
    CHECK(series[1].time.iso() == "2020-01-01T01:00:00Z");
    CHECK(read("TIME,Tide_m,note\n2020-01-01T00:00Z,1,a\n").size() == 1);
}

TEST_CASE("series of other programs are read as they come", "[io][tides]")
{
    CHECK(read("dates,tide\n2024-01-01 00:00:00+00:00,0.4889302080445579\n")[0].level_m == 0.4889302080445579);
    CHECK(read("time_utc,level_m_msl\n2020-01-01T01:00:00.000Z,-1.0056\n")[0].time.iso() == "2020-01-01T01:00:00Z");
}

TEST_CASE("a column of UTC goes before one of times that may be local", "[io][tides]")
{
    CHECK(read("time,time_utc,tide_m\n2020-01-01T09:00:00,2020-01-01T00:00:00,1\n")[0].time.iso() == "2020-01-01T00:00:00Z");
    CHECK(read("time_utc,time,tide_m\n2020-01-01T00:00:00,2020-01-01T09:00:00,1\n")[0].time.iso() == "2020-01-01T00:00:00Z");
}

TEST_CASE("a tide series that cannot be trusted is refused", "[io][tides]")
{
    CHECK_THROWS_AS(read("when,tide_m\n2020-01-01T00:00:00Z,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,level\n2020-01-01T00:00:00Z,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_cm\n2020-01-01T00:00:00Z,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n01/02/2020 10:00,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01T00:00:00Z,-9999\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01T00:00:00Z,1\n2020-01-01T00:00:00Z,2\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01T00:00:00Z,1\n2020-01-01T00:00:00Z,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01T01:00:00Z,1\n2020-01-01T00:00:00Z,1\n"), UnsafeError);
    CHECK_THROWS_AS(read("time,tide_m\n2020-01-01T00:00:00Z,\n"), NoResultError);
}

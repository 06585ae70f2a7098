#include "algorithms/exposure/mobility.hpp"

#include <map>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

Instant day(const char* text) { return parse_iso(text)->instant; }

MobilityFigure figure(const std::vector<std::string>& codes, const char* date, const std::string& round, long long people,
                      const std::string& reason = "")
{
    return {codes, day(date), round, reason, people};
}

std::map<std::string, std::string> texts(const MobilityTable& table, long long min_count = 10)
{
    std::map<std::string, std::string> result;
    for (const MobilityPlace& place : table.places) result[place.code] = place.people.text(min_count);
    return result;
}

}  // namespace

TEST_CASE("counts of five units: small ones are hidden, 0 and large ones stay, and only what is shown has a share", "[mobility]")
{
    std::vector<MobilityFigure> figures;
    const long long people[] = {3, 0, 12, 7, 250};
    for (int i = 0; i < 5; ++i) figures.push_back(figure({"TL01", "TL010" + std::to_string(i + 1)}, "2024-05-01", "3", people[i]));
    const MobilityTable table = tabulate_mobility(figures, 2, {});
    CHECK(texts(table) ==
          std::map<std::string, std::string>{{"TL0101", "<10"}, {"TL0102", "0"}, {"TL0103", "12"}, {"TL0104", "<10"}, {"TL0105", "250"}});
    CHECK_FALSE(table.places[0].people.people);
    CHECK_FALSE(table.places[0].share_pct);
    CHECK(*table.places[1].share_pct == 0);
    CHECK(*table.places[4].share_pct == Approx(100 * 250.0 / 272));
}

TEST_CASE("rounds are stocks: only the newest one counts, or the newest complete by a day", "[mobility]")
{
    const std::vector<MobilityFigure> figures{figure({"TL01"}, "2023-03-01", "1", 100), figure({"TL02"}, "2023-03-05", "1", 40),
                                              figure({"TL01"}, "2023-09-01", "2", 60), figure({"TL01"}, "2024-01-09", "10", 30),
                                              figure({"TL01"}, "2024-01-20", "10", 25)};
    const MobilityTable newest = tabulate_mobility(figures, 1, {});
    CHECK(texts(newest) == std::map<std::string, std::string>{{"TL01", "55"}});
    CHECK(newest.round == "10");
    CHECK(newest.places[0].last.day() == "2024-01-20");
    CHECK(newest.other_rounds == 3);
    CHECK(newest.places_of_other_rounds == 1);  // TL02 was not covered: no figure, not the old one, not 0
    MobilityOptions options;
    options.before = day("2024-01-15");  // round 10 was not complete
    CHECK(texts(tabulate_mobility(figures, 1, options)) == std::map<std::string, std::string>{{"TL01", "60"}});
    options.before = day("2023-03-01");
    CHECK_THROWS_AS(tabulate_mobility(figures, 1, options), NoResultError);
}

TEST_CASE("of two rounds that end on one day the one of the higher number counts", "[mobility]")
{
    CHECK(tabulate_mobility({figure({"TL01"}, "2024-01-20", "9", 80), figure({"TL01"}, "2024-01-20", "10", 70)}, 1, {}).round == "10");
}

TEST_CASE("without rounds each place counts with its newest date", "[mobility]")
{
    const std::vector<MobilityFigure> figures{figure({"TL01"}, "2023-03-01", "", 100), figure({"TL02"}, "2023-03-05", "", 40),
                                              figure({"TL01"}, "2023-09-01", "", 60), figure({"TL01"}, "2023-09-01", "", 11, "flood")};
    CHECK(texts(tabulate_mobility(figures, 1, {})) == std::map<std::string, std::string>{{"TL01", "71"}, {"TL02", "40"}});
}

TEST_CASE("smaller units add up to larger ones, which are protected together with them", "[mobility]")
{
    const std::vector<MobilityFigure> figures{
        figure({"TL01", "TL0101"}, "2024-01-01", "1", 4), figure({"TL01", "TL0102"}, "2024-01-01", "1", 40),
        figure({"TL01", "TL0103"}, "2024-01-01", "1", 90), figure({"TL02", "TL0201"}, "2024-01-01", "1", 30),
        figure({"TL02", "TL0202"}, "2024-01-01", "1", 500)};
    CHECK(texts(tabulate_mobility(figures, 1, {})) == std::map<std::string, std::string>{{"TL01", "134"}, {"TL02", "530"}});
    const auto lower = texts(tabulate_mobility(figures, 2, {}));
    CHECK(lower.at("TL0101") == "<10");
    CHECK(lower.at("TL0102") == "withheld");  // else 134 - 40 - 90
    CHECK(lower.at("TL0103") == "90");
}

TEST_CASE("reasons of a unit do not betray each other", "[mobility]")
{
    const std::vector<MobilityFigure> figures{
        figure({"TL01"}, "2024-01-01", "1", 4, "flood"),   figure({"TL01"}, "2024-01-01", "1", 46, "conflict"),
        figure({"TL02"}, "2024-01-01", "1", 80, "flood"),  figure({"TL02"}, "2024-01-01", "1", 70, "conflict"),
        figure({"TL03"}, "2024-01-01", "1", 600, "flood"), figure({"TL03"}, "2024-01-01", "1", 700, "conflict")};
    const MobilityTable table = tabulate_mobility(figures, 1, {});
    REQUIRE(table.reasons == std::vector<std::string>{"conflict", "flood"});
    CHECK(table.places[0].people.text(10) == "50");
    CHECK(table.places[0].reasons[0].text(10) == "withheld");
    CHECK(table.places[0].reasons[1].text(10) == "<10");
    CHECK(table.places[1].reasons[0].text(10) == "withheld");  // else the sums over units tell
    CHECK(table.places[1].reasons[1].text(10) == "withheld");
    CHECK(table.places[2].reasons[0].text(10) == "700");
}

TEST_CASE("a line without a number leaves its unit open, not 0", "[mobility]")
{
    std::vector<MobilityFigure> figures{figure({"TL01"}, "2024-01-01", "1", 80), figure({"TL02"}, "2024-01-01", "1", 70)};
    figures.push_back({{"TL02"}, day("2024-01-01"), "1", "", std::nullopt});
    const MobilityTable table = tabulate_mobility(figures, 1, {});
    CHECK(table.places[1].people.incomplete);
    CHECK(table.places[1].people.text(10).empty());
    CHECK_FALSE(table.places[1].people.people);
    CHECK_FALSE(table.places[0].share_pct);  // the sum of all is not known
    CHECK(table.places[0].people.text(10) == "80");
}

TEST_CASE("a P-code under two parents is refused", "[mobility]")
{
    CHECK_THROWS_AS(
        tabulate_mobility({figure({"TL01", "TL0101"}, "2024-01-01", "1", 20), figure({"TL02", "TL0101"}, "2024-01-01", "1", 20)}, 2, {}),
        UnsafeError);
}

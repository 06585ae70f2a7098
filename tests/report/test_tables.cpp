#include "src/report/tables.hpp"

#include "src/report/words.hpp"
#include "tests/catch.hpp"
#include "tests/report/study.hpp"

namespace tasi::report {

TEST_CASE("a table begins with what is most urgent, and what was not assessed stands before what is safe", "[report]")
{
    StudyResults study = small_study();
    Layer& places = study.layers["settlements_at_risk"];
    Feature safe = places.features[0];
    safe.values[0] = "Safe";
    safe.values[11] = "not at risk";
    places.features.insert(places.features.begin(), safe);
    const std::vector<Table> tables = ranked_tables(study, Texts("en"));
    REQUIRE(tables.size() == 2);
    REQUIRE(tables[0].rows.size() == 3);
    CHECK(tables[0].rows[0][1].shown == "at risk");
    CHECK(tables[0].rows[1][1].shown == "not assessed");
    CHECK(tables[0].rows[2][1].shown == "not at risk");
    CHECK(tables[1].rows[0][0].shown == "T1");
    CHECK(tables[1].rows[2][0].shown == "T3");
}

TEST_CASE("a cell without a value is a dash for people and nothing for a spreadsheet, never 0", "[report]")
{
    const std::vector<Table> tables = ranked_tables(small_study(), Texts("en"));
    const auto& row = tables[0].rows[1];
    CHECK(row[2].shown == "–");
    CHECK(std::holds_alternative<std::monostate>(row[2].value));
    CHECK(tables[0].rows[0][4].shown == "after 2200");
    for (const Layer& sheet : sheets_of(tables))
        for (const Feature& feature : sheet.features) CHECK(feature.values.size() == sheet.fields.size());
}

TEST_CASE("a probability near 0 or 1 is neither impossible nor certain", "[report]")
{
    const Texts text("en");
    CHECK(chance(text, 1e-20) == "<\u00a01\u00a0%");
    CHECK(chance(text, 0.99999) == ">\u00a099\u00a0%");
    CHECK(chance(text, 0.304) == "30\u00a0%");
    CHECK(chance(text, std::nullopt) == "–");
}

TEST_CASE("a moment lies in the year that it began", "[report]")
{
    CHECK(year_of(2043.99, "") == "2043");
    CHECK(year_of(std::nullopt, "none") == "none");
}

}  // namespace tasi::report

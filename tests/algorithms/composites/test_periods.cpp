#include "algorithms/composites/periods.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("a year begins on the first of January", "[composites]")
{
    CHECK(period_of(*instant_of(2018, 12, 31, 23, 59, 59), PeriodLength::year).name() == "2018");
    const Period year = period_of(*instant_of(2019, 1, 1), PeriodLength::year);
    CHECK(year.name() == "2019");
    CHECK(year.start().iso() == "2019-01-01");
    CHECK(year.end().iso() == "2020-01-01");
}

TEST_CASE("December belongs to the season of the next year", "[composites]")
{
    const Period winter = period_of(*instant_of(2018, 12, 1), PeriodLength::season);
    CHECK(winter.name() == "2019-djf");
    CHECK(winter.start().iso() == "2018-12-01");
    CHECK(winter.end().iso() == "2019-03-01");
    CHECK(period_of(*instant_of(2019, 2, 28), PeriodLength::season) == winter);
    CHECK(period_of(*instant_of(2019, 3, 1), PeriodLength::season).name() == "2019-mam");
    CHECK(period_of(*instant_of(2019, 8, 31), PeriodLength::season).name() == "2019-jja");
    const Period autumn = period_of(*instant_of(2019, 11, 30), PeriodLength::season);
    CHECK(autumn.name() == "2019-son");
    CHECK(autumn.start().iso() == "2019-09-01");
    CHECK(autumn.end().iso() == "2019-12-01");
}

TEST_CASE("a season is pooled with the same season of the years beside it", "[composites]")
{
    std::vector<Period> known;
    for (const int year : {2018, 2019, 2021})
        for (const int month : {1, 4}) known.push_back(period_of(*instant_of(year, month, 15), PeriodLength::season));
    const auto pooled = pooled_with(known[2], known);  // 2019-djf
    REQUIRE(pooled.size() == 2);
    CHECK(pooled[0].name() == "2018-djf");
    CHECK(pooled[1].name() == "2019-djf");
    CHECK(pooled_with(Period{}, {Period{}}).size() == 1);
}

TEST_CASE("an unknown length of a period is refused", "[composites]")
{
    CHECK(period_length_named("season") == PeriodLength::season);
    CHECK_THROWS_AS(period_length_named("decade"), UsageError);
}

#include "src/core/date.hpp"

#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("Julian years count 365.25 days from noon of 1 January 2000", "[date]")
{
    CHECK(parse_iso("1988-04-27T12:00:00Z")->instant.julian_year() == Approx(1988.320329).margin(6e-7));
    CHECK(parse_iso("2022-11-27T12:00:00Z")->instant.julian_year() == Approx(2022.904860).margin(6e-7));
    CHECK(parse_iso("2100-03-01T12:00:00Z")->instant.julian_year() == Approx(2100.161533).margin(6e-7));
}

TEST_CASE("an impossible or half-written date is no date", "[date]")
{
    for (const char* text : {"2023-02-30", "2023-02-29", "0000-01-01", "2020-13-01", "03/04/2020", "2020-1-1", "2020-01-01T25:00:00Z",
                             "2020-01-01T10", "", "Jan 5 2020", "2020-01-01x", "99-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso(text).has_value());
    }
}

TEST_CASE("an instant prints as it was written, in UTC", "[date]")
{
    CHECK(parse_iso("2020-09-27T11:10:50.3140030Z")->instant.iso() == "2020-09-27T11:10:50.314Z");
    CHECK(parse_iso("1969-12-31T23:59:59Z")->instant.iso() == "1969-12-31T23:59:59Z");
    CHECK(parse_iso("1896-02-29")->instant.iso() == "1896-02-29");
    CHECK(parse_iso("20220630")->instant.iso() == "2022-06-30");
    const auto dili = parse_iso("2023-01-15T00:30:00+09:00");
    CHECK(dili->instant.iso() == "2023-01-14T15:30:00Z");
    CHECK(dili->zone_stated);
    CHECK_FALSE(dili->zone_was_utc);
}

TEST_CASE("a stated format reads day and month in its own order", "[date]")
{
    CHECK(parse_with_format("03/04/2020", "%d/%m/%Y")->iso() == "2020-04-03");
    CHECK(parse_with_format("03/04/2020", "%m/%d/%Y")->iso() == "2020-03-04");
    CHECK(parse_with_format("2018031", "%Y%j")->iso() == "2018-01-31");
    CHECK(parse_with_format("5 Jan 2020 13:05:09", "%d %b %Y %T")->iso() == "2020-01-05T13:05:09Z");
    CHECK_FALSE(parse_with_format("31/04/2020", "%d/%m/%Y").has_value());
    CHECK_FALSE(parse_with_format("03/04/20", "%d/%m/%y").has_value());
    CHECK_FALSE(parse_with_format("2019366", "%Y%j").has_value());
}

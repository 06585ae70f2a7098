#include "src/io/date_reading.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

using Texts = std::vector<std::string>;

Texts dates_in(io::Session& session, const Texts& cells, const std::optional<std::string>& format = {})
{
    const Layer layer = column("date", cells);
    Texts iso;
    for (const Instant& t : io::read_dates(session, io::StudyTable(layer, "x.csv"), 0, format)) iso.push_back(t.iso());
    return iso;
}

Texts dates_in(const Texts& cells, const std::optional<std::string>& format = {})
{
    io::Session session;
    return dates_in(session, cells, format);
}

std::string refusal_of(const Texts& cells, const std::optional<std::string>& format = {})
{
    return refusal([&] { dates_in(cells, format); });
}

}  // namespace

TEST_CASE("ISO dates and times, with or without T, are read as UTC", "[dates]")
{
    CHECK(dates_in({"2016-01-10", "2020-01-01 23:07:44+00:00", "2020-01-01T10:00Z"}) ==
          Texts{"2016-01-10", "2020-01-01T23:07:44Z", "2020-01-01T10:00:00Z"});
    CHECK(dates_in({"20160110", "20200229"}) == Texts{"2016-01-10", "2020-02-29"});
    CHECK(dates_in({"2016/1/9", "2020/02/29"}) == Texts{"2016-01-09", "2020-02-29"});
}

TEST_CASE("one day above 12 settles the order of day and month for the whole column", "[dates]")
{
    CHECK(dates_in({"01/02/1977", "04/27/1988"}) == Texts{"1977-01-02", "1988-04-27"});
    CHECK(dates_in({"01/02/1977", "27/04/1988"}) == Texts{"1977-02-01", "1988-04-27"});
    CHECK(dates_in({"1.2.1977", "27.4.1988"}) == Texts{"1977-02-01", "1988-04-27"});
    CHECK(dates_in({"1/3/2000 10:30", "1/19/2000 10:30:05"}) == Texts{"2000-01-03T10:30:00Z", "2000-01-19T10:30:05Z"});
    CHECK(dates_in({"01/01/1977", "11/11/2009"}) == Texts{"1977-01-01", "2009-11-11"});
}

TEST_CASE("an order that nothing settles is refused with the way out", "[dates]")
{
    const std::string message = refusal_of({"01/01/2020", "03/04/2020"});
    CHECK(contains(message, "4 DATE row 3, column date: '03/04/2020' is an ambiguous date"));
    CHECK(contains(message, "--date-format %d/%m/%Y or %m/%d/%Y"));
    CHECK(dates_in({"03/04/2020"}, "%d/%m/%Y") == Texts{"2020-04-03"});
    CHECK(contains(refusal_of({"27/04/1988", "04/27/1988"}), "with the day first, but row 3"));
    CHECK(contains(refusal_of({"27/13/1988"}), "4 DATE row 2"));
}

TEST_CASE("dates that are none are refused, naming row and value", "[dates]")
{
    CHECK(contains(refusal_of({"2016-01-10", "2023-02-30"}), "4 DATE row 3, column date: '2023-02-30' is not a date"));
    CHECK(contains(refusal_of({"0000-01-01"}), "is not a date"));
    CHECK(contains(refusal_of({"1699-12-31"}), "outside the years 1700 to 2200"));
    CHECK(contains(refusal_of({"2016-01-10", "03/04/2018"}), "another form than that of row 2"));
    CHECK(contains(refusal_of({"2016-01-10", "20220630"}), "another form"));
    CHECK(contains(refusal_of({"13/01/2016", "13-01-2016"}), "another form"));
    CHECK(contains(refusal_of({"2016-01-10", ""}), "row 3, column date: '' has no date"));
    for (const char* text : {"Jan 5 2020", "27/04/88", "2020", "x", "2020-01", "31/04/2020", "27/04/1988 12:00:00 AM", "99999999"}) {
        CAPTURE(text);
        CHECK(contains(refusal_of({text}), "4 DATE row 2"));
    }
}

TEST_CASE("offsets from UTC are applied and noted once", "[dates]")
{
    io::Session session;
    CHECK(dates_in(session, {"2023-01-15T00:30:00+09:00", "2023-01-15T00:30:00Z", "2023-02-15T00:30:00+09:00"})[0] ==
          "2023-01-14T15:30:00Z");
    const auto warnings = session.warnings.list();
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].name == "DATE-ZONE");
    CHECK(warnings[0].count == 2);
}

TEST_CASE("a given format is used for every row and needs a four-digit year", "[dates]")
{
    CHECK(dates_in({"Jan 5 2020", "Feb 29 2020"}, "%b %d %Y") == Texts{"2020-01-05", "2020-02-29"});
    CHECK(contains(refusal_of({"27/04/1988", "1988-04-27"}, "%d/%m/%Y"), "4 DATE row 3"));
    CHECK(contains(refusal_of({"27/04/88"}, "%d/%m/%y"), "2 DATE-FORMAT"));
}

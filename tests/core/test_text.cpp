#include "src/core/text.hpp"

#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("only a whole plain decimal number is a number", "[text]")
{
    CHECK(parse_number(" -1.5e3 ") == -1500.0);
    CHECK(parse_number("+7") == 7.0);
    for (const char* text : {"", "N/A", "300m", "1,5", "1,300.5", "0x10", "1d2", "nan", "inf", "-", "1 2", "+-5", "++5"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text).has_value());
    }
}

TEST_CASE("a number prints as the shortest text that reads back as itself", "[text]")
{
    CHECK(format_number(0.1) == "0.1");
    CHECK(format_number(-0.0) == "0");
    CHECK(format_number(1e-9) == "1e-09");
    CHECK(parse_number(format_number(2.0 / 3.0)) == 2.0 / 3.0);
    CHECK(format_fixed(-0.001, 2) == "0.00");
    CHECK(format_fixed(-1.005, 1) == "-1.0");
}

TEST_CASE("a text from a file cannot break a line of the log", "[text]")
{
    CHECK(printable("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m");
    CHECK(printable("D\xe9li") == "D\\xe9li");
    CHECK(printable("\xe2\x80\xaegnp.exe") == "\\u202egnp.exe");
    CHECK(printable("caf\xc3\xa9") == "caf\xc3\xa9");
    CHECK_FALSE(is_valid_utf8("\xc0\xaf"));
}

TEST_CASE("splitting keeps empty parts between separators", "[text]")
{
    CHECK(split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
    CHECK(split("", ',').empty());
}

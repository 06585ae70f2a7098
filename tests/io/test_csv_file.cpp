#include "src/io/layer_file.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

std::string refusal_of(const std::string& text)
{
    const TemporaryFolder folder;
    io::Session session;
    const std::string name = write_file(folder, "t.csv", text);
    return refusal([&] { io::read_csv(session, name); });
}

Layer read_text(const std::string& text)
{
    const TemporaryFolder folder;
    io::Session session;
    return io::read_csv(session, write_file(folder, "t.csv", text));
}

}  // namespace

TEST_CASE("a table becomes a layer of text cells, an empty cell is NULL", "[csv]")
{
    const Layer layer = read_text("transect,date,distance_m\nT1,2016-01-10,300\nT2,,\"\"\n");
    CHECK(layer.name == "t");
    CHECK(layer.kind == Geometry::Kind::none);
    REQUIRE(layer.fields.size() == 3);
    CHECK(layer.fields[0].name == "transect");
    REQUIRE(layer.features.size() == 2);
    CHECK(layer.features[0].values[2] == Value{std::string("300")});
    CHECK(layer.features[1].values[1] == Value{});
    CHECK(layer.features[1].values[2] == Value{});
    CHECK(layer.features[1].number == 3);
}

TEST_CASE("a table from a spreadsheet (byte order mark, CRLF, no last line end) reads as any other", "[csv]")
{
    const Layer layer = read_text("\xEF\xBB\xBFtransect,date\r\nT1,2016-01-10\r\nT2,2018-03-02");
    CHECK(layer.fields[0].name == "transect");
    REQUIRE(layer.features.size() == 2);
    CHECK(text_of(layer.features[1].values[1]) == "2018-03-02");
}

TEST_CASE("quoted cells hold commas, quotes and line ends; rows are numbered by the line on which they start", "[csv]")
{
    const Layer layer = read_text("name,note\n\"a, b\",\"say \"\"so\"\"\"\n\"two\nlines\",x\nlast,y\n");
    CHECK(text_of(layer.features[0].values[0]) == "a, b");
    CHECK(text_of(layer.features[0].values[1]) == "say \"so\"");
    CHECK(text_of(layer.features[1].values[0]) == "two\nlines");
    CHECK(layer.features[2].number == 5);
}

TEST_CASE("the apostrophe that guards a cell against formulas is taken off again", "[csv]")
{
    const Layer layer = read_text("name\n'=1+1\n'-5\n'tis\n'\n");
    CHECK(text_of(layer.features[0].values[0]) == "=1+1");
    CHECK(text_of(layer.features[1].values[0]) == "-5");
    CHECK(text_of(layer.features[2].values[0]) == "'tis");
    CHECK(text_of(layer.features[3].values[0]) == "'");
}

TEST_CASE("blank lines are no rows", "[csv]") { CHECK(read_text("a,b\n\n1,2\n\n\n").features.size() == 1); }

TEST_CASE("a damaged table is refused, naming the row", "[csv]")
{
    CHECK(contains(refusal_of("a,b\n1,2\n\"3,4\n5,6\n"), "3 CSV the quote opened in row 3 is never closed"));
    CHECK(contains(refusal_of("a,b\n1,2,3\n"), "row 2 has 3 cells where the header has 2"));
    CHECK(contains(refusal_of("a,b\n1\n"), "row 2 has 1 cells"));
    CHECK(contains(refusal_of("a,b\n1,\"2\"x\n"), "row 2 has text after a closing quote"));
    CHECK(contains(refusal_of("a,b\n1,2\"x\"\n"), "row 2 has a quote inside a cell"));
    CHECK(contains(refusal_of("a,b\nD\xEDli,2\n"), "row 2 is not UTF-8: 'D\\xedli,2'"));
    CHECK(contains(refusal_of(std::string("a,b\n1,\0002\n", 9)), "row 2 has a NUL byte"));
    CHECK(contains(refusal_of("a,b\n1,2\na,b\n"), "row 3 repeats the header"));
    CHECK(contains(refusal_of("date,Date\n1,2\n"), "column 'Date' is there twice"));
    CHECK(contains(refusal_of("a;b\n1,5;2,5\n"), "semicolons"));
    CHECK(contains(refusal_of("a,b\r1,2\r"), "carriage return"));
    CHECK(contains(refusal_of(" \n"), "3 CSV the file is empty"));
    CHECK(contains(refusal_of(""), "3 "));
    CHECK(contains(refusal_of(std::string(5000, ',') + "\n"), "7 CSV"));
}

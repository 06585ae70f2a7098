#include "src/io/write_spreadsheet.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <limits>

#include "src/core/error.hpp"
#include "src/io/archive_check.hpp"
#include "src/io/spreadsheet_check.hpp"
#include "src/io/startup.hpp"
#include "src/io/virtual_file.hpp"
#include "src/io/write_archive.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;

namespace {

namespace fs = std::filesystem;

std::string part(const fs::path& file, const std::string& name)
{
    const VirtualFile member("/vsizip/{" + file.string() + "}/" + name, name);
    return member.bytes(0, member.size());
}

bool holds(const std::string& text, const std::string& wanted) { return text.find(wanted) != std::string::npos; }

Sheet places(std::size_t rows)
{
    Sheet sheet{"Settlements", {{"Name"}, {"People", CellFormat::whole}, {"Chance", CellFormat::chance}}, {}};
    for (std::size_t i = 0; i < rows; ++i)
        sheet.rows.push_back({Value("Suku " + std::to_string(i)), Value(std::int64_t(i)), Value(static_cast<double>(i) / 7)});
    return sheet;
}

/// The only file in a folder of its own.
struct Place {
    Place() { start_up(); }
    tasi::testing::TemporaryFolder folder;
    fs::path file = folder / "a {b}.xlsx";
};

}  // namespace

TEST_CASE("a cell is a number, a text or nothing, and never a formula", "[spreadsheet]")
{
    const Place place;
    Sheet sheet = places(0);
    sheet.rows = {{Value("=HYPERLINK(\"x\")"), Value(), Value(std::numeric_limits<double>::infinity())},
                  {Value("-5.2"), Value(0.1), Value("<b>&")},
                  {Value("end"), Value(), Value(0.5)}};
    write_spreadsheet(place.file, {sheet});
    const std::string xml = part(place.file, "xl/worksheets/sheet1.xml");
    CHECK(holds(xml, "<t>'=HYPERLINK(\"x\")</t>"));
    CHECK(!holds(xml, "<f>"));
    CHECK(!holds(xml, "\"B2\""));
    CHECK(!holds(xml, "\"C2\""));
    CHECK(holds(xml, "<t>-5.2</t>"));
    CHECK(holds(xml, "<v>0.1</v>"));
    CHECK(holds(xml, "<t>&lt;b&gt;&amp;</t>"));
    CHECK(holds(xml, "state=\"frozen\""));
    CHECK(holds(xml, "<autoFilter ref=\"A1:C4\"/>"));
    CHECK(holds(part(place.file, "xl/styles.xml"), "[&lt;0.01]&quot;&lt;1%&quot;;[&gt;0.99]&quot;&gt;99%&quot;;0%"));
}

TEST_CASE("names of sheets that spreadsheets refuse are changed, and none is there twice", "[spreadsheet]")
{
    const Place place;
    std::vector<Sheet> sheets(6, places(1));
    const char* const names[] = {"[a]:*?/\\", "'quoted'", "History", "same", "SAME", ""};
    for (std::size_t i = 0; i < sheets.size(); ++i) sheets[i].name = names[i];
    sheets.push_back(places(1));
    sheets.back().name = std::string(200, 'x') + "\u0644";
    write_spreadsheet(place.file, sheets);
    const std::string book = part(place.file, "xl/workbook.xml");
    for (const char* name : {"\" a      \"", "\" quoted \"", "\"History 2\"", "\"same\"", "\"SAME 2\"", "\" 2\""}) CHECK(holds(book, name));
    CHECK(holds(book, "\"" + std::string(31, 'x') + "\""));
}

TEST_CASE("a spreadsheet written twice, in different seconds, has the same bytes, and nothing stands beside it", "[spreadsheet]")
{
    const Place place;
    write_spreadsheet(place.file, {places(500)});
    const std::string first = bytes_to_pack(place.file);
    sleep(2);  // times in zip archives have steps of two seconds
    write_spreadsheet(place.file, {places(500)});
    CHECK((bytes_to_pack(place.file) == first));
    CHECK(std::distance(fs::directory_iterator(place.folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a disk that takes no more ends in an output error at any place, also under temporary files alone", "[spreadsheet]")
{
    const Place place;
    write_spreadsheet(place.file, {places(20000)});
    const auto size = static_cast<rlim_t>(fs::file_size(place.file));
    const auto unpacked = static_cast<rlim_t>(part(place.file, "xl/worksheets/sheet1.xml").size());
    REQUIRE(size < unpacked / 2);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    for (const rlim_t limit : {rlim_t{0}, rlim_t{100}, size / 2, size - 10, size + 100'000, unpacked - 5000, unpacked - 10}) {
        INFO(limit << " of " << unpacked);
        const rlimit few{limit, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &few);
        bool refused = false;
        try {
            write_spreadsheet(place.file, {places(20000)});
        } catch (const OutputError&) {
            refused = true;
        }
        setrlimit(RLIMIT_FSIZE, &old);
        CHECK(refused);
    }
    std::signal(SIGXFSZ, handler);
    write_spreadsheet(place.file, {places(20000)});
}

TEST_CASE("a spreadsheet that lacks cells or the end of a part is not whole", "[spreadsheet]")
{
    const Place place;
    const auto write = [&](const std::string& sheet) {
        std::ofstream(place.file, std::ios::binary) << zip_of(
            {{"xl/workbook.xml", "<?xml version=\"1.0\"?>\n<workbook a=\"1\"></workbook>\n"}, {"xl/worksheets/sheet1.xml", sheet}});
    };
    const std::string whole = "<?xml version=\"1.0\"?>\n<worksheet><c r=\"A1\"/><c r=\"B1\"/></worksheet>";
    write(whole);
    check_spreadsheet(place.file, {2});
    CHECK_THROWS_AS(check_spreadsheet(place.file, {3}), OutputError);
    CHECK_THROWS_AS(check_spreadsheet(place.file, {2, 0}), OutputError);
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
        write(whole.substr(0, cut));
        CHECK_THROWS_AS(check_spreadsheet(place.file, {2}), OutputError);
    }
}

TEST_CASE("more rows than a sheet can have are refused before anything is written", "[spreadsheet]")
{
    const Place place;
    Sheet sheet{"A", {{"Name"}}, {}};
    sheet.rows.resize(1'048'576, {Value()});
    CHECK_THROWS_AS(write_spreadsheet(place.file, {sheet}), LimitError);
    CHECK(!fs::exists(place.file));
}

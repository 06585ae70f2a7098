#include "scenes/products/mtl.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

const std::string two_groups =
    "GROUP = LANDSAT_METADATA_FILE\r\n"
    "  GROUP = LEVEL2\r\n    MULT = 2.75e-05\r\n    NAME = \"a = b\"\r\n  END_GROUP = LEVEL2\r\n"
    "  GROUP = LEVEL1\r\n    MULT = 2.0E-05\r\n    BAD = 2.75E-05abc\r\n    NONE = NaN\r\n  END_GROUP = LEVEL1\r\n"
    "END_GROUP = LANDSAT_METADATA_FILE\r\nEND\r\n";

std::string group_of(const std::string& lines) { return "GROUP = A\n" + lines + "END_GROUP = A\nEND\n"; }

std::string contents(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a key has its own value in each group of an MTL file", "[mtl]")
{
    const Mtl mtl = Mtl::from_odl(two_groups, "x_MTL.txt");
    CHECK(mtl.number("LEVEL2", "MULT") == 2.75e-5);
    CHECK(mtl.number("LEVEL1", "MULT") == 2.0e-5);
    CHECK(mtl.text("LEVEL2", "NAME") == "a = b");
    CHECK(mtl.anywhere("MULT") == "2.75e-05");
    CHECK_FALSE(mtl.number("LEVEL2", "ADD").has_value());
    CHECK_FALSE(mtl.number("NO_SUCH_GROUP", "MULT").has_value());
    CHECK(mtl.starting("LEVEL1", "N").size() == 1);
}

TEST_CASE("an MTL value that is no finite number is refused when it is used as one", "[mtl]")
{
    const Mtl mtl = Mtl::from_odl(two_groups, "x_MTL.txt");
    CHECK_THROWS_AS(mtl.number("LEVEL1", "BAD"), UnsafeError);
    CHECK_THROWS_AS(mtl.number("LEVEL1", "NONE"), UnsafeError);
}

TEST_CASE("an ambiguous MTL file is refused", "[mtl]")
{
    CHECK_THROWS_AS(Mtl::from_odl(group_of("K = 1\nK = 1\n"), "f"), UnsafeError);
    CHECK_THROWS_AS(Mtl::from_odl("GROUP = A\nEND_GROUP = A\n" + group_of(""), "f"), UnsafeError);
}

TEST_CASE("an MTL file that is cut, binary or broken is unreadable", "[mtl]")
{
    for (const std::string& text :
         {std::string("GROUP = A\nK = 1\n"), std::string("GROUP = A\nEND\n"), group_of("no equals sign\n"),
          group_of(std::string("K = \0 1\n", 8)), group_of("K = \xff\xfe\n"), std::string("END_GROUP = A\nEND\n"), std::string()}) {
        CAPTURE(text);
        CHECK_THROWS_AS(Mtl::from_odl(text, "f"), UnreadableError);
    }
}

TEST_CASE("a line over 64 kB in an MTL file is over a limit", "[mtl]")
{
    CHECK_THROWS_AS(Mtl::from_odl(group_of("K = " + std::string(70000, '9') + "\n"), "f"), LimitError);
}

TEST_CASE("real MTL files of all collections are parsed", "[mtl]")
{
    const auto folder = testing::shared("data/landsat_mtl_samples");
    if (folder.empty()) return;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string(), text = contents(entry.path());
        CAPTURE(name);
        if (name == "README.md") continue;
        const bool xml = name.ends_with(".xml");
        const Mtl mtl = xml ? Mtl::from_xml(text, name) : Mtl::from_odl(text, name);
        CHECK(mtl.anywhere("SPACECRAFT_ID").has_value());
        CHECK(mtl.anywhere("DATE_ACQUIRED").has_value());
        CHECK(mtl.number_anywhere("UTM_ZONE").has_value());
        if (xml) CHECK(mtl.number("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", "REFLECTANCE_MULT_BAND_3") == 2.75e-5);
        ++files;
    }
    CHECK(files == 7);
}

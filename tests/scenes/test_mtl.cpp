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

std::string json_group(const std::string& entries) { return R"({"LANDSAT_METADATA_FILE": {"A": {)" + entries + "}}}"; }

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

TEST_CASE("the JSON form gives the same groups, and numbers keep their digits", "[mtl]")
{
    const Mtl mtl = Mtl::from_json(R"({"LANDSAT_METADATA_FILE": {"LEVEL2": {"MULT": "2.75e-05", "NAME": "a = b"},
        "LEVEL1": {"MULT": 2.0000E-05, "ROW": 66, "LEFT": -3, "BAD": "2.75E-05abc"}}})",
                                   "x_MTL.json");
    CHECK(mtl.has_group("LEVEL1"));
    CHECK(mtl.number("LEVEL2", "MULT") == 2.75e-5);
    CHECK(mtl.text("LEVEL1", "MULT") == "2.0000E-05");
    CHECK(mtl.number("LEVEL1", "ROW") == 66);
    CHECK(mtl.number("LEVEL1", "LEFT") == -3);
    CHECK(mtl.text("LEVEL2", "NAME") == "a = b");
    CHECK(mtl.anywhere("MULT") == "2.75e-05");
    CHECK_THROWS_AS(mtl.number("LEVEL1", "BAD"), UnsafeError);
}

TEST_CASE("an ambiguous JSON form is refused", "[mtl]")
{
    CHECK_THROWS_AS(Mtl::from_json(json_group(R"("K": 1, "K": 1)"), "f"), UnsafeError);
    CHECK_THROWS_AS(Mtl::from_json(R"({"LANDSAT_METADATA_FILE": {"A": {"K": 1}, "A": {"L": 1}}})", "f"), UnsafeError);
}

TEST_CASE("a JSON form that is cut, of another kind or over a limit is refused", "[mtl]")
{
    for (const std::string& text :
         {std::string(), std::string("{"), std::string("[]"), std::string("3"), std::string("{}"), json_group(R"("K": 1)") + "x",
          json_group(R"("K": null)"), json_group(R"("K": [1])"), json_group(R"("K": true)"), json_group(R"("K": {"L": 1})"),
          json_group(R"("K": "\u0000")"), json_group(R"("K": 1e999)"), json_group("\"K\": \"\xff\""),
          std::string(R"({"A": {"B": {"K": 1}}})"), std::string(R"({"LANDSAT_METADATA_FILE": {"K": 1}, "L1_METADATA_FILE": 3})"),
          std::string(100000, '['), std::string(R"({"LANDSAT_METADATA_FILE": 3})")}) {
        CAPTURE(text.substr(0, 80));
        CHECK_THROWS_AS(Mtl::from_json(text, "f"), UnreadableError);
    }
    CHECK_THROWS_AS(Mtl::from_json(json_group("\"K\": \"" + std::string(70000, '9') + "\""), "f"), LimitError);
}

TEST_CASE("an XML file whose root is no Landsat metadata is unreadable", "[mtl]")
{
    CHECK_THROWS_AS(Mtl::from_xml("<A><G><K>1</K></G></A>", "f"), UnreadableError);
    CHECK(Mtl::from_xml("<LANDSAT_METADATA_FILE><G><K>1</K></G></LANDSAT_METADATA_FILE>", "f").number("G", "K") == 1);
}

TEST_CASE("the three forms of one real MTL say the same", "[mtl]")
{
    const std::string id = "LC08_L2SP_008059_20191201_20200825_02_T1";
    const auto folder = testing::shared("data/landsat_c2l2_product_colombia/" + id);
    if (folder.empty()) return;
    const Mtl text = Mtl::from_odl(contents(folder / (id + "_MTL.txt")), "t");
    const Mtl json = Mtl::from_json(contents(folder / (id + "_MTL.json")), "j");
    const Mtl xml = Mtl::from_xml(contents(folder / (id + "_MTL.xml")), "x");
    for (const char* group : {"PRODUCT_CONTENTS", "IMAGE_ATTRIBUTES", "PROJECTION_ATTRIBUTES", "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",
                              "LEVEL1_RADIOMETRIC_RESCALING"}) {
        CAPTURE(group);
        CHECK(text.starting(group, "").size() > 5);
        CHECK(json.starting(group, "") == text.starting(group, ""));
        CHECK(xml.starting(group, "") == text.starting(group, ""));
    }
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

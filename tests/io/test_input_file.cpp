#include <sys/stat.h>
#include <chrono>

#include <filesystem>
#include <fstream>

#include "src/core/error.hpp"
#include "src/io/input_file.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;

namespace {

void put(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace

TEST_CASE("virtual, network and inline names are refused", "[input]")
{
    Session session;
    for (const char* name : {"/vsicurl/http://example.org/x.tif", "/vsizip/x.zip/y.tif", "/vsimem/x", "http://example.org/x.tif",
                             "PG:dbname=x", "MEM:::DATAPOINTER=1", "<VRTDataset/>", " <x/>", "{\"type\":\"FeatureCollection\"}",
                             "GTIFF_DIR:1:x.tif", "ftp://x/y", "NETCDF:\"x.nc\":band"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(checked_input(session, name), RefusedError);
    }
    CHECK_THROWS_AS(checked_input(session, std::string("a\0b", 3)), RefusedError);
    CHECK_THROWS_AS(checked_input(session, ""), UsageError);
    CHECK(session.inputs().empty());
}

TEST_CASE("what is not a readable regular file is unreadable, without waiting for a pipe", "[input]")
{
    Session session;
    const testing::TemporaryFolder folder;
    std::filesystem::create_symlink("loop", folder / "loop");
    std::filesystem::create_symlink("nothing", folder / "dangling");
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    for (const std::string& name : {(folder / "absent").string(), (folder / "loop").string(), (folder / "dangling").string(),
                                    (folder / "pipe").string(), folder.path().string(), std::string("/dev/zero"), std::string(5000, 'x')}) {
        CAPTURE(name);
        CHECK_THROWS_AS(checked_input(session, name), UnreadableError);
    }
    try {
        checked_input(session, (folder / "loop").string());
    } catch (const UnreadableError& error) {
        CHECK(error.problem().find("symbolic link loop") != std::string::npos);
    }
}

TEST_CASE("odd but honest names are files like any other, and are noted", "[input]")
{
    Session session;
    const testing::TemporaryFolder folder;
    for (const std::string& name : {std::string("new\nline.txt"), std::string("%s%n.txt"), std::string("a 'b' \"c\".txt"),
                                    std::string(255, 'x'), std::string("[1].txt"), std::string("a:b.txt"), std::string("-rf")}) {
        put(folder / name, "content");
        const auto path = checked_input(session, (folder / name).string());
        CHECK(path.is_absolute());
        CHECK(read_bytes(session, path, 100) == "content");
    }
    CHECK(session.inputs().size() == 7);
    put(folder / "large", std::string(101, 'x'));
    CHECK_THROWS_AS(read_bytes(session, folder / "large", 100), LimitError);
}

TEST_CASE("TOML becomes JSON with dates as text, and a mistake names its line", "[input]")
{
    Session session;
    const testing::TemporaryFolder folder;
    put(folder / "study.toml", "name = \"x\"\n[rates]\nsince = 2000-01-31\nlist = [1, 2.5, true]\nat = 2021-06-15T01:47:13Z\n");
    const auto study = read_toml(session, folder / "study.toml");
    CHECK(study["rates"]["since"] == "2000-01-31");
    CHECK(study["rates"]["list"][1] == 2.5);
    CHECK(study["rates"]["at"] == "2021-06-15T01:47:13Z");
    for (const char* bad : {"a = 1\nb = = 2\n", "a = 1\na = 2\n", "a = nan\n", "a = 1,5\n", "a = \"\xff\"\n"}) {
        CAPTURE(bad);
        put(folder / "bad.toml", bad);
        CHECK_THROWS_AS(read_toml(session, folder / "bad.toml"), UsageError);
    }
    put(folder / "bad.toml", "a = 1\nb = = 2\n");
    try {
        read_toml(session, folder / "bad.toml");
    } catch (const UsageError& error) {
        CHECK(error.problem().find("line 2") != std::string::npos);
    }
}

TEST_CASE("reading JSON takes time in proportion to its length", "[input]")
{
    const testing::TemporaryFolder folder;
    std::string text = "{\"features\": [{}";
    for (int i = 1; i < 300'000; ++i) text += ",{}";
    put(folder / "many.json", text + "]}");
    Session session;
    const auto start = std::chrono::steady_clock::now();
    CHECK(read_json(session, folder / "many.json")["features"].size() == 300'000);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));  // once 30 s and more
}

TEST_CASE("JSON is read strictly", "[input]")
{
    Session session;
    const testing::TemporaryFolder folder;
    put(folder / "good.json", "{\"a\": {\"b\": [1, null]}, \"c\": {\"b\": 1}}");
    CHECK(read_json(session, folder / "good.json")["a"]["b"][0] == 1);
    const std::string deep = std::string(200000, '[') + std::string(200000, ']');
    for (const std::string& bad : {std::string("{\"a\": NaN}"), std::string("{\"a\": 1, \"a\": 2}"), std::string("{\"a\": 1,}"),
                                   std::string("[1e999]"), std::string("[1] x"), std::string(""), std::string("{\"a\": \"\xff\"}"), deep}) {
        put(folder / "bad.json", bad);
        CAPTURE(bad.substr(0, 40));
        CHECK_THROWS_AS(read_json(session, folder / "bad.json"), UnreadableError);
    }
}

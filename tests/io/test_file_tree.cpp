#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <unistd.h>

#include <cpl_vsi.h>
#include <zlib.h>

#include "src/core/error.hpp"
#include "src/io/file_tree.hpp"
#include "src/io/input_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"
#include "tests/io/hostile.hpp"
#include "tests/io/make_raster.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::TemporaryFolder;

namespace {

void put(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string contents(const std::filesystem::path& file)
{
    Session session;
    return read_bytes(session, file, 100'000'000);
}

/// One tar header and its contents, as POSIX ustar has them.
std::string tar_entry(const std::string& name, const std::string& text, char type = '0')
{
    std::string head(512, '\0');
    std::memcpy(head.data(), name.data(), std::min<std::size_t>(name.size(), 100));
    std::snprintf(&head[100], 8, "%07o", 0644);
    std::snprintf(&head[124], 12, "%011o", static_cast<unsigned>(text.size()));
    std::memcpy(&head[257], "ustar\00000", 8);
    head[156] = type;
    std::memset(&head[148], ' ', 8);
    unsigned sum = 0;
    for (const char c : head) sum += static_cast<unsigned char>(c);
    std::snprintf(&head[148], 8, "%06o", sum);
    return head + text + std::string((512 - text.size() % 512) % 512, '\0');
}

const std::string tar_end(1024, '\0');

std::string posix_record(const std::string& key, const std::string& value)
{
    const std::string rest = " " + key + "=" + value + "\n";
    std::size_t length = rest.size() + 1;
    while (std::to_string(length).size() + rest.size() != length) ++length;
    return std::to_string(length) + rest;
}

void put_gz(const std::filesystem::path& file, const std::string& text)
{
    gzFile out = gzopen(file.c_str(), "wb9");
    REQUIRE(gzwrite(out, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size()));
    REQUIRE(gzclose(out) == Z_OK);
}

int exit_of_opening(const std::filesystem::path& path)
{
    return tasi::testing::outcome_of([&] {
               Session session;
               const FileTree tree(session, path);
           })
        .exit;
}

/// Opens everything in a tree, as a product reader would.
void use_tree(const std::filesystem::path& path)
{
    Session session;
    const FileTree tree(session, path);
    for (const std::string& member : tree.members()) tree.read(session, member);
    for (const std::string& member : tree.matching("*.tif")) {
        const RasterFile raster = tree.raster(session, member);
        raster.read(0, raster.info().grid.whole());
    }
}

}  // namespace

TEST_CASE("a folder and its archives hold the same members, texts and rasters", "[tree]")
{
    start_up();
    const TemporaryFolder folder;
    const std::string long_name = "S2/" + std::string(90, 'g') + "/" + std::string(90, 'h') + "/band.tif";
    std::filesystem::create_directories((folder / ("p/" + long_name)).parent_path());
    tasi::testing::make_raster(folder / ("p/" + long_name), {});
    put(folder / "p/S2/MTD.xml", "<a/>");
    put(folder / "p/S2/empty.txt", "");
    const std::string band = contents(folder / ("p/" + long_name));
    const std::string rest = tar_entry("S2/MTD.xml", "<a/>") + tar_entry("S2/", "", '5') + tar_entry("S2/empty.txt", "") + tar_end;
    const std::string gnu = tar_entry("././@LongLink", long_name + '\0', 'L') + tar_entry(long_name, band) + rest;
    const std::string posix = tar_entry("PaxHeaders", posix_record("path", long_name), 'x') + tar_entry("short", band) + rest;
    put(folder / "gnu.tar", gnu);
    put(folder / "posix.tar", posix);
    put_gz(folder / "gnu.tar.gz", gnu);
    for (const std::string& member : {long_name, std::string("S2/MTD.xml"), std::string("S2/empty.txt")}) {
        const std::string text = contents(folder / ("p/" + member));
        VSILFILE* out = VSIFOpenL(("/vsizip/" + (folder / "z.zip").string() + "/" + member).c_str(), "wb");
        REQUIRE(out);
        VSIFWriteL(text.data(), 1, text.size(), out);
        VSIFCloseL(out);
    }
    for (const char* name : {"p", "gnu.tar", "posix.tar", "gnu.tar.gz", "z.zip"}) {
        CAPTURE(name);
        Session session;
        const FileTree tree(session, folder / name);
        CHECK(tree.is_archive() == (std::string(name) != "p"));
        CHECK(tree.members() == std::vector<std::string>{"S2/MTD.xml", "S2/empty.txt", long_name});
        CHECK(tree.matching("mtd*.XML") == std::vector<std::string>{"S2/MTD.xml"});
        CHECK(tree.matching("b?nd.tif") == std::vector<std::string>{long_name});
        CHECK(tree.matching("*.jp2").empty());
        CHECK(tree.read(session, "S2/MTD.xml") == "<a/>");
        CHECK(tree.read(session, "S2/empty.txt").empty());
        CHECK_THROWS_AS(tree.read(session, "S2/MTD.xml", 3), LimitError);
        CHECK_THROWS_AS(tree.raster(session, "S2/empty.txt"), UnreadableError);
        CHECK_THROWS_AS(tree.read(session, "S2/absent"), UnreadableError);
        CHECK_THROWS_AS(tree.read(session, "../../../etc/passwd"), RefusedError);
        CHECK_THROWS_AS(tree.read(session, "/etc/passwd"), RefusedError);
        const RasterFile raster = tree.raster(session, long_name);
        CHECK(RasterFile(raster).read(0, {0, 0, 4, 5})(3, 4) == 1034);
        CHECK(raster.name().find("/vsi") == std::string::npos);
        CHECK_FALSE(session.inputs().empty());
    }
    CHECK_FALSE(std::filesystem::exists(folder / "gnu.tar.gz.properties"));
}

TEST_CASE("a raster in a compressed tar is unpacked once, and removed with the tree", "[tree]")
{
    start_up();
    const TemporaryFolder folder;
    testing::make_raster(folder / "a.tif", {});
    put_gz(folder / "a.tar.gz", tar_entry("a.tif", contents(folder / "a.tif")) + tar_end);
    const auto work_folders = [] {
        std::set<std::string> found;
        for (const std::string& name : testing::names_in(std::filesystem::temp_directory_path()))
            if (name.starts_with(".tasi-" + std::to_string(getpid()) + "-")) found.insert(name);
        return found;
    };
    const auto before = work_folders();
    {
        Session session;
        const FileTree tree(session, folder / "a.tar.gz");
        const RasterFile first = tree.raster(session, "a.tif"), second = tree.raster(session, "a.tif");
        CHECK(work_folders().size() == before.size() + 1);
        CHECK(first.name() == tree.shown("a.tif"));
        CHECK((first.read(0, first.info().grid.whole()) ==
               RasterFile(session, (folder / "a.tif").string()).read(0, first.info().grid.whole()))
                  .all());
        CHECK(session.inputs().size() == 2);  // the archive and the file compared with, not what was unpacked
    }
    CHECK(work_folders() == before);
}

TEST_CASE("archives with names that leave their folder, links or devices are refused", "[tree]")
{
    const TemporaryFolder folder;
    for (const char* name : {"/etc/x", "../x", "a/../../x", "a/..", "C:x", "a\\..\\x"}) {
        CAPTURE(name);
        put(folder / "a.tar", tar_entry("good", "x") + tar_entry(name, "x") + tar_end);
        CHECK(exit_of_opening(folder / "a.tar") == 8);
    }
    for (const char type : {'1', '2', '3', '4', '6'}) {
        put(folder / "a.tar", tar_entry("link", "", type) + tar_end);
        CHECK(exit_of_opening(folder / "a.tar") == 8);
    }
    put(folder / "a.tar", tar_entry("h", posix_record("path", "../x"), 'x') + tar_entry("good", "x") + tar_end);
    CHECK(exit_of_opening(folder / "a.tar") == 8);
    put(folder / "a.tar", tar_entry("h", "../x", 'L') + tar_entry("good", "x") + tar_end);
    CHECK(exit_of_opening(folder / "a.tar") == 8);
}

TEST_CASE("doubled members are unsafe, unknown kinds and broken headers unreadable", "[tree]")
{
    const TemporaryFolder folder;
    const auto exit_of = [&](const std::string& bytes) { return put(folder / "a.tar", bytes), exit_of_opening(folder / "a.tar"); };
    CHECK(exit_of(tar_entry("a", "1") + tar_entry("a", "2") + tar_end) == 4);
    CHECK(exit_of(tar_entry("a", "1") + tar_entry("./a", "2") + tar_end) == 4);
    CHECK(exit_of(tar_entry("a", "1") + tar_entry("A", "2") + tar_end) == 4);
    CHECK(exit_of(tar_entry("a", "1", 'S') + tar_end) == 3);
    CHECK(exit_of(tar_end) == 3);
    CHECK(exit_of("") == 3);
    CHECK(exit_of(std::string(2000, 'x')) == 3);
    CHECK(exit_of(tar_entry("h", "99 path=x\n", 'x') + tar_entry("a", "1") + tar_end) == 3);
    CHECK(exit_of(tar_entry("h", "-5 path=x\n", 'x') + tar_entry("a", "1") + tar_end) == 3);
    CHECK(exit_of(tar_entry("h", "3 p", 'x') + tar_entry("a", "1") + tar_end) == 3);
    CHECK(exit_of(tar_entry("h", posix_record("size", "999999999999999"), 'x') + tar_entry("a", "1") + tar_end) == 3);
    CHECK(exit_of(tar_entry("a", "1") + tar_end) == 0);
    std::string wrong_sum = tar_entry("a", "1") + tar_end;
    wrong_sum[0] = 'b';
    CHECK(exit_of(wrong_sum) == 3);
}

TEST_CASE("a zip member with two names is refused", "[tree]")
{
    start_up();
    const TemporaryFolder folder;
    VSILFILE* out = VSIFOpenL(("/vsizip/" + (folder / "z.zip").string() + "/name.txt").c_str(), "wb");
    VSIFWriteL("text", 1, 4, out);
    VSIFCloseL(out);
    CHECK(exit_of_opening(folder / "z.zip") == 0);
    std::string bytes = contents(folder / "z.zip");
    bytes[bytes.find("name.txt")] = 'l';
    put(folder / "z.zip", bytes);
    CHECK(exit_of_opening(folder / "z.zip") == 8);
}

TEST_CASE("an archive that unpacks to far more than it holds is over the limit", "[tree]")
{
    const TemporaryFolder folder;
    put_gz(folder / "bomb.tar.gz", tar_entry("zeros", std::string(120'000'000, '\0')) + tar_end);
    CHECK(exit_of_opening(folder / "bomb.tar.gz") == 7);
    put_gz(folder / "dense.tar.gz", tar_entry("zeros", std::string(1'000'000, '\0')) + tar_end);
    CHECK(exit_of_opening(folder / "dense.tar.gz") == 0);
}

TEST_CASE("an archive cut anywhere is refused", "[tree]")
{
    start_up();
    const TemporaryFolder folder;
    tasi::testing::make_raster(folder / "b.tif", {.rows = 30, .cols = 30});
    const std::string tar = tar_entry("b.tif", contents(folder / "b.tif")) + tar_entry("t.txt", "text") + tar_end;
    put(folder / "w.tar", tar);
    put_gz(folder / "w.tar.gz", tar);
    VSILFILE* out = VSIFOpenL(("/vsizip/" + (folder / "w.zip").string() + "/b.tif").c_str(), "wb");
    const std::string band = contents(folder / "b.tif");
    VSIFWriteL(band.data(), 1, band.size(), out);
    VSIFCloseL(out);
    for (const char* name : {"w.tar", "w.tar.gz", "w.zip"}) {
        const std::string whole = contents(folder / name);
        CHECK_NOTHROW(use_tree(folder / name));
        // The two zero blocks at the end of a tar hold nothing: cut inside the second one it is still whole.
        const std::size_t last = std::string(name) == "w.tar" ? whole.size() - 1024 : whole.size();
        for (std::size_t percent = 0; percent < 100; percent += 3) {
            CAPTURE(name, percent);
            const std::string cut = std::string("cut") + std::string(name).substr(1);
            put(folder / cut, whole.substr(0, last * percent / 100));
            CHECK_THROWS_AS(use_tree(folder / cut), UnreadableError);
        }
    }
}

TEST_CASE("bytes of archives changed at random never end in a crash", "[tree]")
{
    start_up();
    const TemporaryFolder folder;
    put_gz(folder / "w.tar.gz", tar_entry("b.txt", "text") + tar_end);
    put(folder / "w.tar", tar_entry("p", posix_record("path", "x/y"), 'x') + tar_entry("b.txt", "text") + tar_end);
    VSILFILE* out = VSIFOpenL(("/vsizip/" + (folder / "w.zip").string() + "/b.txt").c_str(), "wb");
    VSIFWriteL("text", 1, 4, out);
    VSIFCloseL(out);
    unsigned state = 7;
    const auto next = [&] { return state = state * 1664525U + 1013904223U, state >> 8; };
    for (const char* name : {"w.tar", "w.tar.gz", "w.zip"}) {
        const std::string whole = contents(folder / name);
        for (int trial = 0; trial < 300; ++trial) {
            std::string bad = whole;
            const std::size_t span = std::min<std::size_t>(bad.size(), 1100);
            for (int n = 0; n < 3; ++n) bad[next() % span] = static_cast<char>(next());
            put(folder / (std::string("bad") + name), bad);
            try {
                use_tree(folder / (std::string("bad") + name));
            } catch (const Error& error) {
                CHECK(static_cast<int>(error.code()) >= 3);
            }
        }
    }
}

TEST_CASE("a folder with links out of it is refused, links inside count as files", "[tree]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "p/sub");
    put(folder / "outside.txt", "x");
    put(folder / "p/sub/a.txt", "a");
    std::filesystem::create_symlink("sub/a.txt", folder / "p/b.txt");
    Session session;
    const FileTree tree(session, folder / "p");
    CHECK(tree.members() == std::vector<std::string>{"b.txt", "sub/a.txt"});
    CHECK(tree.read(session, "b.txt") == "a");
    std::filesystem::create_symlink("../outside.txt", folder / "p/c.txt");
    CHECK(exit_of_opening(folder / "p") == 8);
    std::filesystem::remove(folder / "p/c.txt");
    std::filesystem::create_symlink("nowhere", folder / "p/c.txt");
    CHECK(exit_of_opening(folder / "p") == 3);
    CHECK(exit_of_opening(folder / "absent") == 3);
    CHECK(exit_of_opening(folder / "outside.txt") == 3);
    CHECK(exit_of_opening("/vsizip/x.zip") == 8);
}

TEST_CASE("hostile archives end as the corpus wants, the sound ones open", "[tree][hostile]")
{
    start_up();
    if (tasi::testing::hostile_corpus().empty()) return;
    int seen = 0;
    for (const auto& item : tasi::testing::hostile_items("archive/")) {
        const std::string name = (tasi::testing::hostile_corpus() / item["file"].get<std::string>()).string();
        const auto outcome = tasi::testing::outcome_of([&] { use_tree(name); });
        CAPTURE(item["id"].get<std::string>(), name, outcome.exit, outcome.message);
        CHECK(tasi::testing::is_wanted(item, outcome));
        ++seen;
    }
    CHECK(seen == 6);
    for (const char* sound : {"control/l8_c2", "control/l8_c2.tar", "control/s2.zip"}) {
        const auto outcome = tasi::testing::outcome_of([&] { use_tree(tasi::testing::hostile_corpus() / sound); });
        CAPTURE(sound, outcome.message);
        CHECK(outcome.exit == 0);
    }
}

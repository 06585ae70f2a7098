#include <filesystem>

#include "src/core/error.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/file_tree.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_archive.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::TemporaryFolder;

namespace {

const std::string long_part(60, 'n');

/// Files that packers stumble over: an empty one, one of a whole block, one that does not compress, names beyond 100 bytes.
void fill_folder(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder / "sub" / long_part);
    write_text(folder / "b.txt", "second");
    write_text(folder / "a.txt", std::string(512, 'a'));
    write_text(folder / "empty", "");
    std::string noise;
    for (unsigned i = 0, x = 1; i < 100'000; ++i) noise += static_cast<char>((x = x * 1664525u + 1013904223u) >> 24);
    write_text(folder / "sub" / long_part / (long_part + ".bin"), noise);
}

}  // namespace

TEST_CASE("an archive holds the files of a folder under their names, in the order of the names", "[write_archive]")
{
    start_up();
    const TemporaryFolder folder;
    fill_folder(folder / "in");
    for (const auto& [name, kind] :
         {std::pair{"x.tar", ArchiveKind::tar}, std::pair{"x.tar.gz", ArchiveKind::tar_gz}, std::pair{"x.zip", ArchiveKind::zip}}) {
        CAPTURE(name);
        write_archive(folder / name, folder / "in", "P.SAFE/", kind);
        CHECK(archive_kind(folder / name) == kind);
        Session session;
        const FileTree tree(session, folder / name);
        const std::string deep = "P.SAFE/sub/" + long_part + "/" + long_part + ".bin";
        CHECK(tree.members() == std::vector<std::string>{"P.SAFE/a.txt", "P.SAFE/b.txt", "P.SAFE/empty", deep});
        CHECK(tree.read(session, "P.SAFE/a.txt") == std::string(512, 'a'));
        CHECK(tree.read(session, "P.SAFE/b.txt") == "second");
        CHECK(tree.read(session, "P.SAFE/empty").empty());
        CHECK(tree.read(session, deep) == testing::bytes_of(folder.path() / "in" / "sub" / long_part / (long_part + ".bin")));
    }
}

TEST_CASE("archives of the same files have the same bytes, whenever they are made", "[write_archive]")
{
    const TemporaryFolder folder;
    fill_folder(folder / "in");
    fill_folder(folder / "again");
    std::filesystem::last_write_time(folder.path() / "again" / "a.txt", std::filesystem::file_time_type(std::chrono::hours(1000)));
    for (const ArchiveKind kind : {ArchiveKind::tar, ArchiveKind::tar_gz, ArchiveKind::zip}) {
        write_archive(folder / "x", folder / "in", "", kind);
        write_archive(folder / "y", folder / "again", "", kind);
        CHECK(testing::bytes_of(folder / "x") == testing::bytes_of(folder / "y"));
    }
}

TEST_CASE("a name that tar cannot hold is refused", "[write_archive]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "in");
    write_text(folder.path() / "in" / std::string(120, 'x'), "text");
    CHECK_THROWS_AS(write_archive(folder / "x.tar", folder / "in", "", ArchiveKind::tar), LimitError);
}

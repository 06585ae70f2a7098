#include "src/io/atomic_output.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::bytes_of;
using tasi::testing::names_in;
using tasi::testing::TemporaryFolder;
using Names = std::set<std::string>;
using Kind = AtomicOutput::Kind;

namespace {

void put(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

void make(const std::filesystem::path& target, const std::string& text, bool overwrite = false)
{
    AtomicOutput output(target, overwrite, {});
    write_text(output.working_path(), text);
    output.commit();
}

ExitCode claim_code(const std::filesystem::path& target, bool overwrite, const std::vector<std::filesystem::path>& inputs = {},
                    Kind kind = Kind::file)
{
    try {
        const AtomicOutput output(target, overwrite, inputs, kind);
        return ExitCode::done;
    } catch (const Error& error) {
        return error.code();
    }
}

/// Folders that forbid writing bind everybody but root.
int as_nobody(const std::function<int()>& task)
{
    return testing::exit_code_of(testing::start_child([&] {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 98;
        return task();
    }));
}

}  // namespace

TEST_CASE("an output appears at commit, whole, and nothing else with it", "[atomic_output]")
{
    const TemporaryFolder folder;
    {
        AtomicOutput output(folder / "o.txt", false, {});
        write_text(output.working_path(), "whole");
        CHECK(output.written() == std::vector<std::string>{"o.txt"});
        CHECK_FALSE(std::filesystem::exists(folder / "o.txt"));
        output.commit();
        CHECK(names_in(folder.path()) == Names{"o.txt"});
    }
    CHECK(bytes_of(folder / "o.txt") == "whole");
    CHECK(names_in(folder.path()) == Names{"o.txt"});
}

TEST_CASE("an output that is not committed leaves nothing", "[atomic_output]")
{
    const TemporaryFolder folder;
    {
        const AtomicOutput output(folder / "o.txt", false, {});
        write_text(output.working_path(), "half");
        write_text(output.working_path("o.idx"), "half");
    }
    CHECK(names_in(folder.path()).empty());
}

TEST_CASE("an existing output is refused before work, and replaced only when asked", "[atomic_output]")
{
    const TemporaryFolder folder;
    put(folder / "o.txt", "old");
    CHECK(claim_code(folder / "o.txt", false) == ExitCode::output);
    {
        const AtomicOutput output(folder / "o.txt", true, {});
        write_text(output.working_path(), "new");
        CHECK(bytes_of(folder / "o.txt") == "old");
    }
    CHECK(bytes_of(folder / "o.txt") == "old");
    make(folder / "o.txt", "new", true);
    CHECK(bytes_of(folder / "o.txt") == "new");
    CHECK(names_in(folder.path()) == Names{"o.txt"});
}

TEST_CASE("the input is never the output, by whatever name", "[atomic_output]")
{
    const TemporaryFolder folder;
    const auto input = folder / "in.txt";
    put(input, "in");
    std::filesystem::create_hard_link(input, folder / "hard.txt");
    std::filesystem::create_symlink(input, folder / "soft.txt");
    for (const char* name : {"in.txt", "./in.txt", "hard.txt", "soft.txt"})
        for (const bool overwrite : {false, true}) {
            CAPTURE(name, overwrite);
            CHECK(claim_code(folder / name, overwrite, {input}) == ExitCode::usage);
        }
    CHECK(claim_code(folder / "in.txt", true, {folder / "soft.txt"}) == ExitCode::usage);
    CHECK(bytes_of(input) == "in");
}

TEST_CASE("a sibling of the output is never an input either", "[atomic_output]")
{
    const TemporaryFolder folder;
    put(folder / "o.dbf", "in");
    CHECK(claim_code(folder / "o.shp", true, {folder / "o.dbf"}) == ExitCode::usage);
    put(folder / "o_zones.csv", "in");
    AtomicOutput output(folder / "o.csv", true, {folder / "o_zones.csv"});
    write_text(output.working_path(), "new");
    write_text(output.working_path("o_zones.csv"), "new");
    CHECK_THROWS_AS(output.commit(), UsageError);
    CHECK(bytes_of(folder / "o_zones.csv") == "in");
    CHECK_FALSE(std::filesystem::exists(folder / "o.csv"));
}

TEST_CASE("folders, devices and dangling links are no place for a file", "[atomic_output]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "sub");
    std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
    for (const bool overwrite : {false, true}) {
        CHECK(claim_code(folder / "sub", overwrite) == ExitCode::output);
        CHECK(claim_code("/dev/full", overwrite) == ExitCode::output);
    }
    CHECK(claim_code(folder / "dangling", false) == ExitCode::output);
    CHECK(claim_code(folder.path().string() + "/", false) == ExitCode::usage);
    CHECK(names_in(folder / "sub").empty());
}

TEST_CASE("a missing folder is refused and not made", "[atomic_output]")
{
    const TemporaryFolder folder;
    CHECK(claim_code(folder / "no/sub/o.txt", false) == ExitCode::output);
    put(folder / "file", "");
    CHECK(claim_code(folder / "file/o.txt", false) == ExitCode::output);
    CHECK(names_in(folder.path()) == Names{"file"});
}

TEST_CASE("a read-only folder is refused before work", "[atomic_output]")
{
    const TemporaryFolder folder;
    chmod(folder.path().c_str(), 0555);
    CHECK(as_nobody([&] { return static_cast<int>(claim_code(folder / "o.txt", false)); }) == 6);
    chmod(folder.path().c_str(), 0755);
}

TEST_CASE("of two runs on one target the second to finish is refused", "[atomic_output]")
{
    const TemporaryFolder folder;
    AtomicOutput first(folder / "o.txt", false, {}), second(folder / "o.txt", false, {});
    write_text(first.working_path(), "first");
    write_text(second.working_path(), "second");
    write_text(second.working_path("o.idx"), "second");
    first.commit();
    CHECK_THROWS_AS(second.commit(), OutputError);
    CHECK(bytes_of(folder / "o.txt") == "first");
    CHECK_FALSE(std::filesystem::exists(folder / "o.idx"));
}

TEST_CASE("a commit that fails half-way brings the old files back", "[atomic_output]")
{
    const TemporaryFolder folder;
    put(folder / "o.txt", "old");
    put(folder / "o.idx", "old index");
    {
        AtomicOutput output(folder / "o.txt", true, {});
        write_text(output.working_path(), "new");
        write_text(output.working_path("o.idx"), "new index");
        write_text(output.working_path("p.idx"), "new");
        std::filesystem::create_directory(folder / "p.idx");  // in the way of the second sibling
        CHECK_THROWS_AS(output.commit(), OutputError);
    }
    CHECK(bytes_of(folder / "o.txt") == "old");
    CHECK(bytes_of(folder / "o.idx") == "old index");
    CHECK(names_in(folder.path()) == Names{"o.txt", "o.idx", "p.idx"});
}

TEST_CASE("what an older output left beside the new one goes with it", "[atomic_output]")
{
    const TemporaryFolder folder;
    for (const char* name : {"o.shp", "o.qix", "o.shp.xml", "o.txt"}) put(folder / name, "old");
    make(folder / "o.shp", "new", true);
    CHECK(names_in(folder.path()) == Names{"o.shp", "o.txt"});

    put(folder / "a.gpkg-journal", "of a writer that died");
    CHECK(claim_code(folder / "a.gpkg", false) == ExitCode::output);
    put(folder / "b.tif.aux.xml", "moves the raster");
    make(folder / "b.tif", "new", true);
    CHECK_FALSE(std::filesystem::exists(folder / "b.tif.aux.xml"));
}

TEST_CASE("a name of 255 bytes works", "[atomic_output]")
{
    const TemporaryFolder folder;
    const std::string name = std::string(251, 'n') + ".txt";
    make(folder / name, "long");
    CHECK(names_in(folder.path()) == Names{name});
    CHECK(claim_code(folder / ("n" + name), false) == ExitCode::output);
}

TEST_CASE("a folder appears as a whole, and only an earlier output is replaced", "[atomic_output]")
{
    const TemporaryFolder folder;
    const auto make_folder = [&](const std::string& text) {
        AtomicOutput output(folder / "study", text == "new", {}, Kind::folder);
        write_text(output.working_path("maps/a.txt"), text);
        write_text(output.working_path("run.json"), "{}");
        CHECK(output.written() == std::vector<std::string>{"maps/a.txt"});
        output.commit();
    };
    make_folder("old");
    CHECK(claim_code(folder / "study", false, {}, Kind::folder) == ExitCode::output);
    put(folder / "study/stale.txt", "old");
    make_folder("new");
    CHECK(names_in(folder / "study") == Names{"maps", "run.json"});
    CHECK(bytes_of(folder / "study/maps/a.txt") == "new");
    CHECK(names_in(folder.path()) == Names{"study"});

    std::filesystem::remove(folder / "study/run.json");
    CHECK(claim_code(folder / "study", true, {}, Kind::folder) == ExitCode::output);
    CHECK(claim_code(folder / "study", true, {folder / "study/maps/a.txt"}, Kind::folder) == ExitCode::usage);
    put(folder / "file", "");
    CHECK(claim_code(folder / "file", true, {}, Kind::folder) == ExitCode::output);
}

TEST_CASE("a name that leaves the output is a bug", "[atomic_output]")
{
    const TemporaryFolder folder;
    const AtomicOutput file(folder / "o.txt", false, {}), study(folder / "study", false, {}, Kind::folder);
    for (const char* name : {"../x", "/tmp/x", "a/b"}) CHECK_THROWS_AS(file.working_path(name), BugError);
    CHECK_THROWS_AS(study.working_path("a/../../x"), BugError);
}

TEST_CASE("a killed run leaves only what the next run clears; the work of live ones stays", "[atomic_output]")
{
    const TemporaryFolder folder;
    const pid_t child = testing::start_child([&] {
        const AtomicOutput output(folder / "o.txt", false, {});
        write_text(output.working_path(), "half");
        return raise(SIGKILL);
    });
    CHECK(testing::exit_code_of(child) == 1000 + SIGKILL);
    CHECK(names_in(folder.path()).size() == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "o.txt"));

    const AtomicOutput alive(folder / "other.txt", false, {});
    make(folder / "o.txt", "whole");
    CHECK(names_in(folder.path()).size() == 2);
    CHECK(std::filesystem::exists(alive.working_path().parent_path()));
}

TEST_CASE("work folders of other machines are not judged by process numbers of ours", "[atomic_output]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / ".tasi-4194303-00000000-0");
    make(folder / "o.txt", "whole");
    CHECK(names_in(folder.path()) == Names{"o.txt", ".tasi-4194303-00000000-0"});
}

TEST_CASE("SIGTERM, SIGINT and SIGHUP in the middle of writing leave nothing", "[atomic_output]")
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        CAPTURE(signal);
        const TemporaryFolder folder;
        put(folder / "old.txt", "old");
        int ready[2];
        REQUIRE(pipe(ready) == 0);
        const pid_t child = testing::start_child([&] {
            handle_signals();
            const AtomicOutput first(folder / "o.txt", false, {}), second(folder / "old.txt", true, {});
            const auto write_for_ever = [&](const std::string& start) {
                for (int i = 0;; ++i) {
                    std::ofstream(first.working_path(start + std::to_string(i % 500))) << "half";
                    if (i == 20 && write(ready[1], "x", 1) != 1) _exit(97);
                }
            };
            std::thread other([&] { write_for_ever("b"); });
            write_for_ever("a");
            return 0;
        });
        char byte = 0;
        REQUIRE(read(ready[0], &byte, 1) == 1);
        kill(child, signal);
        CHECK(testing::exit_code_of(child) == 128 + signal);
        CHECK(names_in(folder.path()) == Names{"old.txt"});
        CHECK(bytes_of(folder / "old.txt") == "old");
        close(ready[0]);
        close(ready[1]);
    }
}

TEST_CASE("a process that cannot unwind can still leave nothing", "[atomic_output]")
{
    const TemporaryFolder folder;
    const pid_t child = testing::start_child([&]() -> int {
        const AtomicOutput output(folder / "o.txt", false, {});
        write_text(output.working_path(), "half");
        abandon_outputs();
        _exit(7);
    });
    CHECK(testing::exit_code_of(child) == 7);
    CHECK(names_in(folder.path()).empty());
}

TEST_CASE("a signal that was ignored at the start stays ignored", "[atomic_output]")
{
    const TemporaryFolder folder;
    const pid_t child = testing::start_child([&] {
        signal(SIGINT, SIG_IGN);
        handle_signals();
        kill(getpid(), SIGINT);
        make(folder / "o.txt", "whole");
        return 0;
    });
    CHECK(testing::exit_code_of(child) == 0);
    CHECK(names_in(folder.path()) == Names{"o.txt"});
}

TEST_CASE("a file-size limit fails the write and leaves nothing", "[atomic_output]")
{
    const TemporaryFolder folder;
    const pid_t child = testing::start_child([&] {
        handle_signals();
        const rlimit limit{4096, 4096};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            make(folder / "o.txt", std::string(100'000, 'x'));
        } catch (const OutputError& error) {
            return error.name() == "NO-SPACE" ? 6 : 96;
        }
        return 0;
    });
    CHECK(testing::exit_code_of(child) == 6);
    CHECK(names_in(folder.path()).empty());
}

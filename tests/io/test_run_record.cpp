#include "src/io/run_record.hpp"

#include <cstdlib>
#include <fstream>

#include "src/core/error.hpp"
#include "src/io/sha256.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/process.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;
using tasi::testing::TemporaryFolder;

namespace {

void put(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

RunDescription description()
{
    return {"rates", "1.2.3", {"rates", "in.csv", "-o", "out.csv"}, {{"confidence", 95}, {"methods", {"LRR", "EPR"}}}};
}

struct EpochFixed {
    EpochFixed() { setenv("SOURCE_DATE_EPOCH", "1704067200", 1); }
    ~EpochFixed() { unsetenv("SOURCE_DATE_EPOCH"); }
};

/// A run with inputs `in.csv` and one whose name is not UTF-8, output `out/o.csv`; returns the record.
std::filesystem::path run_in(const TemporaryFolder& folder, Session& session, bool overwrite = false)
{
    std::filesystem::create_directory(folder / "out");
    put(folder / "in.csv", "abc");
    put(folder / "caf\xE9 50%.csv", "");
    session.add_input(folder / "in.csv");
    session.add_input(folder / "caf\xE9 50%.csv");
    AtomicOutput output(folder / "out/o.csv", overwrite, {});
    write_text(output.working_path(), "result");
    write_text(output.working_path("o_b.csv"), "more");
    write_run_record(session, output, description());
    output.commit();
    return run_record_of(folder / "out/o.csv");
}

}  // namespace

TEST_CASE("a run record names every file read and written with size and SHA-256", "[run_record]")
{
    const EpochFixed epoch;
    const TemporaryFolder folder;
    Session session;
    session.warnings.add("GAP", "in.csv", "row 3 is empty", 2);
    session.note("crs", "EPSG:32751");
    const auto record = testing::read_json(run_in(folder, session));

    CHECK(record.at("tool") == "tasi 1.2.3");
    CHECK(record.at("command") == "rates");
    CHECK(record.at("arguments").size() == 4);
    CHECK(record.at("parameters").at("confidence") == 95);
    CHECK(record.at("finished") == "2024-01-01T00:00:00Z");
    CHECK(record.at("notes").at("crs") == "EPSG:32751");
    CHECK(record.at("warnings") == nlohmann::json{{{"name", "GAP"}, {"file", "in.csv"}, {"what", "row 3 is empty"}, {"count", 2}}});
    CHECK_FALSE(record.at("libraries").empty());
    CHECK(record.at("inputs") ==
          nlohmann::json{{{"path", {{"percent_encoded", "../caf%E9%2050%25.csv"}}}, {"bytes", 0}, {"sha256", sha256_of("")}},
                         {{"path", "../in.csv"}, {"bytes", 3}, {"sha256", sha256_of("abc")}}});
    CHECK(record.at("outputs") == nlohmann::json{{{"path", "o.csv"}, {"bytes", 6}, {"sha256", sha256_of("result")}},
                                                 {{"path", "o_b.csv"}, {"bytes", 4}, {"sha256", sha256_of("more")}}});
}

TEST_CASE("two run records of the same run have the same bytes", "[run_record]")
{
    const EpochFixed epoch;
    const TemporaryFolder folder;
    Session first, second;
    const auto file = run_in(folder, first);
    const std::string before = testing::bytes_of(file);
    run_in(folder, second, true);
    CHECK(testing::bytes_of(file) == before);
}

TEST_CASE("checking a run record finds changed and missing files", "[run_record]")
{
    const TemporaryFolder folder;
    Session session, check;
    const auto record = run_in(folder, session);
    for (const RecordedFile& file : check_run_record(check, record)) {
        CAPTURE(file.path);
        CHECK((file.exists && file.same && file.path.is_absolute()));
        CHECK(file.input == (file.path.parent_path() == folder.path()));
    }
    put(folder / "in.csv", "abd");
    std::filesystem::remove(folder / "out/o.csv");
    int changed = 0, missing = 0, same = 0;
    for (const RecordedFile& file : check_run_record(check, record)) (file.same ? same : file.exists ? changed : missing)++;
    CHECK(changed == 1);
    CHECK(missing == 1);
    CHECK(same == 2);
}

TEST_CASE("what is not a run record is unreadable", "[run_record]")
{
    const TemporaryFolder folder;
    Session session;
    for (const char* text : {"{}", "[]", "no JSON", R"({"tool": "other 1", "inputs": [], "outputs": []})",
                             R"({"tool": "tasi 1", "inputs": [{"path": 3}], "outputs": []})"}) {
        CAPTURE(text);
        put(folder / "r.run.json", text);
        CHECK_THROWS_AS(check_run_record(session, folder / "r.run.json"), UnreadableError);
    }
}

TEST_CASE("the record of a folder is inside and names all its files", "[run_record]")
{
    const TemporaryFolder folder;
    Session session;
    put(folder / "in.csv", "abc");
    session.add_input(folder / "in.csv");
    AtomicOutput output(folder / "study", false, {}, AtomicOutput::Kind::folder);
    write_text(output.working_path("a/b.csv"), "result");
    write_run_record(session, output, description());
    output.commit();
    CHECK(run_record_of(folder / "study") == folder / "study/run.json");
    const auto record = testing::read_json(folder / "study/run.json");
    CHECK(record.at("outputs").at(0).at("path") == "a/b.csv");
    CHECK(record.at("inputs").at(0).at("path") == "../in.csv");
    for (const RecordedFile& file : check_run_record(session, folder / "study/run.json")) CHECK(file.same);
}

TEST_CASE("an argument or parameter that is not UTF-8 does not stop a record", "[run_record]")
{
    const TemporaryFolder folder;
    Session session;
    AtomicOutput output(folder / "o.csv", false, {});
    write_text(output.working_path(), "");
    RunDescription run = description();
    run.arguments = {"caf\xE9"};
    run.parameters = {{"input", "caf\xE9"}};
    write_run_record(session, output, run);
    output.commit();
    const auto record = testing::read_json(run_record_of(folder / "o.csv"));
    CHECK(record.at("arguments").at(0).at("percent_encoded") == "caf%E9");
    CHECK(record.at("parameters").at("input").at("percent_encoded") == "caf%E9");
}

TEST_CASE("a target with a name of 255 bytes has a record too", "[run_record]")
{
    const TemporaryFolder folder;
    const std::string name = std::string(251, 'n') + ".csv", twin = std::string(250, 'n') + "m.csv";
    const auto record = run_record_of(folder / name);
    CHECK(record.filename().string().size() <= 255);
    CHECK(record != run_record_of(folder / twin));
    Session session;
    AtomicOutput output(folder / name, false, {});
    write_text(output.working_path(), "");
    write_run_record(session, output, description());
    output.commit();
    CHECK(std::filesystem::exists(record));
    CHECK(run_record_of("data/o.gpkg") == "data/o.gpkg.run.json");
}

TEST_CASE("a SOURCE_DATE_EPOCH that is no number of seconds is refused", "[run_record]")
{
    const TemporaryFolder folder;
    Session session;
    const AtomicOutput output(folder / "o.csv", false, {});
    write_text(output.working_path(), "");
    setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    CHECK_THROWS_AS(write_run_record(session, output, description()), UsageError);
    unsetenv("SOURCE_DATE_EPOCH");
}

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/input_file.hpp"
#include "src/io/run_record.hpp"
#include "src/io/sha256.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

/// The words of a recorded run with another output.
std::vector<std::string> words_with_output(const nlohmann::json& record, const fs::path& output)
{
    std::vector<std::string> words;
    const auto given = record.at("arguments").get<std::vector<std::string>>();
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i] == "-o" || given[i] == "--output")
            ++i;
        else if (!(given[i].starts_with("-o") && given[i].size() > 2) && !given[i].starts_with("--output=") && given[i] != "--overwrite")
            words.push_back(given[i]);
    }
    words.insert(words.end(), {"-o", output.string()});
    return words;
}

/// Runs in the folder in which the recorded run was started, and comes back.
class WorkingFolder {
public:
    explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) { fs::current_path(folder); }
    ~WorkingFolder()
    {
        std::error_code ignored;
        fs::current_path(before_, ignored);
    }

private:
    fs::path before_;
};

class VerifyCommand : public Command {
public:
    VerifyCommand() : Command("verify", "Check that the inputs and outputs of a run are unchanged, or run it again and compare")
    {
        usage_ = "RUN.json [--rerun]";
        // clang-format off
        options_.add_options()
            ("record", po::value(&record_)->required(), "run record: OUTPUT.run.json, or run.json in a folder of results")
            ("rerun", po::bool_switch(&rerun_), "run the recorded command again and compare the bytes of its outputs");
        // clang-format on
        positional_.add("record", 1);
    }

    void run(Run& run) const override
    {
        if (!record_.ends_with(".json"))
            throw UsageError("RECORD", record_, "this is not a run record",
                             "give " + record_ + ".run.json, or run.json in a folder of results");
        const auto files = io::check_run_record(run.session, io::checked_input(run.session, record_));
        long changed = 0;
        for (const io::RecordedFile& file : files) {
            const char* state = file.same ? "same" : file.exists ? "CHANGED" : "MISSING";
            changed += !file.same;
            print(fmt::format("{:<8} {:<7} {}\n", state, file.input ? "input" : "output", printable(file.path.string())));
        }
        if (changed > 0)
            throw UnsafeError("CHANGED", record_, fmt::format("{} of {} files are not those of the run", changed, files.size()),
                              "run the command again, or fetch the files that were used");
        if (!rerun_) return;
        try {
            run_again(run, files);
        } catch (const nlohmann::json::exception&) {
            throw UnreadableError("RUN-RECORD", record_, "does not say how the run was started",
                                  "give the run record of an output as tasi wrote it");
        } catch (const fs::filesystem_error& error) {
            throw UnreadableError("RUN-RECORD", record_,
                                  std::string("the folder in which the run was started is not there: ") + error.code().message(),
                                  "put record and inputs back to where they were to each other");
        }
    }

private:
    void run_again(Run& run, const std::vector<io::RecordedFile>& files) const
    {
        const fs::path record = fs::absolute(record_);
        const nlohmann::json json = io::read_json(run.session, record);
        const std::string name = json.at("command").get<std::string>();
        const auto command = make_command(name);
        if (!command)
            throw UnreadableError("RUN-RECORD", record_, "names the command '" + name + "'", "use the version of tasi that made it");
        const bool folder = record.filename() == "run.json";
        const fs::path target = folder ? record.parent_path() : record.parent_path() / record.stem().stem();

        // The copy is made beside the original, so that it fits and has the same relative paths; it never becomes visible.
        io::AtomicOutput scratch(target.parent_path() / ("." + target.filename().string() + ".again"), false, {},
                                 io::AtomicOutput::Kind::folder);
        const fs::path again = scratch.working_path(target.filename().string());
        const WorkingFolder here(record.parent_path() / json.at("notes").value("working folder", "."));
        std::vector<std::string> words = words_with_output(json, again);
        // A later mention would be a second one: the recorded words may name the place themselves.
        const std::string place = "--" + command->place_option();
        const bool placed =
            std::any_of(words.begin(), words.end(), [&](const std::string& w) { return w == place || w.starts_with(place + "="); });
        if (place.size() > 2 && !placed) words.push_back(place + "=" + target.parent_path().string());
        command->parse(words);
        Run second(*command, false);
        command->run(second);
        compare(files, record.parent_path(), folder ? again : again.parent_path());
    }

    void compare(const std::vector<io::RecordedFile>& files, const fs::path& first, const fs::path& second) const
    {
        for (const io::RecordedFile& file : files) {
            const bool is_record = file.path.filename() == "run.json" || file.path.string().ends_with(".run.json");
            if (file.input || is_record) continue;  // records hold the time of their run
            const fs::path again = second / fs::relative(file.path, first);
            const bool same = fs::exists(again) && io::sha256_of_file(again) == file.sha256;
            print(fmt::format("{:<8} rerun   {}\n", same ? "same" : "DIFFERS", printable(file.path.string())));
            if (!same)
                throw UnsafeError("RERUN", file.path.string(), "the same command gives other bytes",
                                  "compare versions of libraries in the run record");
        }
    }

    std::string record_;
    bool rerun_ = false;
};

}  // namespace

std::unique_ptr<Command> make_verify() { return std::make_unique<VerifyCommand>(); }

}  // namespace tasi::cli

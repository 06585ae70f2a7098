#include "src/io/run_record.hpp"

#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "src/core/date.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/sha256.hpp"
#include "src/io/startup.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t longest_name = 255;
constexpr const char* record_suffix = ".run.json";

/// Now, or the moment that SOURCE_DATE_EPOCH states (https://reproducible-builds.org/specs/source-date-epoch).
Instant finished()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    if (!given) return {std::chrono::duration_cast<std::chrono::seconds>(now).count() * 1000, false};
    const auto seconds = parse_integer(given);
    if (!seconds || *seconds < 0 || *seconds > 253'402'300'799)
        throw UsageError("SOURCE-DATE-EPOCH", "", "SOURCE_DATE_EPOCH is " + printable(given), "set it to seconds since 1970, or unset it");
    return {*seconds * 1000, false};
}

Json file_entry(const fs::path& file, const fs::path& recorded_as)
{
    const std::string hash = sha256_of_file(file);  // says by itself when the file is gone
    return {{"path", recorded_text(recorded_as.string())}, {"bytes", fs::file_size(file)}, {"sha256", hash}};
}

/// The files that were read, once each, by their recorded path; of a folder all its files.
Json input_entries(const Session& session, const fs::path& record_folder)
{
    std::map<std::string, fs::path> files;
    const auto add = [&](const fs::path& file) {
        std::error_code ignored;
        files.emplace(fs::weakly_canonical(file, ignored).lexically_relative(record_folder).string(), file);
    };
    for (const fs::path& input : session.inputs()) {
        std::error_code ignored;
        if (!fs::is_directory(input, ignored))
            add(input);
        else
            for (const std::string& name : files_below(input)) add(input / name);
    }
    const std::vector<std::pair<std::string, fs::path>> list(files.begin(), files.end());
    std::vector<Json> made(list.size());
    parallel_for(static_cast<int>(list.size()), [&](int i) {
        const auto& [name, file] = list[static_cast<std::size_t>(i)];
        made[static_cast<std::size_t>(i)] = file_entry(file, name);
    });
    Json entries = Json::array();
    for (Json& entry : made) entries.push_back(std::move(entry));
    return entries;
}

Json output_entries(const AtomicOutput& output)
{
    Json entries = Json::array();
    for (const std::string& name : output.written()) entries.push_back(file_entry(output.working_path(name), name));
    return entries;
}

Json warning_entries(const Session& session)
{
    Json entries = Json::array();
    for (const Warning& warning : session.warnings.list())
        entries.push_back({{"name", recorded_text(warning.name)},
                           {"file", recorded_text(warning.file)},
                           {"what", recorded_text(warning.what)},
                           {"count", warning.count}});
    return entries;
}

Json texts(const std::vector<std::string>& list)
{
    Json entries = Json::array();
    for (const std::string& text : list) entries.push_back(recorded_text(text));
    return entries;
}

Json notes_of(const Session& session)
{
    Json notes = Json::object();
    for (const auto& [key, value] : session.notes()) notes[printable(key)] = recorded_text(value);
    return notes;
}

Json record_of(const Session& session, const RunDescription& run, const fs::path& folder, const Json& outputs)
{
    return {
        {"tool", "tasi " + run.version},
        {"command", run.command},
        {"arguments", texts(run.arguments)},
        {"parameters", recorded_json(run.parameters)},
        {"finished", finished().iso()},
        {"inputs", input_entries(session, folder)},
        {"outputs", outputs},
        {"warnings", warning_entries(session)},
        {"notes", notes_of(session)},
        {"libraries", texts(library_versions())},
    };
}

UnreadableError not_a_record(const fs::path& file, const std::string& what)
{
    return {"RUN-RECORD", printable(file.string()), "is not a run record: " + what, "give the .run.json of an output"};
}

RecordedFile checked(const nlohmann::json& entry, const fs::path& folder, bool input)
{
    RecordedFile file;
    file.path = (folder / original_text(entry.at("path"))).lexically_normal();
    file.sha256 = entry.at("sha256").get<std::string>();
    file.input = input;
    std::error_code ignored;
    file.exists = fs::is_regular_file(file.path, ignored);
    file.same = file.exists && fs::file_size(file.path, ignored) == entry.at("bytes").get<std::uintmax_t>() &&
                sha256_of_file(file.path) == file.sha256;
    return file;
}

}  // namespace

fs::path run_record_of(const fs::path& target)
{
    std::error_code ignored;
    if (fs::is_directory(target, ignored)) return target / "run.json";
    std::string name = target.filename().string();
    const std::size_t room = longest_name - std::string_view(record_suffix).size();
    if (name.size() > room) {
        const std::string mark = fmt::format("~{:.16}", sha256_of(name));
        name = whole_characters(name, room - mark.size()) + mark;
    }
    return target.parent_path() / (name + record_suffix);
}

void write_run_record(const Session& session, const AtomicOutput& output, const RunDescription& run)
{
    const bool folder = output.kind() == AtomicOutput::Kind::folder;
    const fs::path place = fs::weakly_canonical(fs::absolute(output.target()).parent_path());
    const Json record = record_of(session, run, folder ? place / output.target().filename() : place, output_entries(output));
    const std::string name = folder ? "run.json" : run_record_of(output.target().filename()).string();
    write_text(output.working_path(name), record.dump(2) + "\n");
}

void write_study_record(const Session& session, const fs::path& record, const std::vector<fs::path>& outputs, const RunDescription& run)
{
    const fs::path folder = fs::weakly_canonical(fs::absolute(record).parent_path());
    Json entries = Json::array();
    for (const fs::path& file : outputs) entries.push_back(file_entry(file, fs::weakly_canonical(file).lexically_relative(folder)));
    AtomicOutput output(record, true, {});
    write_text(output.working_path(), record_of(session, run, folder, entries).dump(2) + "\n");
    output.commit();
}

std::vector<RecordedFile> check_run_record(Session& session, const fs::path& record)
{
    const nlohmann::json json = read_json(session, record);
    const fs::path folder = fs::absolute(record).parent_path();
    std::vector<RecordedFile> files;
    try {
        if (!json.at("tool").get<std::string>().starts_with("tasi ")) throw not_a_record(record, "made by another tool");
        for (const auto& entry : json.at("inputs")) files.push_back(checked(entry, folder, true));
        for (const auto& entry : json.at("outputs")) files.push_back(checked(entry, folder, false));
    } catch (const nlohmann::json::exception& failure) {
        throw not_a_record(record, printable(failure.what()));
    }
    return files;
}

}  // namespace tasi::io

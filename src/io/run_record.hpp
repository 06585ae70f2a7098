#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/io/atomic_output.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// What the program says about a run, beside what the session knows.
struct RunDescription {
    std::string command;                 ///< `rates`
    std::string version;                 ///< of the program
    std::vector<std::string> arguments;  ///< after the program name, as given
    nlohmann::json parameters;           ///< every option after defaults
};

/// Writes `<target>.run.json` (a file output) or `run.json` inside (a folder output) into the work folder of `output`:
/// tool and library versions, command, parameters, SHA-256 and size of every input and output, warnings with counts, notes
/// (CRS, transformation, ...). Paths are relative to the record's folder. The time (SOURCE_DATE_EPOCH, else the clock) stands only
/// under the key `finished`. Text that is not UTF-8 (a file name) is recorded as `{"percent_encoded": "caf%E9"}`.
void write_run_record(const Session& session, const AtomicOutput& output, const RunDescription& run);

/// Where the record of `target` is: `<target>.run.json`, or `run.json` inside a folder. A name too long for that is cut and gets
/// a part of its SHA-256.
std::filesystem::path run_record_of(const std::filesystem::path& target);

/// One file of a record and what became of it.
struct RecordedFile {
    std::filesystem::path path;  ///< absolute
    std::string sha256;
    bool input = false, exists = false, same = false;
};

/// Re-hashes everything that a run record names; UnreadableError (3) when it is not a run record.
std::vector<RecordedFile> check_run_record(Session& session, const std::filesystem::path& record);

}  // namespace tasi::io

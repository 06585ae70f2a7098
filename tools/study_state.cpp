#include <algorithm>

#include "src/core/error.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/run_record.hpp"
#include "tools/study.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// Words in which every name of a file that exists, as seen from `folder`, stands in full: the same study may be started from anywhere.
Words with_full_paths(const Words& words, const fs::path& folder)
{
    Words full;
    for (const std::string& word : words) {
        const std::size_t start = word.starts_with("--") && word.find('=') != std::string::npos ? word.find('=') + 1 : 0;
        const fs::path file = folder / word.substr(start);
        std::error_code ignored;
        const bool path = start < word.size() && fs::exists(file, ignored);
        full.push_back(path ? word.substr(0, start) + fs::weakly_canonical(file).string() : word);
    }
    return full;
}

}  // namespace

bool is_own_output(const StudyStep& step)
try {
    io::Session scratch;
    const fs::path record = io::run_record_of(step.output);
    if (!fs::exists(record) || !fs::exists(step.output)) return false;
    const auto files = io::check_run_record(scratch, record);
    return std::all_of(files.begin(), files.end(), [](const io::RecordedFile& f) { return f.input || f.same; });
} catch (const UnreadableError&) {
    return false;  // a damaged record vouches for nothing
}

bool is_up_to_date(const StudyStep& step)
try {
    io::Session scratch;
    const fs::path record = io::run_record_of(step.output);
    if (!fs::exists(record)) return false;
    const Json json = io::read_json(scratch, record);
    if (!json.is_object()) return false;
    if (json.value("tool", "") != "tasi " TASI_VERSION || !json.contains("arguments") || !json.contains("notes")) return false;
    Words recorded;
    for (const Json& word : json.at("arguments")) recorded.push_back(io::original_text(word));
    const fs::path started_in = fs::absolute(record).parent_path() / json.at("notes").value("working folder", ".");
    if (with_full_paths(recorded, started_in) != with_full_paths(step.command->arguments(), fs::current_path())) return false;
    const auto files = io::check_run_record(scratch, record);
    return std::all_of(files.begin(), files.end(), [](const io::RecordedFile& f) { return f.same; });
} catch (const UnreadableError&) {
    return false;
}

}  // namespace tasi::cli

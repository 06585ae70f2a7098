#include "tools/study_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// Options of commands that name files: relative to the study file, like its other paths.
const Words& path_options()
{
    static const Words names{"aoi",        "assets",    "coast", "coregister", "reference", "shoreline", "admin", "land",
                             "population", "buildings", "slr",   "transects",  "tides",     "sea",       "setup", "regressor"};
    return names;
}

/// Options that may be given several times: a list gives each of its values by itself.
bool is_repeated(const std::string& key) { return key == "assets"; }

/// Options that a study sets for all steps on its own command line, or makes itself.
const Words& options_of_the_run()
{
    static const Words names{"threads", "overwrite", "strict", "dry-run", "quiet", "verbose", "log-json", "help", "output"};
    return names;
}

/// Beside numbers and columns of the transects, `slope` names tables.
bool names_table(const fs::path& study, const std::string& word)
{
    std::error_code unknown;
    return !parse_number(word) && (fs::path(word).has_extension() || fs::is_regular_file(study.parent_path() / word, unknown));
}

/// The file that an option names; nothing where it names none.
std::optional<std::string> file_in(const fs::path& study, const std::string& command, const std::string& key, const std::string& word)
{
    const bool side = key == "sea" && command == "transects";    // a word, where that of other commands names a file
    const bool chosen = key == "coregister" && word == "first";  // a rule, not a file
    const bool slopes = key == "slope" && names_table(study, word);
    const bool path = std::find(path_options().begin(), path_options().end(), key) != path_options().end();
    if (side || chosen || (!path && !slopes)) return std::nullopt;
    return (study.parent_path() / word).lexically_normal().string();
}

/// The values that an option is given with, one by one.
std::vector<Json> values_of(const std::string& key, const Json& value)
{
    if (is_repeated(key) && value.is_array()) return value.get<std::vector<Json>>();
    return {value};
}

void refuse_empty(const fs::path& file, const std::string& table, const std::string& key, const std::string& word)
{
    if (word.empty()) refuse_study(file, fmt::format("[{}] {} is empty", table, key), "give a value, or leave the key out");
}

}  // namespace

void refuse_study(const fs::path& file, const std::string& what, const std::string& remedy)
{
    throw UsageError("STUDY", file.string(), what, remedy);
}

std::optional<std::string> word_of(const Json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<long long>());
    if (value.is_number()) return format_number(value.get<double>());
    if (!value.is_array()) return std::nullopt;
    Words parts;
    for (const Json& part : value) {
        const auto word = part.is_array() ? std::nullopt : word_of(part);
        if (!word) return std::nullopt;
        parts.push_back(*word);
    }
    return join(parts, ",");
}

Words words_of(const fs::path& file, const std::string& command, const Json& table, bool also_false)
{
    Words words;
    for (const auto& [key, value] : table.items()) {
        if (std::find(options_of_the_run().begin(), options_of_the_run().end(), key) != options_of_the_run().end())
            refuse_study(file, fmt::format("unknown key '{}' in [{}]", key, command), "give it to tasi run");
        if (value.is_boolean()) {
            if (value.get<bool>() || also_false) words.push_back("--" + key);
            continue;
        }
        for (const Json& one : values_of(key, value)) {
            const auto word = word_of(one);
            if (!word)
                refuse_study(file, fmt::format("[{}] {} is neither a text, a number nor a list of such", command, key), "give a value");
            refuse_empty(file, command, key, *word);
            words.push_back("--" + key + "=" + file_in(file, command, key, *word).value_or(*word));
        }
    }
    return words;
}

Words files_of(const fs::path& file, const std::string& command, const Json& table)
{
    Words files;
    for (const auto& [key, value] : table.items()) {
        for (const Json& one : values_of(key, value)) {
            const auto word = one.is_boolean() ? std::nullopt : word_of(one);
            if (!word) continue;
            if (auto named = file_in(file, command, key, *word)) files.push_back(std::move(*named));
        }
    }
    return files;
}

StudyTable::StudyTable(const Json& study, const std::string& name, fs::path file) : file_(std::move(file)), name_(name)
{
    if (study.contains(name)) table_ = study.at(name);
}

std::optional<std::string> StudyTable::text(const std::string& key) const
{
    if (!table_.contains(key)) return std::nullopt;
    if (!table_[key].is_string()) refuse_study(file_, fmt::format("[{}] {} is not a text", name_, key), "put it in quotes");
    refuse_empty(file_, name_, key, table_[key].get<std::string>());
    return table_[key].get<std::string>();
}

std::optional<std::string> StudyTable::word(const std::string& key) const
{
    if (!table_.contains(key)) return std::nullopt;
    const auto word = word_of(table_[key]);
    if (!word) refuse_study(file_, fmt::format("[{}] {} is neither a text, a number nor a list of such", name_, key), "give a value");
    refuse_empty(file_, name_, key, *word);
    return word;
}

std::optional<fs::path> StudyTable::path(const std::string& key) const
{
    const auto given = text(key);
    if (!given) return std::nullopt;
    return (file_.parent_path() / *given).lexically_normal();
}

std::vector<std::string> StudyTable::paths(const std::string& key) const
{
    Words result;
    const Json list = table_.contains(key) ? (table_[key].is_array() ? table_[key] : Json::array({table_[key]})) : Json::array();
    for (const Json& one : list) {
        if (!one.is_string())
            refuse_study(file_, fmt::format("[{}] {} holds something that is not a text", name_, key), "give paths in quotes");
        refuse_empty(file_, name_, key, one.get<std::string>());
        result.push_back((file_.parent_path() / one.get<std::string>()).lexically_normal().string());
    }
    return result;
}

}  // namespace tasi::cli

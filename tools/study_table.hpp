#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tasi::cli {

using Words = std::vector<std::string>;

/// UsageError (2) about a study file.
[[noreturn]] void refuse_study(const std::filesystem::path& file, const std::string& what, const std::string& remedy);

/// A value as it would stand on the command line; nothing for what cannot: a boolean, a table, a list in a list.
std::optional<std::string> word_of(const nlohmann::json& value);

/// A table of options as words of a command line; paths are relative to the study file. UsageError (2) for values that are no words and
/// for options that belong to the run. `also_false`: name switches that are off, too.
Words words_of(const std::filesystem::path& file, const std::string& command, const nlohmann::json& table, bool also_false = false);

/// The files that a table of options names, by the same rules.
Words files_of(const std::filesystem::path& file, const std::string& command, const nlohmann::json& table);

/// Reads keys of one table, each UsageError (2) when it is of a wrong type; every unknown key has been refused before.
class StudyTable {
public:
    StudyTable(const nlohmann::json& study, const std::string& name, std::filesystem::path file);

    std::optional<std::string> text(const std::string& key) const;
    std::optional<std::string> word(const std::string& key) const;  ///< also numbers and lists
    std::optional<std::filesystem::path> path(const std::string& key) const;
    std::vector<std::string> paths(const std::string& key) const;  ///< one or a list

private:
    nlohmann::json table_ = nlohmann::json::object();
    std::filesystem::path file_;
    std::string name_;
};

}  // namespace tasi::cli

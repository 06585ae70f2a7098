#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/command.hpp"

namespace tasi::cli {

/// The commands that a study runs, in their order.
const std::vector<std::string>& commands_of_study();

/// A command with its words; UsageError (2) naming the study file and the table for words that it does not understand.
std::unique_ptr<Command> parsed_for_study(const std::filesystem::path& file, const std::string& name,
                                          const std::vector<std::string>& words);

/// UsageError (2) for unknown tables and keys, values that a command does not take, and what would have no effect. Opens no file.
void check_study(const nlohmann::json& study, const std::filesystem::path& file);

}  // namespace tasi::cli

#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

namespace tasi::testing {

/// The corpus of broken and hostile inputs, unpacked once per process; an empty path when it is not there.
const std::filesystem::path& hostile_corpus();

/// The items of its manifest whose file name starts with `prefix`.
std::vector<nlohmann::json> hostile_items(const std::string& prefix);

/// What `open` did with the item: the exit code of its error and whether the message is as wanted.
struct Outcome {
    int exit = 0;
    std::string message;
};
Outcome outcome_of(const std::function<void()>& open);

/// Whether an outcome is what the item wants.
bool is_wanted(const nlohmann::json& item, const Outcome& outcome);

}  // namespace tasi::testing

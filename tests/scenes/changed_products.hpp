#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "src/core/error.hpp"

namespace tasi::testing {

/// `hostile_corpus()` with the libraries started.
const std::filesystem::path& hostile_inputs();

/// How an action failed: `code` is `done` when it did not.
struct Failure {
    ExitCode code = ExitCode::done;
    std::string text;

    bool says(const std::string& part) const { return text.find(part) != std::string::npos; }
};

Failure failure_of(const std::function<void()>& action);

/// Copies a product folder, to be changed by a test.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

/// Replaces the first `before` in a text file; it must be there.
void edit(const std::filesystem::path& file, const std::string& before, const std::string& after);

}  // namespace tasi::testing

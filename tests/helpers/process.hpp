#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace tasi::testing {

/// Runs `task` in a child process and returns the child; the child ends with what `task` returns, or 99 after an exception.
pid_t start_child(const std::function<int()>& task);

/// The exit code of a child, or 1000 plus the signal that ended it.
int exit_code_of(pid_t child);

/// Names in a folder, hidden ones too.
std::set<std::string> names_in(const std::filesystem::path& folder);

std::string bytes_of(const std::filesystem::path& file);

}  // namespace tasi::testing

#pragma once

#include <stdexcept>
#include <string>

namespace tasi {

/// Why a run ends without a result; the value is the exit code of the program.
enum class ExitCode {
    done = 0,
    bug = 1,
    usage = 2,
    unreadable = 3,
    unsafe = 4,
    no_result = 5,
    output = 6,
    limit = 7,
    refused = 8,
    strict = 9,
};

/// A failure that a person can act on. `name` is a short upper-case word (`CRS`, `DATE`), `file` the input or
/// output concerned (may be empty), `what` says what is wrong with which value, `remedy` what to do about it.
class Error : public std::runtime_error {
public:
    Error(ExitCode code, std::string name, std::string file, std::string what, std::string remedy);

    ExitCode code() const { return code_; }
    const std::string& name() const { return name_; }
    const std::string& file() const { return file_; }
    const std::string& problem() const { return problem_; }
    const std::string& remedy() const { return remedy_; }

private:
    ExitCode code_;
    std::string name_, file_, problem_, remedy_;
};

/// One class per exit code, so that a caller can catch by cause.
template <ExitCode exit_code>
class ErrorOf : public Error {
public:
    ErrorOf(std::string name, std::string file, std::string what, std::string remedy)
        : Error(exit_code, std::move(name), std::move(file), std::move(what), std::move(remedy))
    {
    }
};

using BugError = ErrorOf<ExitCode::bug>;                ///< 1: a broken promise inside the program
using UsageError = ErrorOf<ExitCode::usage>;            ///< 2: command line or study file
using UnreadableError = ErrorOf<ExitCode::unreadable>;  ///< 3: missing, truncated, corrupt, not what it claims to be
using UnsafeError = ErrorOf<ExitCode::unsafe>;          ///< 4: readable, but meaning, unit, CRS, date or quality allow no number
using NoResultError = ErrorOf<ExitCode::no_result>;     ///< 5: valid data hold no answer
using OutputError = ErrorOf<ExitCode::output>;          ///< 6: cannot write
using LimitError = ErrorOf<ExitCode::limit>;            ///< 7: over a limit of memory, pixels, rows or ratio
using RefusedError = ErrorOf<ExitCode::refused>;        ///< 8: refused for security

}  // namespace tasi

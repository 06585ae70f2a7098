#pragma once

#include <string>
#include <string_view>

#include "src/core/error.hpp"
#include "src/core/warnings.hpp"

namespace tasi::cli {

// The only code of the program that prints. Results go to stdout, everything else to stderr.

/// Occupies the standard descriptors that the caller has closed, so that no file that we open can take their place.
void guard_standard_streams();

/// Writes results to stdout; OutputError (6) when it is closed, full or broken.
void print(std::string_view text);
/// Flushes stdout and checks it.
void finish_printing();

/// How messages look on stderr.
struct MessageStyle {
    std::string command;  ///< `rates`; empty before a command is known
    bool json = false;    ///< one JSON object a line
};

/// `tasi rates: error[E4-CRS]: file: what; what to do`
std::string error_line(const Error& error, const MessageStyle& style);
/// `tasi rates: warning[W-NAME]: file: what (12 times)`
std::string warning_line(const Warning& warning, const MessageStyle& style);
/// One line to stderr; failures are ignored because there is nowhere left to report them.
void say(std::string_view line);

/// A line on stderr that replaces itself; only on a terminal.
class Progress {
public:
    explicit Progress(bool wanted);
    ~Progress();
    void show(std::string_view text);

private:
    bool on_;
};

}  // namespace tasi::cli

#include "tools/console.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

bool stdout_was_closed = false;

[[noreturn]] void stdout_failed(const std::string& why)
{
    throw OutputError("STDOUT", "standard output", "cannot write: " + why, "give it a place with room");
}

std::string reason() { return std::system_category().message(errno); }

}  // namespace

void guard_standard_streams()
{
    stdout_was_closed = fcntl(STDOUT_FILENO, F_GETFD) == -1;
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(descriptor, F_GETFD) == -1 && open("/dev/null", O_RDWR) != descriptor) return;
}

void print(std::string_view text)
{
    if (stdout_was_closed) stdout_failed("it is closed");
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) stdout_failed(reason());
}

void finish_printing()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout)) stdout_failed(reason());
}

std::string error_line(const Error& error, const MessageStyle& style)
{
    const std::string program = style.command.empty() ? "tasi" : "tasi " + style.command;
    const int code = static_cast<int>(error.code());
    if (style.json) {
        return nlohmann::json{{"level", "error"},
                              {"command", style.command},
                              {"exit", code},
                              {"name", error.name()},
                              {"file", printable(error.file())},
                              {"what", printable(error.problem())},
                              {"remedy", printable(error.remedy())}}
            .dump();
    }
    const std::string file = error.file().empty() ? "" : printable(error.file()) + ": ";
    return fmt::format("{}: error[E{}-{}]: {}{}; {}", program, code, error.name(), file, printable(error.problem()),
                       printable(error.remedy()));
}

std::string warning_line(const Warning& warning, const MessageStyle& style)
{
    if (style.json) {
        return nlohmann::json{{"level", "warning"},
                              {"command", style.command},
                              {"name", warning.name},
                              {"file", printable(warning.file)},
                              {"what", printable(warning.what)},
                              {"count", warning.count}}
            .dump();
    }
    const std::string file = warning.file.empty() ? "" : printable(warning.file) + ": ";
    const std::string count = warning.count == 1 ? "" : fmt::format(" ({} times)", warning.count);
    return fmt::format("tasi {}: warning[W-{}]: {}{}{}", style.command, warning.name, file, printable(warning.what), count);
}

void say(std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fputc('\n', stderr);
}

Progress::Progress(bool wanted) : on_(wanted && isatty(STDERR_FILENO)) {}

Progress::~Progress()
{
    if (on_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::string_view text)
{
    if (!on_) return;
    std::fprintf(stderr, "\r\033[K%.*s", static_cast<int>(text.size()), text.data());
    std::fflush(stderr);
}

}  // namespace tasi::cli

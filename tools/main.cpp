#include <string>
#include <vector>

#include <sys/resource.h>

#include <fmt/format.h>

#include "src/io/atomic_output.hpp"
#include "src/io/startup.hpp"
#include "src/io/work_folder.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"

namespace {

using namespace tasi;
using namespace tasi::cli;

std::string overview()
{
    std::string text =
        "Usage: tasi COMMAND [arguments]\n\n"
        "From satellite scenes to settlements at risk from coastal change.\n\nCommands:\n";
    for (const CommandRow& row : commands()) text += fmt::format("  {:<11} {}\n", row.name, row.make()->summary());
    return text + "\ntasi COMMAND --help tells the options of a command; tasi --version [--verbose] the versions.\n";
}

std::string version(bool with_libraries)
{
    std::string text = "tasi " TASI_VERSION "\n";
    if (with_libraries)
        for (const std::string& library : io::library_versions()) text += library + "\n";
    return text;
}

int answer(const std::string& text)
{
    try {
        print(text);
        finish_printing();
        return 0;
    } catch (const Error& error) {
        say(error_line(error, {}));
        return static_cast<int>(error.code());
    }
}

int usage_failure(const std::string& what)
{
    say(error_line(UsageError("COMMAND", "", what, "see tasi --help"), {}));
    return static_cast<int>(ExitCode::usage);
}

/// GDAL cannot return from an allocation failure: the run ends here, with nothing half-written.
void end_on_fatal(const char* message)
{
    say(error_line(LimitError("MEMORY", "", message, "use a smaller area or a machine with more memory"), {}));
    const auto no_commit_meanwhile = io::hold_signals();
    io::remove_live_work_folders();
}

int prepare()
{
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    try {
        io::set_fatal_handler(end_on_fatal);
        io::start_up();
        return 0;
    } catch (const Error& error) {
        say(error_line(error, {}));
        return static_cast<int>(error.code());
    } catch (const std::bad_alloc&) {
        say(error_line(LimitError("MEMORY", "", "out of memory at start", "run it on a machine with more memory"), {}));
        return static_cast<int>(ExitCode::limit);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    guard_standard_streams();
    io::handle_signals();
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty()) return usage_failure("no command given");
    if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return answer(overview());
    if (const int failed = prepare()) return failed;
    if (words[0] == "--version") return answer(version(words.size() > 1 && words[1] == "--verbose"));
    const auto command = make_command(words[0]);
    if (!command) return usage_failure("'" + words[0] + "' is not a command");
    return execute(*command, {words.begin() + 1, words.end()});
}

#include "tools/commands.hpp"

#include <new>

#include "src/core/parallel.hpp"
#include "src/io/gdal_errors.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

/// Does something at the end of a scope, also when an exception leaves it.
template <class Action>
class Finally {
public:
    explicit Finally(Action action) : action_(action) {}
    ~Finally() { action_(); }
    Finally(const Finally&) = delete;
    Finally& operator=(const Finally&) = delete;

private:
    Action action_;
};

void check_all_failures_were_handled()
{
    if (io::unaccounted_failures() > 0)
        throw BugError("LIBRARY", "", "GDAL reported a failure that no step accounted for", "please report this with the command used");
}

void run_to_the_end(Command& command, Run& run)
{
    set_thread_count(threads_allowed(command.common().threads));
    command.run(run);
    check_all_failures_were_handled();
    finish_printing();
}

/// Every way in which a run can fail becomes one line and one exit code.
int report_failure(const MessageStyle& style)
{
    try {
        throw;
    } catch (const Error& error) {
        say(error_line(error, style));
        return static_cast<int>(error.code());
    } catch (const std::bad_alloc&) {
        say(error_line(LimitError("MEMORY", "", "out of memory", "use a smaller area (--aoi, --bbox) or a machine with more memory"), style));
        return static_cast<int>(ExitCode::limit);
    } catch (const std::exception& error) {
        say(error_line(BugError("INTERNAL", "", std::string("unexpected: ") + error.what(), "please report this; version " TASI_VERSION), style));
        return static_cast<int>(ExitCode::bug);
    }
}

}  // namespace

const std::vector<CommandRow>& commands()
{
    static const std::vector<CommandRow> table{
        {"scenes", make_scenes},       {"index", make_index},         {"shorelines", make_shorelines}, {"baseline", make_baseline},
        {"transects", make_transects}, {"positions", make_positions}, {"rates", make_rates},           {"risk", make_risk},
        {"run", make_run},             {"verify", make_verify},       {"simulate", make_simulate},
    };
    return table;
}

std::unique_ptr<Command> make_command(const std::string& name)
{
    for (const CommandRow& row : commands())
        if (row.name == name) return row.make();
    return nullptr;
}

int execute(Command& command, const std::vector<std::string>& arguments)
{
    MessageStyle style{command.name(), false};
    std::vector<Warning> warnings;
    int exit = static_cast<int>(ExitCode::done);
    try {
        command.parse(arguments);
        style.json = command.common().log_json;
        if (command.help_wanted()) {
            print(command.help());
            finish_printing();
            return exit;
        }
        Run run(command);
        const Finally keep_warnings([&] { warnings = run.session.warnings.list(); });
        run_to_the_end(command, run);
    } catch (...) {
        exit = report_failure(style);
    }
    if (exit == 0 && command.common().strict && !warnings.empty()) {
        say(error_line(ErrorOf<ExitCode::strict>("WARNINGS", "", "finished with warnings, the output is kept", "read them"), style));
        exit = static_cast<int>(ExitCode::strict);
    }
    for (const Warning& warning : warnings) say(warning_line(warning, style));
    return exit;
}

}  // namespace tasi::cli

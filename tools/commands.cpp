#include "tools/commands.hpp"

#include <new>
#include <optional>

#include "src/core/parallel.hpp"
#include "src/io/gdal_errors.hpp"
#include "tools/console.hpp"

namespace tasi::cli {
namespace {

void run_to_the_end(Command& command, Run& run)
{
    set_thread_count(threads_allowed(command.common().threads));
    command.run(run);
    io::require_no_unaccounted_failure();
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
        say(error_line(LimitError("MEMORY", "", "out of memory", "use a smaller area (--aoi, --bbox) or a machine with more memory"),
                       style));
        return static_cast<int>(ExitCode::limit);
    } catch (const std::exception& error) {
        say(error_line(BugError("INTERNAL", "", std::string("unexpected: ") + error.what(), "please report this; version " TASI_VERSION),
                       style));
        return static_cast<int>(ExitCode::bug);
    }
}

}  // namespace

const std::vector<CommandRow>& commands()
{
    static const std::vector<CommandRow> table{
        {"scenes", make_scenes},     {"index", make_index},         {"composite", make_composite}, {"shorelines", make_shorelines},
        {"baseline", make_baseline}, {"transects", make_transects}, {"tides", make_tides},         {"positions", make_positions},
        {"slopes", make_slopes},     {"rates", make_rates},         {"forecast", make_forecast},   {"validate", make_validate},
        {"risk", make_risk},         {"mobility", make_mobility},   {"project", make_project},     {"report", make_report},
        {"run", make_run},           {"verify", make_verify},       {"simulate", make_simulate},
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
    std::optional<Run> run;
    int exit = static_cast<int>(ExitCode::done);
    try {
        command.parse(arguments);
        style.json = command.common().log_json;
        if (command.help_wanted()) {
            print(command.help());
            finish_printing();
            return exit;
        }
        run.emplace(command);
        if (!run->overwrite()) command.require_free_outputs();
        run_to_the_end(command, *run);
        if (command.common().strict && !run->session.warnings.empty())
            throw ErrorOf<ExitCode::strict>("WARNINGS", "", "finished with warnings, the output is kept", "read them");
    } catch (...) {
        exit = report_failure(style);
    }
    if (run) run->show_warnings();
    return exit;
}

}  // namespace tasi::cli

#include "tools/run.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <sched.h>
#include <sys/resource.h>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "src/io/gdal_errors.hpp"
#include "src/io/run_record.hpp"
#include "src/io/write_layer.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tools/command.hpp"
#include "tools/console.hpp"

namespace tasi::cli {

Run::Run(const Command& command, bool overwrite) : command_(command), common_(command.common())
{
    common_.overwrite = common_.overwrite || overwrite;
}

Run::Run(const Command& command, bool overwrite, const Run& parent) : command_(command), common_(parent.common_)
{
    common_.overwrite = overwrite;
}

bool Run::overwrite() const { return common_.overwrite; }
bool Run::verbose() const { return common_.verbose; }
bool Run::quiet() const { return common_.quiet; }
bool Run::dry_run() const { return common_.dry_run; }

void Run::tell(std::string_view line) const
{
    if (common_.quiet) return;
    if (common_.log_json)
        say(nlohmann::json{{"level", "info"}, {"command", command_.name()}, {"what", printable(line)}}.dump());
    else
        say(line);
}

void Run::show_warnings()
{
    if (std::exchange(warnings_shown_, true)) return;
    const MessageStyle style{command_.name(), common_.log_json};
    const bool each = common_.verbose || common_.log_json;
    const std::vector<Warning> warnings = session.warnings.list();
    for (auto first = warnings.begin(); first != warnings.end();) {
        const auto next = each ? first + 1 : std::find_if(first, warnings.end(), [&](const Warning& w) { return w.name != first->name; });
        Warning sum = *first;
        for (auto other = first + 1; other != next; ++other) sum.count += other->count;
        const auto files = next - first;
        if (files > 1) sum.what += fmt::format(" (and {} other files: --verbose lists them)", files - 1);
        say(warning_line(sum, style));
        first = next;
    }
}

void Run::detail(std::string_view line) const
{
    if (verbose()) tell(line);
}

void Run::finish(io::AtomicOutput& output, const std::vector<Layer>& layers)
{
    if (!dry_run()) io::write_layers(session, output, layers, report::layer_look);
    finish(output);
}

void Run::finish(io::AtomicOutput& output)
{
    if (dry_run()) {
        for (const auto& input : session.inputs()) print(fmt::format("would read   {}\n", printable(input.string())));
        print(fmt::format("would write  {}\n", printable(output.target().string())));
        return;
    }
    const std::filesystem::path target = std::filesystem::absolute(output.target());
    note_working_folder(output.kind() == io::AtomicOutput::Kind::folder ? target : target.parent_path());
    io::write_run_record(session, output, description());
    io::require_no_unaccounted_failure();
    output.commit();
}

void Run::note_working_folder(const std::filesystem::path& record_folder)
{
    session.note("working folder",
                 std::filesystem::current_path().lexically_relative(std::filesystem::weakly_canonical(record_folder)).string());
}

io::RunDescription Run::description() const { return {command_.name(), TASI_VERSION, command_.arguments(), command_.parameters()}; }

namespace {

/// Where addresses are so few (`ulimit -v`) that a thread may not get its stack: OpenMP would end the program at once.
bool has_few_addresses()
{
    constexpr rlim_t few = 1'000'000'000;
    rlimit limit{};
    return getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < few;
}

}  // namespace

int threads_allowed(int wanted)
{
    if (wanted > 0) return wanted;
    if (has_few_addresses()) return 1;
    for (const char* name : {"SLURM_CPUS_PER_TASK", "OMP_NUM_THREADS"}) {
        const char* value = std::getenv(name);
        const auto threads = value ? parse_integer(value) : std::nullopt;
        if (threads && *threads > 0 && *threads <= 1024) return static_cast<int>(*threads);
    }
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
    return std::max(1, CPU_COUNT(&allowed));
}

}  // namespace tasi::cli

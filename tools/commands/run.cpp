#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/run_record.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"
#include "tools/findings.hpp"
#include "tools/study.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

class RunCommand : public Command {
public:
    RunCommand() : Command("run", "Run a whole study: scenes in, shorelines, rates, settlements at risk and a report out")
    {
        usage_ = "STUDY.toml [-o DIR]";
        // clang-format off
        options_.add_options()
            ("study", po::value(&study_)->required(), "study file")
            ("output,o", po::value(&results_), "folder of the results (default: results beside the study file)");
        // clang-format on
        positional_.add("study", 1);
    }
    std::string output() const override { return results_; }

    void run(Run& run) const override
    {
        const Study study = read_study(run, study_, results_);
        if (run.dry_run()) {
            list(study);
            return;
        }
        for (const StudyStep& step : study.steps) require_replaceable(run, step);
        make_folder(study.results);
        for (const StudyStep& step : study.steps) carry_out(run, step);
        record(run, study);
        run.show_warnings();
        print(fmt::format("results: {}\n", printable(study.results.string())));
        for (const std::string& line : findings(run, study)) print(line + "\n");
    }

private:
    static void list(const Study& study)
    {
        for (const StudyStep& step : study.steps)
            print(fmt::format("{} tasi {} {}\n", is_up_to_date(step) ? "up to date  " : "would run   ", step.command->name(),
                              printable(join(step.command->arguments(), " "))));
        print(fmt::format("would write  {}\n", printable(study.results.string())));
    }

    static void make_folder(const fs::path& folder)
    {
        std::error_code error;
        fs::create_directory(folder, error);
        if (error) throw OutputError("FOLDER", folder.string(), "cannot make the folder: " + error.message(), "choose another with -o");
    }

    /// Every foreign file in the way is refused before any work.
    static void require_replaceable(const Run& run, const StudyStep& step)
    {
        if (run.overwrite() || is_own_output(step)) return;
        step.command->require_free_outputs();
        if (!fs::exists(step.output)) return;
        throw OutputError("EXISTS", step.output.string(),
                          "the output of step " + step.command->name() + " exists and is not as its run record says",
                          "give --overwrite to replace it, or another folder with -o");
    }

    void carry_out(Run& run, const StudyStep& step) const
    {
        const std::string& name = step.command->name();
        if (!run.overwrite() && is_up_to_date(step)) {
            run.tell(fmt::format("{:<11} up to date", name));
            repeat_warnings(run, step);
            return;
        }
        const bool replace = run.overwrite() || is_own_output(step);
        run.tell(fmt::format("{:<11} -> {}", name, printable(step.output.string())));
        Run step_run(*step.command, replace, run);
        try {
            step.command->run(step_run);
        } catch (const Error& error) {
            throw Error(error.code(), error.name(), error.file(), "step " + name + ": " + error.problem(), error.remedy());
        }
        for (const Warning& warning : step_run.session.warnings.list())
            run.session.warnings.add(warning.name, warning.file, warning.what, warning.count);
    }

    /// What was doubtful when the step ran is doubtful still.
    static void repeat_warnings(Run& run, const StudyStep& step)
    {
        io::Session scratch;
        const nlohmann::json record = io::read_json(scratch, io::run_record_of(step.output));
        for (const auto& warning : record.at("warnings"))
            run.session.warnings.add(io::original_text(warning.at("name")), io::original_text(warning.at("file")),
                                     io::original_text(warning.at("what")), warning.at("count").get<long>());
    }

    /// An output, what was written beside it, and their run record; of a folder all that is in it.
    static std::vector<fs::path> files_of(const fs::path& output)
    {
        std::vector<fs::path> files;
        if (!fs::is_directory(output)) {
            io::Session scratch;
            for (const io::RecordedFile& file : io::check_run_record(scratch, io::run_record_of(output)))
                if (!file.input) files.push_back(file.path);
            files.push_back(io::run_record_of(output));
            return files;
        }
        for (const std::string& name : io::files_below(output)) files.push_back(output / name);
        return files;
    }

    void record(Run& run, const Study& study) const
    {
        run.note_working_folder(fs::absolute(study.results));
        std::vector<fs::path> outputs;
        for (const StudyStep& step : study.steps) {
            const std::vector<fs::path> files = files_of(step.output);
            outputs.insert(outputs.end(), files.begin(), files.end());
        }
        add_inputs_of_steps(run, study, outputs);
        io::write_study_record(run.session, study.results / "run.json", outputs, run.description());
    }

    /// What the steps read, also those that were up to date, but not what one made for another.
    static void add_inputs_of_steps(Run& run, const Study& study, const std::vector<fs::path>& outputs)
    {
        std::vector<fs::path> own;
        for (const fs::path& output : outputs) own.push_back(fs::weakly_canonical(output));
        for (const StudyStep& step : study.steps) {
            io::Session scratch;
            for (const io::RecordedFile& file : io::check_run_record(scratch, io::run_record_of(step.output)))
                if (file.input && std::find(own.begin(), own.end(), fs::weakly_canonical(file.path)) == own.end())
                    run.session.add_input(file.path);
        }
    }

    std::string study_, results_;
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<RunCommand>(); }

}  // namespace tasi::cli

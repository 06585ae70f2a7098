#include "tools/study.hpp"

#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/run_record.hpp"
#include "tools/scene_shoreline.hpp"
#include "tools/study_checks.hpp"
#include "tools/study_table.hpp"
#include "tools/tidal_correction.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Planner {
public:
    Planner(Run& run, const Json& json, Study& study) : run_(run), json_(json), study_(study) {}

    /// Every step is parsed once before scenes are looked for, which may take long.
    void plan()
    {
        const Words folders = StudyTable(json_, "scenes", study_.file).paths("paths");
        if (folders.empty()) refuse_study(study_.file, "no scenes: [scenes] paths is missing", "give paths = [\"folder\"]");
        name_inputs();
        plan_steps({"SCENE"});
        for (const std::string& input : study_.inputs) io::checked_input(run_.session, input);
        const Words scenes = products(folders);
        study_.steps.clear();
        plan_steps(scenes);
    }

private:
    /// The files that the study file names, but for scenes.
    void name_inputs()
    {
        const StudyTable study(json_, "study", study_.file), inputs(json_, "inputs", study_.file);
        study_.truth = inputs.path("truth");
        for (const std::string& asset : inputs.paths("assets")) study_.inputs.push_back(asset);
        for (const char* key :
             {"settlements", "admin", "population", "buildings", "land", "displacement", "coast", "transects", "tides", "surveys", "truth"})
            if (const auto path = inputs.path(key)) study_.inputs.push_back(path->string());
        if (const auto path = study.path("aoi")) study_.inputs.push_back(path->string());
        for (const std::string& name : commands_of_study())
            if (json_.contains(name))
                for (std::string& option : files_of(study_.file, name, json_.at(name))) study_.inputs.push_back(std::move(option));
    }

    void plan_steps(const Words& scenes)
    {
        const StudyTable study(json_, "study", study_.file), inputs(json_, "inputs", study_.file);
        crs_ = study.text("crs");
        if (crs_) io::require_metres(io::crs_from_user(*crs_), study_.file.string());
        Words words = scenes;
        add(words, "aoi", study.path("aoi"));
        if (json_.contains("composite")) {
            words = {step("composite", "composites", words, false).string()};
            add(words, "aoi", study.path("aoi"));
        }
        add(words, "coast", inputs.path("coast"));
        const fs::path shorelines = step("shorelines", "shorelines.gpkg", words);
        study_.transects = inputs.path("transects").value_or(fs::path());
        if (study_.transects.empty()) {
            const fs::path baseline = step("baseline", "baseline.gpkg", {shorelines.string()});
            study_.transects = step("transects", "transects.gpkg", {baseline.string()});
        }
        words = {shorelines.string(), study_.transects.string()};
        const auto slopes = json_.contains("slopes") ? std::optional(slopes_step(words, *inputs.path("tides"))) : std::nullopt;
        add(words, "tides", inputs.path("tides"));
        add(words, "slope", slopes);
        const fs::path positions = step("positions", "positions.csv", words);
        words = {positions.string(), "--transects=" + study_.transects.string()};
        add(words, "as-of", study.word("as_of"));
        add(words, "confidence", study.word("confidence"));
        study_.rates = step("rates", "rates.gpkg", words);
        if (json_.contains("forecast")) {
            add(words, "years", study.word("years"));
            step("forecast", "forecast.gpkg", words);
        }
        if (const auto surveys = inputs.path("surveys")) validate_step(positions, *surveys, study.word("confidence"));
        if (const auto settlements = inputs.path("settlements")) {
            words = {study_.rates.string(), settlements->string()};
            add(words, "admin", inputs.path("admin"));
            add(words, "years", study.word("years"));
            study_.risk = step("risk", "risk.gpkg", words);
        }
        if (const auto figures = inputs.path("displacement")) mobility_step(inputs, *figures);
        words = maps();
        add(words, "lang", study.text("language"));
        step("project", "study.qgz", words, false);
        words = results();
        add(words, "lang", study.text("language"));
        step("report", "report.html", words, false);
    }

    /// Positions as they were seen, and the slopes that they show with the tides.
    fs::path slopes_step(const Words& lines_and_transects, const fs::path& tides)
    {
        Json seen = json_.value("positions", Json::object());
        for (const std::string& option : tidal_options()) seen.erase(option);
        uncorrected_ = step("positions", "positions_uncorrected.csv", lines_and_transects, true, seen);
        return step("slopes", "slopes.csv", {uncorrected_.string(), "--tides=" + tides.string()}, false);
    }

    void validate_step(const fs::path& positions, const fs::path& surveys, const std::optional<std::string>& confidence)
    {
        Words words{positions.string(), surveys.string()};
        add(words, "confidence", confidence);
        step("validate", "validation.csv", words, false);
    }

    void mobility_step(const StudyTable& inputs, const fs::path& figures)
    {
        if (study_.risk.empty() || !inputs.path("admin"))
            refuse_study(study_.file, "[inputs] displacement without settlements and admin: there is no exposure by unit to set beside it",
                         "give settlements and admin, or leave displacement out");
        Words words{study_.risk.string(), figures.string()};
        add(words, "admin", inputs.path("admin"));
        step("mobility", "mobility.gpkg", words, false);
    }

    static void add(Words& words, const std::string& option, const std::optional<fs::path>& value)
    {
        if (value) words.push_back("--" + option + "=" + value->string());
    }
    static void add(Words& words, const std::string& option, const std::optional<std::string>& value)
    {
        if (value) words.push_back("--" + option + "=" + *value);
    }

    /// The products in the folders of scenes, by name.
    Words products(const Words& paths)
    {
        Words found;
        for (const std::string& path : paths) {
            if (!fs::exists(path)) throw UnreadableError("SCENES", path, "does not exist", "correct [scenes] paths");
            if (!fs::is_directory(path))
                found.push_back(path);
            else
                for (const scenes::SceneFacts& facts : products_in(run_, path)) found.push_back(facts.path);
        }
        if (found.empty()) throw NoResultError("NO-SCENES", paths.front(), "no scene was found", "put product folders or archives there");
        return found;
    }

    /// What the report rests on and stands beside: every file of the steps so far, named one by one, so that a new one makes a new report.
    Words results() const
    {
        Words words{"--title=" + study_.name, "--xlsx=risk.xlsx", "--readme=README.txt"};
        const auto is_aside = [&](const StudyStep& one) {
            const std::string& name = one.command->name();
            return name == "validate" || name == "mobility" || name == "slopes" || one.output == uncorrected_;
        };
        for (const StudyStep& one : study_.steps)
            if (one.output.has_extension() && !is_aside(one)) words.push_back(one.output.string());
        return words;
    }

    /// What the project shows: every output of the steps so far that holds a map, under the title of the study. Not displacement figures:
    /// they are for those whom their sharing level names.
    Words maps() const
    {
        Words words;
        for (const StudyStep& step : study_.steps)
            if (step.output.extension() != ".csv" && step.command->name() != "mobility") words.push_back(step.output.string());
        words.insert(words.end(), {"--title=" + study_.name, "--copy=study.gpkg"});
        return words;
    }

    /// What stands on the land, and the positions: their last years may depart from the trend.
    void add_exposed(Words& words) const
    {
        const StudyTable inputs(json_, "inputs", study_.file);
        for (const char* key : {"population", "buildings", "land"}) add(words, key, inputs.path(key));
        for (const std::string& asset : inputs.paths("assets")) words.push_back("--assets=" + asset);
        add(words, "positions", std::optional<fs::path>(study_.results / "positions.csv"));
    }

    /// Composites stay in the CRS of their scenes, whatever that of the study: moving lines costs nothing, moving pixels blurs them.
    fs::path step(const std::string& name, const std::string& output_name, Words words, bool in_study_crs = true)
    {
        return step(name, output_name, std::move(words), in_study_crs, json_.value(name, Json::object()));
    }

    fs::path step(const std::string& name, const std::string& output_name, Words words, bool in_study_crs, const Json& table)
    {
        for (std::string& word : words_of(study_.file, name, table)) words.push_back(std::move(word));
        if (name == "risk") add_exposed(words);
        const fs::path output = study_.results / output_name;
        if (in_study_crs) add(words, "crs", crs_);
        words.insert(words.end(), {"-o", output.string()});
        study_.steps.push_back({parsed_for_study(study_.file, name, words), output});
        return output;
    }

    Run& run_;
    const Json& json_;
    Study& study_;
    std::optional<std::string> crs_;
    fs::path uncorrected_;  ///< positions that slopes are estimated from; empty without them
};

}  // namespace

Study read_study(Run& run, const fs::path& file, const fs::path& results)
{
    const Json json = io::read_toml(run.session, file);
    Study study;
    study.file = file;
    study.results = results.empty() ? file.parent_path() / "results" : results;
    check_study(json, file);
    study.name = StudyTable(json, "study", file).text("name").value_or(file.stem().string());
    Planner(run, json, study).plan();
    return study;
}

}  // namespace tasi::cli

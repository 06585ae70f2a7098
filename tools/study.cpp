#include "tools/study.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/input_file.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/run_record.hpp"
#include "tools/commands.hpp"
#include "tools/derived_inputs.hpp"
#include "tools/scene_shoreline.hpp"
#include "tools/study_table.hpp"
#include "tools/tidal_correction.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// The tables that are not a command's, and their keys.
const std::vector<std::pair<std::string, std::vector<std::string>>>& tables()
{
    static const std::vector<std::pair<std::string, std::vector<std::string>>> known{
        {"study", {"name", "crs", "aoi", "as_of", "years", "confidence", "language"}},
        {"scenes", {"paths"}},
        {"inputs",
         {"settlements", "admin", "population", "buildings", "assets", "land", "coast", "transects", "tides", "surveys", "truth"}},
    };
    return known;
}

/// The commands that a study runs, in their order.
const Words& chain()
{
    static const Words names{"composite", "shorelines", "baseline", "transects", "slopes",  "positions",
                             "rates",     "forecast",   "validate", "risk",      "project", "report"};
    return names;
}

void check_keys(const Json& study, const fs::path& file)
{
    for (const auto& [name, table] : study.items()) {
        if (!table.is_object())
            refuse_study(file, "unknown key '" + name + "' outside of any table", "put it into its table, for example [study]");
        if (std::find(chain().begin(), chain().end(), name) != chain().end()) continue;
        const auto known = std::find_if(tables().begin(), tables().end(), [&](const auto& row) { return row.first == name; });
        if (known == tables().end())
            refuse_study(file, "unknown table [" + name + "]", "the tables are study, scenes, inputs, " + join(chain(), ", "));
        for (const auto& [key, value] : table.items())
            if (std::find(known->second.begin(), known->second.end(), key) == known->second.end())
                refuse_study(file, fmt::format("unknown key '{}' in [{}]", key, name), "the keys are " + join(known->second, ", "));
    }
}

std::unique_ptr<Command> parsed(const fs::path& file, const std::string& name, const Words& words)
{
    auto command = make_command(name);
    try {
        command->parse(words);
    } catch (const UsageError& error) {
        refuse_study(file, fmt::format("[{}] {}", name, error.problem()), error.remedy());
    }
    return command;
}

/// What `[study]` states for a command, also for one that has no table; of options that several have, risk speaks for all.
Words words_of_head(const StudyTable& head, const std::string& command)
{
    static const std::map<std::string, std::vector<std::pair<std::string, std::string>>> known{
        {"rates", {{"as_of", "as-of"}, {"confidence", "confidence"}}}, {"risk", {{"years", "years"}}}, {"report", {{"language", "lang"}}}};
    Words words;
    if (const auto options = known.find(command); options != known.end())
        for (const auto& [key, option] : options->second)
            if (const auto word = head.word(key)) words.push_back("--" + option + "=" + *word);
    return words;
}

/// Every command's table must parse, also one that this study will not use.
void check_commands(const Json& study, const fs::path& file)
{
    const StudyTable head(study, "study", file);
    for (const std::string& name : chain()) {
        const Words values = words_of_head(head, name);
        if (values.empty() && name != "positions" && !study.contains(name)) continue;
        Words words = words_of(file, name, study.value(name, Json::object()), true);  // a flag that is false must exist as well
        words.insert(words.end(), values.begin(), values.end());
        static const std::map<std::string, std::string> suffixes{
            {"positions", "csv"}, {"slopes", "csv"}, {"project", "qgz"}, {"report", "html"}};
        const auto own = suffixes.find(name);
        const std::string suffix = "OUT." + (own == suffixes.end() ? "gpkg" : own->second);
        words.insert(words.end(), {"-o", suffix, "INPUT"});
        if (name == "positions" || name == "risk" || name == "validate") words.push_back("INPUT");
        if (name == "positions" && study.contains("inputs") && study.at("inputs").contains("tides")) words.push_back("--tides=INPUT");
        if (name == "positions" && study.contains("slopes")) words.push_back("--slope=INPUT.csv");
        if (name == "forecast") words.push_back("--transects=INPUT");
        parsed(file, name, words);
    }
}

/// The tables of slopes are made from the study's own tides, and are what positions are corrected with.
void check_slopes(const Json& study, const fs::path& file)
{
    if (!study.contains("slopes")) return;
    if (!study.value("inputs", Json::object()).contains("tides"))
        refuse_study(file, "[slopes] has no effect without [inputs] tides", "give them, or leave the table out");
    for (const auto& [table, key] : {std::pair("positions", "slope"), std::pair("slopes", "tides")})
        if (study.value(table, Json::object()).contains(key))
            refuse_study(file, fmt::format("[{}] {} is given beside [slopes], where the study sets it", table, key), "leave it out");
}

/// A table or an input that no step would use: its author thinks that it has a part in the results.
void check_use(const Json& study, const fs::path& file)
{
    const Json inputs = study.value("inputs", Json::object());
    for (const auto& [table, input] : {std::pair("validate", "surveys"), std::pair("risk", "settlements")})
        if (study.contains(table) && !inputs.contains(input))
            refuse_study(file, fmt::format("[{}] has no effect without [inputs] {}", table, input), "give it, or leave the table out");
    for (const char* table : {"baseline", "transects"})
        if (study.contains(table) && inputs.contains("transects"))
            refuse_study(file, fmt::format("[{}] has no effect where [inputs] transects are given", table), "leave one of both out");
    for (const char* key : {"admin", "population", "buildings", "assets", "land"})
        if (inputs.contains(key) && !inputs.contains("settlements"))
            refuse_study(file, fmt::format("[inputs] {} has no effect without settlements", key), "give settlements, or leave it out");
}

/// Lines from composites: what belongs to scenes goes into [composite], or nowhere.
void check_lines_of_composites(const Json& study, const fs::path& file)
{
    if (!study.contains("composite") || !study.contains("shorelines")) return;
    const Json& composite = study.at("composite");
    for (const auto& [key, value] : study.at("shorelines").items()) {
        const bool off = value.is_boolean() && !value.get<bool>();
        const auto& late = options_of_scenes();
        const std::string word = lower_case(word_of(value).value_or(""));
        if (!off && (key == "date" || std::find(late.begin(), late.end(), key) != late.end()))
            refuse_study(file, fmt::format("[shorelines] {} has no effect on composites", key),
                         "leave it out; what [composite] knows of it goes there");
        if (key == "method" && word != "contour" && word != "auto")
            refuse_study(file, fmt::format("[shorelines] method is {}: a composite has no bands", word), "leave it out");
        const std::string own = lower_case(composite.contains("index") ? word_of(composite.at("index")).value_or("") : "ndwi");
        if (key == "index" && word != own)
            refuse_study(file, fmt::format("[shorelines] index is {}, that of [composite] is {}", word, own), "leave it out");
    }
}

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
             {"settlements", "admin", "population", "buildings", "land", "coast", "transects", "tides", "surveys", "truth"})
            if (const auto path = inputs.path(key)) study_.inputs.push_back(path->string());
        if (const auto path = study.path("aoi")) study_.inputs.push_back(path->string());
        for (const std::string& name : chain())
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
        step("project", "study.qgz", maps(), false);
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
        for (const StudyStep& one : study_.steps)
            if (one.output.has_extension() && one.command->name() != "validate" && one.command->name() != "slopes" &&
                one.output != uncorrected_)
                words.push_back(one.output.string());
        return words;
    }

    /// What the project shows: every output of the steps so far that holds a map, under the title of the study.
    Words maps() const
    {
        Words words;
        for (const StudyStep& step : study_.steps)
            if (step.output.extension() != ".csv") words.push_back(step.output.string());
        words.push_back("--title=" + study_.name);
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
        study_.steps.push_back({parsed(study_.file, name, words), output});
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
    check_keys(json, file);
    check_slopes(json, file);
    check_commands(json, file);
    check_use(json, file);
    check_lines_of_composites(json, file);
    study.name = StudyTable(json, "study", file).text("name").value_or(file.stem().string());
    Planner(run, json, study).plan();
    return study;
}

}  // namespace tasi::cli

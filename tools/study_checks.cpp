#include "tools/study_checks.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tools/commands.hpp"
#include "tools/derived_inputs.hpp"
#include "tools/study_table.hpp"

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
         {"settlements", "admin", "population", "buildings", "assets", "land", "displacement", "coast", "transects", "tides", "surveys",
          "truth"}},
    };
    return known;
}

void check_keys(const Json& study, const fs::path& file)
{
    for (const auto& [name, table] : study.items()) {
        if (!table.is_object())
            refuse_study(file, "unknown key '" + name + "' outside of any table", "put it into its table, for example [study]");
        if (std::find(commands_of_study().begin(), commands_of_study().end(), name) != commands_of_study().end()) continue;
        const auto known = std::find_if(tables().begin(), tables().end(), [&](const auto& row) { return row.first == name; });
        if (known == tables().end())
            refuse_study(file, "unknown table [" + name + "]", "the tables are study, scenes, inputs, " + join(commands_of_study(), ", "));
        for (const auto& [key, value] : table.items())
            if (std::find(known->second.begin(), known->second.end(), key) == known->second.end())
                refuse_study(file, fmt::format("unknown key '{}' in [{}]", key, name), "the keys are " + join(known->second, ", "));
    }
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
    for (const std::string& name : commands_of_study()) {
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
        if (name == "mobility") words.push_back("INPUT.csv");
        if ((name == "risk" || name == "mobility") && study.contains("inputs") && study.at("inputs").contains("admin"))
            words.push_back("--admin=INPUT");
        if (name == "positions" && study.contains("inputs") && study.at("inputs").contains("tides")) words.push_back("--tides=INPUT");
        if (name == "positions" && study.contains("slopes")) words.push_back("--slope=INPUT.csv");
        if (name == "risk" && study.contains("inputs"))
            for (const char* input : {"buildings", "assets"})
                if (study.at("inputs").contains(input)) words.push_back(fmt::format("--{}=INPUT", input));
        if (name == "forecast") words.push_back("--transects=INPUT");
        parsed_for_study(file, name, words);
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
    for (const auto& [table, input] :
         {std::pair("validate", "surveys"), std::pair("risk", "settlements"), std::pair("mobility", "displacement")})
        if (study.contains(table) && !inputs.contains(input))
            refuse_study(file, fmt::format("[{}] has no effect without [inputs] {}", table, input), "give it, or leave the table out");
    for (const char* table : {"baseline", "transects"})
        if (study.contains(table) && inputs.contains("transects"))
            refuse_study(file, fmt::format("[{}] has no effect where [inputs] transects are given", table), "leave one of both out");
    for (const char* key : {"admin", "population", "buildings", "assets", "land", "displacement"})
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

}  // namespace

const Words& commands_of_study()
{
    static const Words names{"composite", "shorelines", "baseline", "transects", "slopes",  "positions", "rates",
                             "forecast",  "validate",   "risk",     "mobility",  "project", "report"};
    return names;
}

std::unique_ptr<Command> parsed_for_study(const fs::path& file, const std::string& name, const Words& words)
{
    auto command = make_command(name);
    try {
        command->parse(words);
    } catch (const UsageError& error) {
        refuse_study(file, fmt::format("[{}] {}", name, error.problem()), error.remedy());
    }
    return command;
}

void check_study(const Json& study, const fs::path& file)
{
    check_keys(study, file);
    check_slopes(study, file);
    check_commands(study, file);
    check_use(study, file);
    check_lines_of_composites(study, file);
}

}  // namespace tasi::cli

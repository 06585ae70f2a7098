#include "src/report/provenance.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/recorded_text.hpp"
#include "src/report/cells.hpp"

namespace tasi::report {
namespace {

using Json = nlohmann::json;

std::string last_part(const std::string& path)
{
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// `--coast=/a/b/coast.gpkg` as `--coast=coast.gpkg`; words that are no options are the files of the step.
std::string options_of(const Json& arguments)
{
    std::vector<std::string> words;
    for (const Json& argument : arguments) {
        const std::string word = io::original_text(argument);
        if (!word.starts_with("--")) continue;
        const std::size_t equals = word.find('=');
        words.push_back(printable(equals == std::string::npos ? word : word.substr(0, equals + 1) + last_part(word.substr(equals + 1))));
    }
    return join(words, " ");
}

std::string sha256_in(const Json& outputs, const std::string& file)
{
    for (const Json& output : outputs)
        if (printable(io::original_text(output.at("path"))) == file) return output.at("sha256").get<std::string>();
    return {};
}

Step step_of(const ResultFile& file)
{
    try {
        const Json& record = file.record;
        return {file.name,
                record.at("command").get<std::string>(),
                record.at("tool").get<std::string>(),
                options_of(record.at("arguments")),
                sha256_in(record.at("outputs"), file.name),
                record.at("inputs").size()};
    } catch (const nlohmann::json::exception&) {
        throw UnreadableError("RUN-RECORD", file.name, "its run record does not say how it was made", "run the step again");
    }
}

/// The key of what a warning of a step means; empty when there is none.
std::string string_of(const Texts& text, std::string name, const std::string& step)
{
    std::replace(name.begin(), name.end(), '-', '_');
    for (const std::string& key : {"warning_" + name + "_" + step, "warning_" + name})
        if (text.has(key)) return key;
    return {};
}

}  // namespace

std::vector<Step> steps_of(const StudyResults& results)
{
    std::vector<Step> steps;
    for (const ResultFile& file : results.files)
        steps.push_back(file.record.is_object() ? step_of(file) : Step{file.name, {}, {}, {}, {}, 0});
    return steps;
}

std::vector<Doubt> doubts_of(const StudyResults& results, const Texts& text)
{
    std::map<std::string, Doubt> kinds;
    for (const ResultFile& file : results.files) {
        if (!file.record.is_object() || !file.record.contains("warnings")) continue;
        try {
            for (const Json& warning : file.record.at("warnings")) {
                const std::string name = io::original_text(warning.at("name"));
                const std::string key = string_of(text, name, io::original_text(file.record.at("command")));
                Doubt& kind = kinds[key.empty() ? name : key];
                if (kind.count == 0)
                    kind = {printable(name), printable(io::original_text(warning.at("what"))), key.empty() ? "" : text(key), 0};
                kind.count += warning.at("count").get<long>();
            }
        } catch (const nlohmann::json::exception&) {
            throw UnreadableError("RUN-RECORD", file.name, "its run record has warnings of another form", "run the step again");
        }
    }
    std::vector<Doubt> doubts;
    for (auto& [key, doubt] : kinds) doubts.push_back(std::move(doubt));
    std::stable_sort(doubts.begin(), doubts.end(), [](const Doubt& a, const Doubt& b) { return a.count > b.count; });
    return doubts;
}

std::string libraries_of(const StudyResults& results)
{
    for (const ResultFile& file : results.files) {
        if (!file.record.is_object() || !file.record.contains("libraries") || !file.record["libraries"].is_array()) continue;
        std::vector<std::string> names;
        for (const Json& library : file.record["libraries"])
            if (library.is_string()) names.push_back(printable(library.get<std::string>()));
        return join(names, ", ");
    }
    return {};
}

std::vector<std::string> scenes_by_sensor(const StudyResults& results)
{
    const Layer* lines = results.layer("shorelines");
    std::map<std::string, long> counts;
    if (lines)
        for (const Feature& feature : lines->features)
            if (!feature.geometry.lines.empty()) ++counts[printable(Cells(*lines).text(feature, "sensor"))];
    std::vector<std::string> list;
    for (const auto& [sensor, number] : counts) list.push_back((sensor.empty() ? "?" : sensor) + ": " + std::to_string(number));
    return list;
}

}  // namespace tasi::report

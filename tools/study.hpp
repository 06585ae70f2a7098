#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/command.hpp"

namespace tasi::cli {

/// One command of a study with its words, parsed and ready to run.
struct StudyStep {
    std::unique_ptr<Command> command;
    std::filesystem::path output;
};

/// A study file, checked as a whole: every key known, every value in range, every command parsed.
struct Study {
    std::string name;
    std::filesystem::path file, results;
    std::vector<StudyStep> steps;
    std::filesystem::path rates, risk;           ///< layers of the results; `risk` empty without settlements
    std::filesystem::path transects;             ///< given, or made by the study
    std::vector<std::string> inputs;             ///< files that the study file names
    std::optional<std::filesystem::path> truth;  ///< exactly known waterlines of a simulated coast
};

/// Reads and checks a study file. Paths in it are relative to its folder. `results`: where outputs go (default: `results` beside
/// the file). UsageError (2) for unknown keys, wrong types, values out of range and what no step would use, before any input is looked for.
/// Then all inputs must be there. Folders of scenes are listed last, so that a product that joins them changes the words of its step.
Study read_study(Run& run, const std::filesystem::path& file, const std::filesystem::path& results);

/// Whether the output of a step, its inputs, its words and the version are those of its run record.
bool is_up_to_date(const StudyStep& step);

/// Whether the step's output is as its record says, so that it is ours to replace.
bool is_own_output(const StudyStep& step);

}  // namespace tasi::cli

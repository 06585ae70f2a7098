#pragma once

#include <string>
#include <vector>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// One step of the study as its run record tells it.
struct Step {
    std::string file, command, tool, options, sha256;
    std::size_t inputs = 0;
};

/// The steps whose files were read, in their order. Of paths only the last part is told: the report goes to others.
std::vector<Step> steps_of(const StudyResults& results);

/// A kind of warning of all steps, with its count.
struct Doubt {
    std::string name, what;  ///< `what`: an example in the program's own words, in English
    std::string said;        ///< what it means, in the language of the page; empty where there is no string `warning_<NAME>`
    long count = 0;
};

/// By falling count. A name that means something else in some step (string `warning_<NAME>_<step>`) is a kind of its own there.
std::vector<Doubt> doubts_of(const StudyResults& results, const Texts& text);

/// Versions of the libraries, as the records say.
std::string libraries_of(const StudyResults& results);

/// Scenes by sensor: `landsat-8: 12`.
std::vector<std::string> scenes_by_sensor(const StudyResults& results);

}  // namespace tasi::report

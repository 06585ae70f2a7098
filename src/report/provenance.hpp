#pragma once

#include <string>
#include <vector>

#include "src/report/study_results.hpp"

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
    std::string name, what;
    long count = 0;
};

/// By falling count. The words are the program's own, in English.
std::vector<Doubt> doubts_of(const StudyResults& results);

/// Versions of the libraries, as the records say.
std::string libraries_of(const StudyResults& results);

/// Scenes by sensor: `landsat-8: 12`.
std::vector<std::string> scenes_by_sensor(const StudyResults& results);

}  // namespace tasi::report

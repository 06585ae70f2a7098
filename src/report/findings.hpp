#pragma once

#include <string>
#include <vector>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// One thing to know of a study: a short figure, the sentence that says what it is, and what was not assessed for it.
struct Finding {
    std::string id;      ///< `coast`
    std::string figure;  ///< `51 %`
    std::string text;
    std::vector<std::string> steps = {};  ///< the same by year, where there are several
    std::string open = {};                ///< empty where nothing could be left out
};

/// What the study found, each with how sure it is: settlements, the first of them, the coast, people, the fastest retreat, early warnings.
std::vector<Finding> headline_findings(const StudyResults& results, const Texts& text);

/// How many people are reached, by year: a finding that takes more room.
std::vector<Finding> people_findings(const StudyResults& results, const Texts& text);

/// What was not assessed: every part of the study has its sentence, also when all of it was assessed.
std::vector<std::string> not_assessed(const StudyResults& results, const Texts& text);

/// What a reader must know before trusting a number: scenes, tides, certainty, outliers.
std::vector<std::string> quality_remarks(const StudyResults& results, const Texts& text);

}  // namespace tasi::report

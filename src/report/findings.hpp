#pragma once

#include <string>
#include <vector>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// One thing to know of a study: a short figure and the sentence that says what it is.
struct Finding {
    std::string id;      ///< `coast`
    std::string figure;  ///< `88 / 171`
    std::string text;
};

/// What the study found, each with how sure it is: the coast, the settlements, the people.
std::vector<Finding> headline_findings(const StudyResults& results, const Texts& text);

/// What was not assessed: every part of the study has its sentence, also when all of it was assessed.
std::vector<std::string> not_assessed(const StudyResults& results, const Texts& text);

/// What a reader must know before trusting a number: scenes, tides, certainty, outliers.
std::vector<std::string> quality_remarks(const StudyResults& results, const Texts& text);

}  // namespace tasi::report

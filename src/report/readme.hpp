#pragma once

#include <cstdint>
#include <string>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// What else lies in the folder that is handed over.
struct Delivery {
    std::string title, report;  ///< name of the HTML file
    std::string spreadsheet;    ///< name, or empty
    std::string pdf = {};       ///< name, or empty
    std::uintmax_t report_bytes = 0, spreadsheet_bytes = 0;
};

/// README.txt in plain words: which file to open, in every language, what the others are and how large, what "not assessed" means. Lines
/// end as Windows wants them, too.
std::string readme(const StudyResults& results, const Delivery& delivery, const Texts& text);

}  // namespace tasi::report

#pragma once

#include <string>

#include "src/report/study_results.hpp"
#include "src/report/tables.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

struct PageOptions {
    std::string title;    ///< of the study; data, so escaped
    std::string version;  ///< of the program
};

/// The report: one HTML file that needs no network. Its policy allows only its own scripts and styles, by their SHA-256. The bytes depend
/// on the results, the texts and the program alone.
std::string page(io::Session& session, const StudyResults& results, const std::vector<Table>& tables, const Texts& text,
                 const PageOptions& options);

/// Version of the Leaflet in the program; empty when it was built without.
std::string leaflet_version();

/// JSON that may stand in a script element: no `<`, no line ends that JavaScript knows and JSON does not.
std::string json_for_script(const nlohmann::ordered_json& json);

}  // namespace tasi::report

#include "src/report/readme.hpp"

#include <algorithm>
#include <vector>

#include "src/core/text.hpp"

namespace tasi::report {

std::string readme(const StudyResults& results, const Delivery& delivery, const Texts& text)
{
    std::vector<std::pair<std::string, std::string>> others;
    if (!delivery.spreadsheet.empty()) others.emplace_back(delivery.spreadsheet, text("readme_xlsx"));
    if (!results.project.empty()) others.emplace_back(results.project, text("readme_project"));
    for (const ResultFile& file : results.files)
        others.emplace_back(file.name, text(lower_case(file.name).ends_with(".csv") ? "readme_table" : "readme_layer"));
    std::size_t widest = 0;
    for (const auto& [name, words] : others) widest = std::max(widest, name.size());

    std::vector<std::string> lines{text("readme_title", {{"title", printable(delivery.title)}}),
                                   "",
                                   "    " + text("readme_open", {{"report", delivery.report}}),
                                   text("readme_open_how"),
                                   "",
                                   text("readme_careful"),
                                   ""};
    if (!others.empty()) lines.push_back(text("readme_others"));
    for (const auto& [name, words] : others) lines.push_back("    " + name + std::string(widest - name.size() + 3, ' ') + words);
    lines.insert(lines.end(), {"", text("readme_records")});
    if (!text.language().reviewed) lines.insert(lines.end(), {"", text("unreviewed")});
    return "\xef\xbb\xbf" + join(lines, "\r\n") + "\r\n";  // with a mark, so that old editors see UTF-8
}

}  // namespace tasi::report

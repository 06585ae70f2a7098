#include "src/report/readme.hpp"

#include <algorithm>
#include <vector>

#include "src/core/text.hpp"

namespace tasi::report {
namespace {

struct Entry {
    std::string name, size, words;
};

/// `1.2 MB`; of small files `1 kB` at least. Nothing for a size that is not known.
std::string size_of(const Texts& text, std::uintmax_t bytes)
{
    if (bytes == 0) return {};
    const double kilobytes = static_cast<double>(bytes) / 1000;
    return kilobytes < 1000 ? text.number(std::max(1.0, kilobytes)) + " kB" : text.number(kilobytes / 1000, 1) + " MB";
}

std::vector<Entry> others_of(const StudyResults& results, const Delivery& delivery, const Texts& text)
{
    std::vector<Entry> others;
    if (!delivery.pdf.empty()) others.push_back({delivery.pdf, "", text("readme_pdf")});
    if (!delivery.spreadsheet.empty())
        others.push_back({delivery.spreadsheet, size_of(text, delivery.spreadsheet_bytes), text("readme_xlsx")});
    for (const FileBeside& project : results.projects)
        others.push_back({project.name, size_of(text, project.bytes), text("readme_project")});
    for (const FileBeside& copy : results.copies) others.push_back({copy.name, size_of(text, copy.bytes), text("readme_copy")});
    for (const ResultFile& file : results.files)
        others.push_back(
            {file.name, size_of(text, file.bytes), text(lower_case(file.name).ends_with(".csv") ? "readme_table" : "readme_layer")});
    return others;
}

/// Columns for an editor with letters of one width.
std::vector<std::string> table_of(const std::vector<Entry>& entries)
{
    std::size_t name = 0, size = 0;
    for (const Entry& entry : entries) name = std::max(name, entry.name.size()), size = std::max(size, entry.size.size());
    std::vector<std::string> lines;
    for (const Entry& entry : entries)
        lines.push_back("    " + entry.name + std::string(name - entry.name.size() + 3, ' ') + std::string(size - entry.size.size(), ' ') +
                        entry.size + (size > 0 ? "   " : "") + entry.words);
    return lines;
}

/// For a reader of another language: which file to open.
std::vector<std::string> in_other_languages(const Delivery& delivery, const Texts& text)
{
    std::vector<std::string> lines;
    for (const Language& language : languages())
        if (language.code != text.language().code)
            lines.push_back("    " + language.name + ": " + Texts(language.code)("readme_open", {{"report", delivery.report}}));
    return lines;
}

}  // namespace

std::string readme(const StudyResults& results, const Delivery& delivery, const Texts& text)
{
    const std::string size = size_of(text, delivery.report_bytes);
    std::vector<std::string> lines{text("readme_title", {{"title", printable(delivery.title)}}), "",
                                   "    " + text("readme_open", {{"report", delivery.report}}) + (size.empty() ? "" : "  (" + size + ")"),
                                   text("readme_open_how"), ""};
    const std::vector<std::string> languages = in_other_languages(delivery, text);
    lines.insert(lines.end(), languages.begin(), languages.end());
    lines.insert(lines.end(), {"", text("readme_careful"), text("readme_not_assessed"), ""});
    const std::vector<std::string> others = table_of(others_of(results, delivery, text));
    if (!others.empty()) lines.push_back(text("readme_others"));
    lines.insert(lines.end(), others.begin(), others.end());
    lines.insert(lines.end(), {"", text("readme_records"), text("readme_questions")});
    if (!text.language().reviewed) lines.insert(lines.end(), {"", text("unreviewed")});
    return "\xef\xbb\xbf" + join(lines, "\r\n") + "\r\n";  // with a mark, so that old editors see UTF-8
}

}  // namespace tasi::report

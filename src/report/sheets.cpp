#include "src/core/text.hpp"
#include "src/report/findings.hpp"
#include "src/report/tables.hpp"

namespace tasi::report {
namespace {

/// The sheet that is read first: title, what was not assessed, findings, what the numbers mean, what is in each sheet.
io::Sheet notes(const std::vector<Table>& tables, const StudyResults& results, const Texts& text, const std::string& title)
{
    io::Sheet sheet{text("sheet_notes"), {}, {}, true};
    const auto say = [&](const std::string& line) { sheet.rows.push_back({Value(printable(line))}); };
    const auto list = [&](const std::string& name) {
        for (int i = 1; text.has(name + "_" + std::to_string(i)); ++i) say("• " + text(name + "_" + std::to_string(i)));
    };
    say("# " + title);
    if (!text.language().reviewed) say(text("unreviewed"));
    say(text("sheet_notes_intro"));
    say("# " + text("open_title"));
    for (const std::string& line : not_assessed(results, text)) say("• " + line);
    say("# " + text("data_title"));
    for (const std::string& line : quality_remarks(results, text)) say("• " + line);
    say("# " + text("means_title"));
    list("means");
    say("# " + text("means_not_title"));
    list("means_not");
    say("# " + text("sheet_notes_sheets"));
    for (const Table& table : tables) say("• " + table.title + ": " + table.note);
    return sheet;
}

}  // namespace

std::vector<io::Sheet> sheets_of(const std::vector<Table>& tables, const StudyResults& results, const Texts& text, const std::string& title)
{
    std::vector<io::Sheet> sheets{notes(tables, results, text, title)};
    for (const Table& table : tables) {
        io::Sheet sheet{table.title, {}, {}, false};
        for (const TableColumn& column : table.columns) sheet.columns.push_back({column.heading, column.format});
        for (const auto& row : table.rows) {
            sheet.rows.emplace_back();
            for (const TableCell& cell : row) sheet.rows.back().push_back(cell.value);
        }
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

}  // namespace tasi::report

#include "src/io/write_spreadsheet.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/write_archive.hpp"
#include "src/io/write_csv.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t longest_sheet_name = 31;  // bytes here, letters there
constexpr std::size_t most_rows = 1'048'575, longest_text = 32'000;
constexpr const char* declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Rows of `cellXfs` in styles.xml: those of the formats come first, in their order.
enum Style { heading_style = 6, title_style = 7, prose_style = 8, heading_number_style = 9 };

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text)
        result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
    return result;
}

std::string sheet_name(std::string name)
{
    for (char& c : name)
        if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
    name = whole_characters(printable(name), longest_sheet_name);
    if (name.starts_with('\'')) name.front() = ' ';
    if (name.ends_with('\'')) name.back() = ' ';
    return name;
}

/// The name of a sheet in a reference: an apostrophe is doubled.
std::string quoted_name(const std::string& name)
{
    std::string quoted;
    for (const char c : name) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return "'" + quoted + "'";
}

/// `A`, `B`, ... `AA`.
std::string column_name(std::size_t column)
{
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

std::string text_cell(const std::string& place, const std::string& text, int style)
{
    const std::string safe = whole_characters(harmless_in_spreadsheets(printable(text)), longest_text);
    return fmt::format("<c r=\"{}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", place, style, escaped(safe));
}

std::string cell_of(const std::string& place, const Value& value, CellFormat format)
{
    if (std::holds_alternative<std::monostate>(value)) return {};
    const auto number = std::holds_alternative<std::string>(value) ? std::nullopt : number_of(value);
    const int style = static_cast<int>(format);
    if (number) return fmt::format("<c r=\"{}\" s=\"{}\"><v>{}</v></c>", place, style, format_number(*number));
    return text_cell(place, text_of(value), static_cast<int>(CellFormat::text));
}

std::size_t letters(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Letters that a column is wide: numbers as their heading, text as its longest, within limits.
std::size_t width_of(const Sheet& sheet, std::size_t column)
{
    if (sheet.prose) return 100;
    std::size_t widest = std::min<std::size_t>(letters(sheet.columns[column].heading) + 2, 16);
    if (sheet.columns[column].format == CellFormat::text)
        for (const auto& row : sheet.rows) widest = std::max(widest, letters(text_of(row[column])) + 1);
    return std::clamp<std::size_t>(widest, 9, 60);
}

std::string rows_of(const Sheet& sheet)
{
    std::string xml;
    std::size_t number = 0;
    const auto place = [&](std::size_t column) { return column_name(column) + std::to_string(number); };
    if (!sheet.prose) {
        xml += fmt::format("<row r=\"{}\">", ++number);
        for (std::size_t i = 0; i < sheet.columns.size(); ++i)
            xml += text_cell(place(i), sheet.columns[i].heading,
                             sheet.columns[i].format == CellFormat::text ? heading_style : heading_number_style);
        xml += "</row>\n";
    }
    for (const auto& row : sheet.rows) {
        xml += fmt::format("<row r=\"{}\">", ++number);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string text = text_of(row[i]);
            const bool title = text.starts_with("# ");
            xml += sheet.prose ? text_cell(place(i), title ? text.substr(2) : text, title ? title_style : prose_style)
                               : cell_of(place(i), row[i], sheet.columns[i].format);
        }
        xml += "</row>\n";
    }
    return xml;
}

std::string sheet_xml(const Sheet& sheet, bool first)
{
    std::string columns;
    for (std::size_t i = 0; i < std::max<std::size_t>(sheet.columns.size(), sheet.prose); ++i)
        columns += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", i + 1, width_of(sheet, i));
    const std::string pane = sheet.prose ? "" : "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>";
    const std::string filter =
        sheet.prose ? "" : fmt::format("<autoFilter ref=\"A1:{}{}\"/>", column_name(sheet.columns.size() - 1), sheet.rows.size() + 1);
    return fmt::format(
        "{}<worksheet xmlns=\"{}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView{} workbookViewId=\"0\">{}"
        "</sheetView></sheetViews><cols>{}</cols><sheetData>\n{}</sheetData>{}<pageSetup paperSize=\"9\" orientation=\"{}\" "
        "fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>\n",
        declaration, main_space, first ? " tabSelected=\"1\"" : "", pane, columns, rows_of(sheet), filter,
        sheet.prose ? "portrait" : "landscape");
}

/// Fonts, fills and the formats of CellFormat in its order, then those of headings and prose.
std::string styles_xml()
{
    const auto look = [](int format, int font, int fill, const char* alignment) {
        return fmt::format(
            "<xf numFmtId=\"{}\" fontId=\"{}\" fillId=\"{}\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
            "applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><alignment {}/></xf>",
            format, font, fill, alignment);
    };
    std::string looks;
    for (const int format : {0, 3, 164, 4, 165, 1}) looks += look(format, 0, 0, "vertical=\"top\"");
    looks += look(0, 1, 2, "vertical=\"bottom\" wrapText=\"1\"") + look(0, 2, 0, "vertical=\"top\"") +
             look(0, 0, 0, "vertical=\"top\" wrapText=\"1\"") + look(0, 1, 2, "horizontal=\"right\" vertical=\"bottom\" wrapText=\"1\"");
    return fmt::format(
        "{}<styleSheet xmlns=\"{}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.0\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"[&lt;0.01]&quot;&lt;1%&quot;;[&gt;0.99]&quot;&gt;99%&quot;;0%\"/></numFmts>"
        "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        "<font><b/><sz val=\"14\"/><name val=\"Calibri\"/></font></fonts>"
        "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3EDF1\"/></patternFill></fill></fills>"
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        "<cellXfs count=\"10\">{}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
        "</styleSheet>\n",
        declaration, main_space, looks);
}

std::string workbook_xml(const std::vector<Sheet>& sheets)
{
    std::string list, filters;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string name = escaped(sheet_name(sheets[i].name));
        list += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", name, i + 1, i + 1);
        if (sheets[i].prose) continue;  // programs keep filters as hidden names
        filters += fmt::format("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" hidden=\"1\">{}!$A$1:${}${}</definedName>",
                               i, escaped(quoted_name(sheet_name(sheets[i].name))), column_name(sheets[i].columns.size() - 1),
                               sheets[i].rows.size() + 1);
    }
    return fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>{}</sheets>{}</workbook>\n", declaration, main_space, relations,
                       list, filters.empty() ? "" : "<definedNames>" + filters + "</definedNames>");
}

std::string relation(std::size_t id, const char* kind, const std::string& target)
{
    return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, relations, kind, target);
}

std::string relations_xml(const std::string& list)
{
    return fmt::format("{}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>\n",
                       declaration, list);
}

std::string types_xml(std::size_t sheets)
{
    constexpr const char* type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    std::string parts;
    const auto part = [&](const std::string& name, const char* kind) {
        parts += fmt::format("<Override PartName=\"/xl/{}.xml\" ContentType=\"{}.{}+xml\"/>", name, type, kind);
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    for (std::size_t i = 1; i <= sheets; ++i) part("worksheets/sheet" + std::to_string(i), "worksheet");
    return fmt::format(
        "{}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
        "ContentType=\"application/xml\"/>{}</Types>\n",
        declaration, parts);
}

}  // namespace

void write_spreadsheet(const std::filesystem::path& file, const std::vector<Sheet>& sheets)
{
    std::string of_workbook;
    std::vector<std::pair<std::string, std::string>> parts{{"[Content_Types].xml", types_xml(sheets.size())},
                                                           {"_rels/.rels", relations_xml(relation(1, "officeDocument", "xl/workbook.xml"))},
                                                           {"xl/workbook.xml", workbook_xml(sheets)},
                                                           {"xl/styles.xml", styles_xml()}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (sheets[i].rows.size() > most_rows)
            throw LimitError("ROWS", printable(file.filename().string()),
                             "the sheet " + sheets[i].name + " has more rows than a sheet can have", "use the layers themselves");
        const std::string name = "worksheets/sheet" + std::to_string(i + 1) + ".xml";
        of_workbook += relation(i + 1, "worksheet", name);
        parts.emplace_back("xl/" + name, sheet_xml(sheets[i], i == 0));
    }
    parts.emplace_back("xl/_rels/workbook.xml.rels", relations_xml(of_workbook + relation(sheets.size() + 1, "styles", "styles.xml")));
    CheckedFile out(file);
    out.append(zip_of(parts));
    out.close();
}

}  // namespace tasi::io

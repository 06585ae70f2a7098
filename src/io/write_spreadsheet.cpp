#include "src/io/write_spreadsheet.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <set>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/spreadsheet_check.hpp"
#include "src/io/write_csv.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t longest_sheet_name = 31;  // bytes here, letters there
constexpr std::size_t most_rows = 1'048'575, longest_text = 32'000;
constexpr std::time_t stated_day = 315'532'800;  // 1980-01-01, as the members of the archive: the bytes know no clock
constexpr lxw_color_t heading_fill = 0xE3EDF1;

/// Names as spreadsheets take them: no reserved signs, not too long, none twice whatever the case.
std::vector<std::string> sheet_names(const std::vector<Sheet>& sheets)
{
    std::vector<std::string> names;
    std::set<std::string> taken{"", "history"};  // the second belongs to Excel
    for (const Sheet& sheet : sheets) {
        std::string wanted = sheet.name;
        for (char& c : wanted)
            if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
        wanted = printable(wanted);
        std::string name;
        for (std::size_t i = 1; taken.contains(lower_case(name)); ++i) {
            const std::string number = i == 1 ? "" : " " + std::to_string(i);
            name = whole_characters(wanted, longest_sheet_name - number.size()) + number;
            if (name.starts_with('\'')) name.front() = ' ';
            if (name.ends_with('\'')) name.back() = ' ';
        }
        taken.insert(lower_case(name));
        names.push_back(std::move(name));
    }
    return names;
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

/// The looks of cells; they belong to the workbook.
struct Looks {
    explicit Looks(lxw_workbook* book)
    {
        constexpr std::array<std::uint8_t, 6> built_in{0, 3, 0, 4, 0, 1};  // ECMA-376 part 1, 18.8.30: 3 is #,##0
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = workbook_add_format(book);
            format_set_num_format_index(cells[i], built_in[i]);
            format_set_align(cells[i], LXW_ALIGN_VERTICAL_TOP);
        }
        format_set_num_format(of(CellFormat::tenths), "#,##0.0");
        format_set_num_format(of(CellFormat::chance), R"([<0.01]"<1%";[>0.99]">99%";0%)");
        for (lxw_format** heading : {&text_heading, &number_heading}) {
            *heading = workbook_add_format(book);
            format_set_bold(*heading);
            format_set_bg_color(*heading, heading_fill);
            format_set_text_wrap(*heading);
        }
        format_set_align(number_heading, LXW_ALIGN_RIGHT);
        title = workbook_add_format(book);
        format_set_bold(title);
        format_set_font_size(title, 14);
        prose = workbook_add_format(book);
        format_set_text_wrap(prose);
        format_set_align(prose, LXW_ALIGN_VERTICAL_TOP);
    }
    lxw_format* of(CellFormat format) const { return cells[static_cast<std::size_t>(format)]; }

    std::array<lxw_format*, 6> cells{};  ///< by CellFormat
    lxw_format *text_heading = nullptr, *number_heading = nullptr, *title = nullptr, *prose = nullptr;
};

/// Writes the cells of one sheet row by row and remembers the first error.
class SheetWriter {
public:
    SheetWriter(lxw_worksheet* sheet, const Looks& looks) : sheet_(sheet), looks_(looks) {}

    void write(const Sheet& sheet)
    {
        for (std::size_t i = 0; i < std::max<std::size_t>(sheet.columns.size(), sheet.prose); ++i)
            note(worksheet_set_column(sheet_, column(i), column(i), static_cast<double>(width_of(sheet, i)), nullptr));
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        sheet.prose ? read(sheet) : tabulate(sheet);
    }
    lxw_error error() const { return error_; }
    std::size_t cells() const { return cells_; }

private:
    static lxw_col_t column(std::size_t i) { return static_cast<lxw_col_t>(i); }

    void note(lxw_error error)
    {
        if (error_ == LXW_NO_ERROR) error_ = error;
    }

    void text(std::size_t at, const std::string& text, lxw_format* look)
    {
        const std::string safe = whole_characters(harmless_in_spreadsheets(printable(text)), longest_text);
        note(worksheet_write_string(sheet_, row_, column(at), safe.c_str(), look));
        ++cells_;
    }

    void cell(std::size_t at, const Value& value, CellFormat format)
    {
        if (std::holds_alternative<std::monostate>(value)) return;
        const auto number = std::holds_alternative<std::string>(value) ? std::nullopt : number_of(value);
        if (!number) return text(at, text_of(value), looks_.of(CellFormat::text));
        if (!std::isfinite(*number)) return;
        note(worksheet_write_number(sheet_, row_, column(at), *number, looks_.of(format)));
        ++cells_;
    }

    void read(const Sheet& sheet)
    {
        worksheet_set_portrait(sheet_);
        for (const auto& row : sheet.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string line = text_of(row[i]);
                const bool title = line.starts_with("# ");
                text(i, title ? line.substr(2) : line, title ? looks_.title : looks_.prose);
            }
            ++row_;
        }
    }

    void tabulate(const Sheet& sheet)
    {
        worksheet_set_landscape(sheet_);
        worksheet_freeze_panes(sheet_, 1, 0);
        note(worksheet_repeat_rows(sheet_, 0, 0));
        note(worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), column(sheet.columns.size() - 1)));
        for (std::size_t i = 0; i < sheet.columns.size(); ++i)
            text(i, sheet.columns[i].heading, sheet.columns[i].format == CellFormat::text ? looks_.text_heading : looks_.number_heading);
        for (const auto& row : sheet.rows) {
            ++row_;
            for (std::size_t i = 0; i < row.size(); ++i) cell(i, row[i], sheet.columns[i].format);
        }
    }

    lxw_worksheet* sheet_;
    const Looks& looks_;
    lxw_row_t row_ = 0;
    std::size_t cells_ = 0;
    lxw_error error_ = LXW_NO_ERROR;
};

/// Cells written per sheet. Nothing may throw between making and closing the workbook but bad_alloc.
std::vector<std::size_t> write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets)
{
    const auto names = sheet_names(sheets);
    std::string folder = std::filesystem::absolute(file).parent_path().string();  // sheets are gathered on the disk of the file
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    errno = 0;
    lxw_workbook* book = workbook_new_opt(file.string().c_str(), &options);
    if (!book) throw disk_error("write", file, ENOMEM);
    lxw_doc_properties properties{};
    properties.created = stated_day;
    lxw_error error = workbook_set_properties(book, &properties);
    const Looks looks(book);
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < sheets.size() && error == LXW_NO_ERROR; ++i) {
        lxw_worksheet* made = workbook_add_worksheet(book, names[i].c_str());
        if (!made) {
            error = LXW_ERROR_CREATING_TMPFILE;
            break;
        }
        SheetWriter writer(made, looks);
        writer.write(sheets[i]);
        cells.push_back(writer.cells());
        error = writer.error();
    }
    const lxw_error closing = workbook_close(book);
    if (error == LXW_NO_ERROR) error = closing;
    if (error != LXW_NO_ERROR) throw disk_error("write", file, errno ? errno : EIO);
    return cells;
}

}  // namespace

void write_spreadsheet(const std::filesystem::path& file, const std::vector<Sheet>& sheets)
{
    for (const Sheet& sheet : sheets)
        if (sheet.rows.size() > most_rows)
            throw LimitError("ROWS", printable(file.filename().string()),
                             "the sheet " + sheet.name + " has more rows than a sheet can have", "use the layers themselves");
    const auto cells = write_workbook(file, sheets);
    sync_to_disk(file);
    check_spreadsheet(file, cells);
}

}  // namespace tasi::io

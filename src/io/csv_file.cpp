#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/layer_file.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t max_rows = 25'000'000;
constexpr std::size_t max_columns = 2'000;

[[noreturn]] void unreadable(const std::string& file, const std::string& what)
{
    throw UnreadableError("CSV", file, what, "correct the table (comma-separated UTF-8 text with one header row)");
}

/// One row at a time out of comma-separated text (RFC 4180).
class CsvRows {
public:
    CsvRows(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {}

    /// Reads the next row that is not blank; false at the end.
    bool next()
    {
        while (!rest_.empty()) {
            line_ = next_line_;
            read_row();
            if (cells_.size() > 1 || !trimmed(cells_[0]).empty()) return true;
        }
        return false;
    }
    std::vector<std::string>& cells() { return cells_; }
    /// Number of the line on which the row starts, from 1.
    std::size_t line() const { return line_; }

private:
    void read_row()
    {
        cells_.clear();
        for (bool more = true; more;) {
            cells_.emplace_back();
            if (rest_.starts_with('"'))
                read_quoted(cells_.back());
            else
                read_plain(cells_.back());
            more = rest_.starts_with(',');
            if (more) rest_.remove_prefix(1);
            if (cells_.size() > max_columns)
                throw LimitError("CSV", file_, fmt::format("row {} has more than {} columns", line_, max_columns),
                                 "keep the columns that are needed");
        }
        end_row();
    }

    void read_plain(std::string& cell)
    {
        const std::size_t end = std::min(rest_.find_first_of(",\"\r\n"), rest_.size());
        cell.assign(rest_.substr(0, end));
        rest_.remove_prefix(end);
        if (rest_.starts_with('"')) unreadable(file_, fmt::format("row {} has a quote inside a cell that does not start with one", line_));
    }

    void read_quoted(std::string& cell)
    {
        for (;;) {
            rest_.remove_prefix(1);
            const std::size_t end = rest_.find('"');
            if (end == std::string_view::npos) unreadable(file_, fmt::format("the quote opened in row {} is never closed", line_));
            for (const char c : rest_.substr(0, end)) next_line_ += c == '\n' ? 1 : 0;
            cell += rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            if (!rest_.starts_with('"')) break;
            cell += '"';
        }
        if (!rest_.empty() && rest_.find_first_of(",\r\n") != 0)
            unreadable(file_, fmt::format("row {} has text after a closing quote", line_));
    }

    void end_row()
    {
        if (rest_.starts_with('\r')) {
            rest_.remove_prefix(1);
            if (!rest_.empty() && !rest_.starts_with('\n'))
                unreadable(file_, fmt::format("row {} has a carriage return without line feed", line_));
        }
        if (rest_.starts_with('\n')) rest_.remove_prefix(1);
        ++next_line_;
    }

    std::string_view rest_;
    std::string file_;
    std::vector<std::string> cells_;
    std::size_t line_ = 1, next_line_ = 1;
};

std::string_view without_byte_order_mark(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text; }

void require_text(std::string_view text, const std::string& file)
{
    if (trimmed(text).empty()) unreadable(file, "the file is empty");
    const auto row_at = [&](std::size_t position) {
        return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n');
    };
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        unreadable(file, fmt::format("row {} has a NUL byte", row_at(nul)));
    if (is_valid_utf8(text)) return;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        if (!is_valid_utf8(text.substr(start, end - start)))
            unreadable(file, fmt::format("row {} is not UTF-8: '{}'", row_at(start),
                                         printable(text.substr(start, std::min<std::size_t>(end - start, 60)))));
        start = end + 1;
    }
}

std::vector<Field> fields_of(const std::vector<std::string>& header, const std::string& file)
{
    std::vector<Field> fields;
    std::set<std::string> names;
    for (const std::string& cell : header) {
        const std::string name(trimmed(cell));
        if (!name.empty() && !names.insert(lower_case(name)).second)
            unreadable(file, fmt::format("column '{}' is there twice", printable(name)));
        fields.push_back({name, FieldType::text, {}, {}});
    }
    const bool other_separator = fields.size() == 1 && fields[0].name.find_first_of(";\t") != std::string::npos;
    if (other_separator) unreadable(file, "the columns are separated by semicolons or tabs, not by commas");
    return fields;
}

/// An apostrophe that guards a cell against being taken for a formula is not part of its text.
std::string_view without_guard(std::string_view cell)
{
    const bool guarded = cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos;
    return guarded ? cell.substr(1) : cell;
}

Value value_of(std::string&& cell)
{
    if (trimmed(cell).empty()) return std::monostate{};
    const std::string_view text = without_guard(cell);
    return text.size() == cell.size() ? std::move(cell) : std::string(text);
}

Feature feature_of(CsvRows& rows, std::size_t columns, const std::string& file)
{
    if (rows.cells().size() != columns)
        unreadable(file, fmt::format("row {} has {} cells where the header has {}", rows.line(), rows.cells().size(), columns));
    Feature feature;
    feature.number = static_cast<std::int64_t>(rows.line());
    feature.values.reserve(columns);
    for (std::string& cell : rows.cells()) feature.values.push_back(value_of(std::move(cell)));
    return feature;
}

}  // namespace

Layer read_csv(Session& session, const std::string& path)
{
    const std::filesystem::path input = checked_input(session, path);
    const std::string file = printable(path);
    const std::string bytes = read_bytes(session, input, session.max_text_bytes);
    const std::string_view text = without_byte_order_mark(bytes);
    require_text(text, file);

    CsvRows rows(text, file);
    rows.next();
    const std::vector<std::string> header = rows.cells();
    Layer layer;
    layer.name = input.stem().string();
    layer.fields = fields_of(header, file);
    while (rows.next()) {
        if (header.size() > 1 && rows.cells() == header) unreadable(file, fmt::format("row {} repeats the header", rows.line()));
        if (layer.features.size() == max_rows) throw LimitError("CSV", file, fmt::format("more than {} rows", max_rows), "split the table");
        layer.features.push_back(feature_of(rows, header.size(), file));
    }
    return layer;
}

}  // namespace tasi::io

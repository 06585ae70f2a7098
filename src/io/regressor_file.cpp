#include "src/io/regressor_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "src/core/date.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"
#include "src/io/input_file.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {
namespace {

constexpr double first_year = 1700, last_year = 2200;

[[noreturn]] void unsafe(const std::string& file, const std::string& what)
{
    throw UnsafeError("REGRESSOR", file, what, "correct the file, or give CSV with the columns date and value");
}

double middle_of_month(int year, int month)
{
    const Instant from = *instant_of(year, month, 1), to = *(month == 12 ? instant_of(year + 1, 1, 1) : instant_of(year, month + 1, 1));
    return (from.julian_year() + to.julian_year()) / 2;
}

std::vector<std::string> words(const std::string& line)
{
    std::istringstream stream(line);
    std::vector<std::string> all;
    for (std::string word; stream >> word;) all.push_back(word);
    return all;
}

int year_in(std::string_view text, const std::string& file, std::size_t line)
{
    const auto year = parse_number(std::string(trimmed(text)));
    if (!year || *year < first_year || *year > last_year || *year != std::floor(*year))
        unsafe(file, fmt::format("line {}: '{}' is not a year", line, printable(std::string(text))));
    return static_cast<int>(*year);
}

double number_in(std::string_view text, const std::string& file, std::size_t line)
{
    const auto value = parse_number(std::string(trimmed(text)));
    if (!value || !std::isfinite(*value)) unsafe(file, fmt::format("line {}: '{}' is not a number", line, printable(std::string(text))));
    return *value;
}

bool is_missing(double value) { return value <= -99; }

/// Missing values of indices that a table of any quantity would carry as numbers.
void require_measured(double value, const StudyTable& table, const Feature& row, int field)
{
    static constexpr std::array marks{-99.0, -99.9, -99.99, 99.9, 99.99, 999.0, 999.9, 999.99};
    if (std::find(marks.begin(), marks.end(), value) == marks.end()) return;
    throw UnsafeError("NODATA", table.file(), table.cell(row, field) + " stands for a missing value in tables of indices",
                      "leave the cell empty where a value is missing; write a true value with another digit, e.g. 99.901");
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (const std::string& line : split(text, '\n')) lines.emplace_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    return lines;
}

/// The cells of a row of months. Missing values run into their neighbours ("1974-999.9-999.9"): a minus begins a cell.
std::vector<std::string> cells_of_months(const std::string& line)
{
    std::string apart;
    for (const char c : line) apart += c == '-' ? " -" : std::string(1, c);
    return words(apart);
}

/// A year and its twelve months in a row; only the last row may end early.
DatedValues months_in_columns(const std::vector<std::string>& lines, const std::string& file)
{
    DatedValues series;
    std::size_t short_line = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> cells = cells_of_months(lines[i]);
        if (cells.empty()) continue;
        const int year = year_in(cells[0], file, i + 1);
        if (short_line > 0) unsafe(file, fmt::format("line {} has fewer than twelve months, and is not the last", short_line));
        if (cells.size() > 13) unsafe(file, fmt::format("line {} has more than twelve months", i + 1));
        if (cells.size() < 13) short_line = i + 1;
        for (std::size_t month = 1; month < cells.size(); ++month) {
            const double value = number_in(cells[month], file, i + 1);
            if (is_missing(value)) continue;
            series.year.push_back(middle_of_month(year, static_cast<int>(month)));
            series.value.push_back(value);
        }
    }
    return series;
}

int middle_month(const std::string& season, const std::string& file, std::size_t line)
{
    constexpr std::array<const char*, 12> names{"DJF", "JFM", "FMA", "MAM", "AMJ", "MJJ", "JJA", "JAS", "ASO", "SON", "OND", "NDJ"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (season == names[i]) return static_cast<int>(i) + 1;
    unsafe(file, fmt::format("line {}: '{}' is not a season of three months", line, printable(season)));
}

DatedValues seasons_in_rows(const std::vector<std::string>& lines, const std::string& file)
{
    DatedValues series;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> cells = words(lines[i]);
        if (cells.empty()) continue;
        if (cells.size() != 4) unsafe(file, fmt::format("line {} has {} cells where the header has 4", i + 1, cells.size()));
        const double value = number_in(cells[3], file, i + 1);
        if (is_missing(value)) continue;
        series.year.push_back(middle_of_month(year_in(cells[1], file, i + 1), middle_month(cells[0], file, i + 1)));
        series.value.push_back(value);
    }
    return series;
}

int value_field(const Layer& table, int date, const std::string& file)
{
    if (const int named = table.field("value"); named >= 0) return named;
    if (table.fields.size() != 2) unsafe(file, "which column holds the values is not told: none is called value");
    return date == 0 ? 1 : 0;
}

DatedValues dated_rows(Session& session, const std::string& path)
{
    const Layer layer = read_csv(session, path);
    const StudyTable table(layer, path);
    const int date = table.required_field(FieldRole::date), value = value_field(layer, date, table.file());
    const std::vector<Instant> dates = read_dates(session, table, date, {});
    DatedValues series;
    for (std::size_t i = 0; i < dates.size(); ++i)
        if (const auto number = table.number(layer.features[i], value)) {
            require_measured(*number, table, layer.features[i], value);
            series.year.push_back(dates[i].julian_year());
            series.value.push_back(*number);
        }
    return series;
}

}  // namespace

DatedValues read_regressor(Session& session, const std::string& path)
{
    const auto file = checked_input(session, path);
    const std::vector<std::string> head = words(split(beginning_of(file, 200), '\n').front());
    const auto lines = [&] { return lines_of(read_bytes(session, file, 100'000'000)); };
    const bool months = head.size() == 13 && head[0] == "YEAR" && head[1] == "JAN", seasons = head.size() == 4 && head[0] == "SEAS";
    DatedValues series = months    ? months_in_columns(lines(), printable(path))
                         : seasons ? seasons_in_rows(lines(), printable(path))
                                   : dated_rows(session, path);
    if (series.year.size() < 2) unsafe(printable(path), "there are fewer than two values");
    for (std::size_t i = 1; i < series.year.size(); ++i)
        if (!(series.year[i] > series.year[i - 1])) unsafe(printable(path), fmt::format("the dates do not ascend at value {}", i + 1));
    return series;
}

}  // namespace tasi::io

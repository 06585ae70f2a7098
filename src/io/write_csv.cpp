#include "src/io/write_csv.hpp"

#include <array>
#include <fstream>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"

namespace tasi::io {
namespace {

std::string quoted(const std::string& cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

std::string cell_of(const Column& column, const Value& value)
{
    const std::string text = column_text(column, value);
    return quoted(column.type == Column::Type::text ? harmless_in_spreadsheets(text) : text);
}

template <class List, class Text>
std::string in_brackets(const List& list, Text&& text_of_element)
{
    std::string text = "(";
    for (const auto& element : list) {
        if (text.size() > 1) text += ", ";
        text += text_of_element(element);
    }
    return text + ")";
}

std::string coordinates(const Point& p) { return format_number(p.x) + ' ' + format_number(p.y); }
std::string bracketed(const Point& p) { return '(' + coordinates(p) + ')'; }
std::string vertices(const Polyline& line) { return in_brackets(line, coordinates); }

std::string rings(const Polygon& polygon)
{
    std::vector<Polyline> all{polygon.exterior};
    all.insert(all.end(), polygon.holes.begin(), polygon.holes.end());
    return in_brackets(all, vertices);
}

template <class Part, class Text>
std::string tagged(const char* tag, const std::vector<Part>& parts, bool multi, Text&& text)
{
    if (parts.empty()) return {};
    return multi ? fmt::format("MULTI{} {}", tag, in_brackets(parts, text)) : fmt::format("{} {}", tag, text(parts.front()));
}

/// Records that end outside quotes, or -1 when the last one is cut.
long long count_records(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::array<char, 1 << 16> block{};
    long long records = 0;
    bool in_quotes = false;
    char last = '\n';
    while (in) {
        in.read(block.data(), block.size());
        for (std::streamsize i = 0; i < in.gcount(); ++i) {
            last = block[static_cast<std::size_t>(i)];
            if (last == '"') in_quotes = !in_quotes;
            if (last == '\n' && !in_quotes) ++records;
        }
    }
    return in.eof() && !in_quotes && last == '\n' ? records : -1;
}

}  // namespace

std::string harmless_in_spreadsheets(const std::string& cell)
{
    constexpr std::string_view starts_a_formula = "=+-@\t\r";
    if (cell.empty() || starts_a_formula.find(cell[0]) == std::string_view::npos || parse_number(cell)) return cell;
    return "'" + cell;
}

std::string well_known_text(const Geometry& geometry, bool multi)
{
    switch (geometry.kind) {
        case Geometry::Kind::none:
            return {};
        case Geometry::Kind::points:
            return tagged("POINT", geometry.points, multi, bracketed);
        case Geometry::Kind::lines:
            return tagged("LINESTRING", geometry.lines, multi, vertices);
        case Geometry::Kind::polygons:
            return tagged("POLYGON", geometry.polygons, multi, rings);
    }
    return {};
}

CsvFile::CsvFile(const std::filesystem::path& file, const Layer& header, std::vector<Column> columns)
    : path_(file), out_(file), columns_(std::move(columns)), records_(1)
{
    std::vector<std::string> cells;
    for (const Column& column : columns_) cells.push_back(quoted(harmless_in_spreadsheets(column.name)));
    if (header.kind != Geometry::Kind::none) cells.push_back(free_name("wkt", columns_));
    out_.append(join(cells, ",") + '\n');
}

void CsvFile::append(const Layer& block)
{
    std::string record;
    for (const Feature& feature : block.features) {
        record.clear();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) record += ',';
            record += cell_of(columns_[i], feature.values[i]);
        }
        if (block.kind != Geometry::Kind::none) record += ',' + quoted(well_known_text(feature.geometry, block.multi));
        out_.append(record += '\n');
    }
    records_ += static_cast<long long>(block.features.size());
}

void CsvFile::close()
{
    out_.close();
    std::error_code failure;
    const bool whole = static_cast<long long>(std::filesystem::file_size(path_, failure)) == out_.size() && !failure;
    if (!whole || count_records(path_) != records_)
        throw OutputError("WRITE", printable(path_.string()), fmt::format("does not hold the {} records written", records_),
                          "check the disk");
}

void write_csv(const std::filesystem::path& file, const Layer& layer, const std::vector<Column>& columns)
{
    CsvFile out(file, layer, columns);
    out.append(layer);
    out.close();
}

}  // namespace tasi::io

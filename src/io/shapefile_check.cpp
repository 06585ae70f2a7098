#include "src/io/shapefile_check.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "src/core/date.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shape_header_bytes = 100, index_record_bytes = 8;
constexpr std::size_t table_header_bytes = 32, column_bytes = 32;
constexpr long long max_part_bytes = 4'000'000'000;

[[noreturn]] void unreadable(const std::string& file, const std::string& what)
{
    throw UnreadableError("SHAPEFILE", file, what, "fetch all parts of the shapefile again");
}

/// The sibling with suffix `.shx`, in small or capital letters.
std::optional<fs::path> part(const fs::path& shp, std::string suffix)
{
    for (int i = 0; i < 2; ++i) {
        fs::path candidate = shp;
        candidate.replace_extension(suffix);
        std::error_code error;
        if (fs::exists(candidate, error)) return candidate;
        std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    return std::nullopt;
}

std::string required_part(Session& session, const fs::path& shp, const std::string& suffix, const std::string& file)
{
    const auto path = part(shp, suffix);
    if (!path) unreadable(file, fmt::format("its {} part is missing", suffix));
    return read_bytes(session, checked_input(session, path->string()), max_part_bytes);
}

std::uint32_t byte(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

std::uint32_t big_endian(std::string_view b, std::size_t at)
{
    return byte(b, at) << 24 | byte(b, at + 1) << 16 | byte(b, at + 2) << 8 | byte(b, at + 3);
}

std::uint32_t little_endian_16(std::string_view b, std::size_t at) { return byte(b, at) | byte(b, at + 1) << 8; }

std::uint32_t little_endian_32(std::string_view b, std::size_t at) { return little_endian_16(b, at) | little_endian_16(b, at + 2) << 16; }

/// Number of records in the index; every one lies within the .shp file.
std::size_t indexed_records(std::string_view shx, std::uintmax_t shp_bytes, const std::string& file)
{
    if (shx.size() < shape_header_bytes || big_endian(shx, 0) != 9994) unreadable(file, "its .shx part is not an index of shapes");
    if (std::uintmax_t{2} * big_endian(shx, 24) > shx.size()) unreadable(file, "its .shx part is truncated");
    const std::size_t records = (shx.size() - shape_header_bytes) / index_record_bytes;
    for (std::size_t i = 0; i < records; ++i) {
        const std::size_t entry = shape_header_bytes + i * index_record_bytes;
        const std::uintmax_t end = std::uintmax_t{2} * big_endian(shx, entry) + 8 + std::uintmax_t{2} * big_endian(shx, entry + 4);
        if (end > shp_bytes) unreadable(file, fmt::format("its .shp part is truncated: record {} ends behind it", i + 1));
    }
    return records;
}

struct DbfColumn {
    std::string name;
    char type = 'C';
    std::size_t start = 0, width = 0;
};

/// The table of attributes, its header understood.
struct Dbf {
    std::string bytes;
    std::size_t records = 0, header = 0, record = 0;
    std::uint32_t code_page = 0;
    std::vector<DbfColumn> columns;

    Dbf(std::string contents, const std::string& file) : bytes(std::move(contents))
    {
        if (bytes.size() < table_header_bytes) unreadable(file, "its .dbf part is truncated");
        records = little_endian_32(bytes, 4);
        header = little_endian_16(bytes, 8);
        record = little_endian_16(bytes, 10);
        code_page = byte(bytes, 29);
        if (header < table_header_bytes || header > bytes.size() || record < 1)
            unreadable(file, "its .dbf part is not a table of attributes");
        std::size_t start = 1;  // after the mark of deletion
        for (std::size_t at = table_header_bytes; at + column_bytes <= header && bytes[at] != '\r'; at += column_bytes) {
            const std::size_t width = byte(bytes, at + 16);
            columns.push_back({std::string(bytes.c_str() + at, strnlen(bytes.c_str() + at, 11)), bytes[at + 11], start, width});
            start += width;
        }
        if (start > record) unreadable(file, "the columns of its .dbf part are wider than its records");
        if (header + records * record > bytes.size())
            unreadable(file, fmt::format("its .dbf part is truncated: {} records are announced, {} are there", records,
                                         (bytes.size() - header) / record));
    }

    std::string_view cell(std::size_t row, const DbfColumn& column) const
    {
        return std::string_view(bytes).substr(header + row * record + column.start, column.width);
    }
};

/// Cells that are filled with blanks or NUL bytes are empty.
std::string_view without_filling(std::string_view cell)
{
    const std::size_t end = cell.find('\0');
    return trimmed(end == std::string_view::npos ? cell : cell.substr(0, end));
}

bool is_well_formed(const DbfColumn& column, std::string_view cell)
{
    if (cell.empty()) return true;
    // GDAL and shapelib write a missing number as a cell full of asterisks.
    const bool missing = cell.find_first_not_of('*') == std::string_view::npos;
    if (column.type == 'N' || column.type == 'F') return missing || parse_number(cell).has_value();
    if (column.type == 'D') return cell == "00000000" || cell == "0" || parse_iso(cell).has_value();
    return true;
}

/// Number of records that are not marked as deleted.
long long checked_cells(const Dbf& dbf, const std::string& file)
{
    long long live = 0;
    for (std::size_t row = 0; row < dbf.records; ++row) {
        const bool deleted = dbf.bytes[dbf.header + row * dbf.record] == '*';
        live += deleted ? 0 : 1;
        for (const DbfColumn& column : dbf.columns) {
            const std::string_view cell = without_filling(dbf.cell(row, column));
            if (deleted || is_well_formed(column, cell)) continue;
            throw UnsafeError(column.type == 'D' ? "DATE" : "NUMBER", file,
                              fmt::format("record {} of its .dbf part, column {}: '{}' is not a {}", row + 1, printable(column.name),
                                          printable(cell), column.type == 'D' ? "date" : "number"),
                              "correct the value in the program that wrote it");
        }
    }
    return live;
}

/// Code pages 0 (none), 3 and 87 (Windows') are what programs write without thought.
bool names_no_code_page(std::uint32_t code_page) { return code_page == 0 || code_page == 3 || code_page == 87; }

}  // namespace

ShapefileParts check_shapefile(Session& session, const fs::path& path, const std::string& file)
{
    const std::string shx = required_part(session, path, ".shx", file);
    const Dbf dbf(required_part(session, path, ".dbf", file), file);
    for (const char* optional : {".prj", ".cpg"})
        if (const auto beside = part(path, optional)) checked_input(session, beside->string());

    const std::size_t records = indexed_records(shx, fs::file_size(path), file);
    if (records != dbf.records)
        unreadable(file, fmt::format("record counts mismatch: {} in its .shx part, {} in its .dbf part", records, dbf.records));
    return {checked_cells(dbf, file), !part(path, ".cpg") && names_no_code_page(dbf.code_page)};
}

}  // namespace tasi::io

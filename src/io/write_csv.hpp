#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"
#include "src/io/disk.hpp"

namespace tasi::io {

/// Writes a layer as CSV (RFC 4180, but lines end in LF): UTF-8, a header, the geometry as WKT in a last column `wkt` when the layer
/// has one, NULL as an empty cell. Text that a spreadsheet would take for a formula gets a leading apostrophe. The file is read
/// again and its records counted; OutputError (6).
void write_csv(const std::filesystem::path& file, const Layer& layer, const std::vector<Column>& columns);

/// The same, block by block.
class CsvFile {
public:
    /// `header`: a layer with the fields of all blocks, of which no feature is written.
    CsvFile(const std::filesystem::path& file, const Layer& header, std::vector<Column> columns);
    void append(const Layer& block);
    /// Reads the file again and counts. Without it the file is not whole.
    void close();

private:
    std::filesystem::path path_;
    CheckedFile out_;
    std::vector<Column> columns_;
    long long records_ = 0;
};

/// Text that a spreadsheet would take for a formula (it begins with = + - @ TAB CR) with a leading apostrophe; a whole number is none:
/// "-5.2" stays.
std::string harmless_in_spreadsheets(const std::string& cell);

/// `MULTILINESTRING ((0 1, 2 3))`, with numbers that read back as the same doubles; empty text for no geometry.
std::string well_known_text(const Geometry& geometry, bool multi);

}  // namespace tasi::io

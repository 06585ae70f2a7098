#include "src/io/read_look.hpp"

#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/sqlite_file.hpp"

namespace tasi::io {
namespace {

constexpr long long longest_style = 16'000'000;

/// The reader of XML refuses every DOCTYPE; that of QGIS declares nothing.
std::string without_doctype(std::string text)
{
    const std::size_t start = text.find("<qgis");
    return start == std::string::npos ? std::string() : text.substr(start);
}

std::string stored_style(const std::filesystem::path& file, const std::string& layer)
{
    const SqliteFile database(file, printable(file.string()));
    if (database.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'layer_styles'").empty()) return {};
    const auto rows =
        database.rows("SELECT styleQML FROM layer_styles WHERE f_table_name = ? ORDER BY useAsDefault DESC, update_time DESC", {layer});
    return rows.empty() ? std::string() : rows.front().front();
}

}  // namespace

std::string read_style(Session& session, const std::filesystem::path& file, const std::string& layer)
{
    if (lower_case(file.extension().string()) == ".gpkg") return without_doctype(stored_style(file, layer));
    const std::filesystem::path beside = std::filesystem::path(file).replace_extension(".qml");
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(beside, ignored)) return {};
    return without_doctype(read_bytes(session, checked_input(session, beside.string()), longest_style));
}

}  // namespace tasi::io

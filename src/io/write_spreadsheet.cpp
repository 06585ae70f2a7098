#include "src/io/write_spreadsheet.hpp"

#include <cpl_conv.h>

#include "src/core/text.hpp"
#include "src/io/formats.hpp"
#include "src/io/recorded_text.hpp"
#include "src/io/write_csv.hpp"
#include "src/io/write_ogr.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t longest_sheet_name = 31;  // bytes here, letters there

/// GDAL guesses whether the first row is a heading; ours is.
class FirstRowIsHeading {
public:
    FirstRowIsHeading() { CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE"); }
    ~FirstRowIsHeading() { CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr); }
    FirstRowIsHeading(const FirstRowIsHeading&) = delete;
    FirstRowIsHeading& operator=(const FirstRowIsHeading&) = delete;
};

std::string sheet_name(std::string name)
{
    for (char& c : name)
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
    return whole_characters(printable(name), longest_sheet_name);
}

Layer sheet_of(const Layer& table)
{
    Layer sheet = table;
    sheet.name = sheet_name(table.name);
    for (Feature& feature : sheet.features)
        for (Value& value : feature.values)
            if (auto* text = std::get_if<std::string>(&value)) *text = harmless_in_spreadsheets(printable(*text));
    return sheet;
}

}  // namespace

void write_spreadsheet(Session& session, const std::filesystem::path& file, const std::vector<Layer>& sheets)
{
    static const OutputFormat format{".xlsx", "XLSX", false, true, false, {}, {}, "spreadsheet"};
    const FirstRowIsHeading heading;
    std::vector<Layer> made;
    for (const Layer& sheet : sheets) made.push_back(sheet_of(sheet));
    std::vector<const Layer*> list;
    for (const Layer& sheet : made) list.push_back(&sheet);
    write_ogr(session, file, format, list, printable(file.filename().string()));
}

}  // namespace tasi::io

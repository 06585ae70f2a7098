#include "src/io/companions.hpp"

#include <string>

#include "src/core/text.hpp"

namespace tasi::io {
namespace {

struct Companions {
    std::string suffix;
    std::vector<std::string> instead;  ///< in the place of the suffix: x.shp, x.dbf
    std::vector<std::string> after;    ///< after the whole name: x.tif, x.tif.ovr
};

const std::vector<Companions>& companions()
{
    static const std::vector<Companions> table{
        {".shp",
         {".shx", ".dbf", ".prj", ".cpg", ".qpj", ".cst", ".qix", ".sbn", ".sbx", ".fbn", ".fbx", ".ain", ".aih", ".ixs", ".mxs", ".idm",
          ".ind", ".qml", ".qmd"},
         {".xml"}},
        {".gpkg", {}, {"-journal", "-wal", "-shm", ".aux.xml"}},
        {".geojson", {".qml", ".qmd"}, {}},
        {".fgb", {".qml", ".qmd"}, {}},
        {".tif", {".tfw", ".tifw", ".wld", ".aux", ".qml", ".qmd"}, {".aux.xml", ".ovr", ".msk"}},
        {".csv", {".csvt"}, {}},
    };
    return table;
}

}  // namespace

std::vector<std::filesystem::path> companions_of(const std::filesystem::path& target)
{
    const std::string suffix = lower_case(target.extension().string());
    std::vector<std::filesystem::path> there;
    const auto add = [&](const std::filesystem::path& file) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(std::filesystem::symlink_status(file, ignored))) there.push_back(file);
    };
    for (const Companions& row : companions()) {
        if (row.suffix != suffix) continue;
        for (const std::string& other : row.instead) add(std::filesystem::path(target).replace_extension(other));
        for (const std::string& more : row.after) add(target.string() + more);
    }
    return there;
}

}  // namespace tasi::io

#include "src/io/companions.hpp"

#include <algorithm>
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

bool is_file(const std::filesystem::path& file)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(std::filesystem::symlink_status(file, ignored));
}

/// Whether a file of the same name and another suffix is there, which such a companion may belong to as well.
bool has_another_owner(const std::filesystem::path& target, const std::string& companion)
{
    for (const Companions& row : companions()) {
        const std::filesystem::path other = std::filesystem::path(target).replace_extension(row.suffix);
        const bool takes_it = std::find(row.instead.begin(), row.instead.end(), companion) != row.instead.end();
        if (takes_it && other.filename() != target.filename() && is_file(other)) return true;
    }
    return false;
}

}  // namespace

bool is_style_document(const std::filesystem::path& file)
{
    const std::string suffix = lower_case(file.extension().string());
    return suffix == ".qml" || suffix == ".qmd";
}

std::vector<std::filesystem::path> companions_of(const std::filesystem::path& target)
{
    const std::string suffix = lower_case(target.extension().string());
    std::vector<std::filesystem::path> there;
    const auto add = [&](const std::filesystem::path& file) {
        if (is_file(file)) there.push_back(file);
    };
    for (const Companions& row : companions()) {
        if (row.suffix != suffix) continue;
        for (const std::string& other : row.instead)
            if (const auto file = std::filesystem::path(target).replace_extension(other);
                !is_style_document(file) || !has_another_owner(target, other))
                add(file);
        for (const std::string& more : row.after) add(target.string() + more);
    }
    return there;
}

}  // namespace tasi::io

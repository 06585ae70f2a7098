#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "src/core/text.hpp"

namespace tasi::scenes {

/// A path and what follows its last `#`, of a JSON file the first one after `.json` (ids may hold more): the id of an item, or the metadata
/// file of a product in an archive. The second is empty when there is none, or when a file of the whole name exists.
inline std::pair<std::string, std::string> path_and_part(const std::string& path)
{
    std::error_code ignored;
    std::size_t mark = path.rfind('#');
    const std::string lower = lower_case(path);
    for (const std::string suffix : {".json#", ".geojson#"})
        if (const std::size_t at = lower.find(suffix); at != std::string::npos) mark = std::min(mark, at + suffix.size() - 1);
    if (mark == std::string::npos || std::filesystem::exists(path, ignored)) return {path, ""};
    return {path.substr(0, mark), path.substr(mark + 1)};
}

/// Whether a file of that name is an archive of products: `.tar`, `.tar.gz`, `.tgz` or `.zip` in any case.
inline bool is_archive_name(std::string_view name)
{
    const std::string lower = lower_case(name);
    return lower.ends_with(".tar") || lower.ends_with(".tar.gz") || lower.ends_with(".tgz") || lower.ends_with(".zip");
}

}  // namespace tasi::scenes

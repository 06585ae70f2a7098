#pragma once

#include <filesystem>
#include <string>
#include <utility>

namespace tasi::scenes {

/// A path and what follows its last `#`: the id of an item, or the metadata file of a product in an archive. The second is empty when
/// there is none, or when a file of the whole name exists.
inline std::pair<std::string, std::string> path_and_part(const std::string& path)
{
    std::error_code ignored;
    const std::size_t mark = path.rfind('#');
    if (mark == std::string::npos || std::filesystem::exists(path, ignored)) return {path, ""};
    return {path.substr(0, mark), path.substr(mark + 1)};
}

}  // namespace tasi::scenes

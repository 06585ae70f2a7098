#pragma once

#include <filesystem>
#include <string>

#include "src/io/session.hpp"

namespace tasi::scenes {

/// Where an asset of an item lies.
struct StacTarget {
    enum class Kind { file, missing, out_of_reach } kind = Kind::missing;
    std::string name;     ///< of a file: its path, or its address when it is read over the network
    std::string problem;  ///< why it is out of reach
    std::string remedy;
};

/// What `href` means for an item in `folder`: relative to it, or `file://`, or http(s) when the session allows the network.
/// RefusedError (8) for a file outside the folder (also by a link), and for names of devices and drivers;
/// UnsafeError (4) for a name that is too long for a file. An address on the
/// network that may not or cannot be read (`s3://`) is out of reach, a file that is not there is missing.
StacTarget stac_target(const io::Session& session, const std::string& href, const std::filesystem::path& folder, const std::string& file);

}  // namespace tasi::scenes

#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "src/io/work_folder.hpp"

namespace tasi::io {

/// Members of a compressed tar archive as files of their own in the folder for temporary files. Such an archive cannot be read from the
/// middle: each look at a member costs all that comes before it. The files go with the object, or with the process on a signal. Safe to
/// use from several threads.
class UnpackedMembers {
public:
    /// The file that holds `size` bytes of `virtual_name`, unpacked at the first call. Empty when there is no room for it in the folder
    /// (a tenth is left free): then it has to be read in place. UnreadableError (3) when the archive is broken.
    std::filesystem::path file_of(const std::string& virtual_name, const std::string& shown);

private:
    std::mutex mutex_;
    std::unique_ptr<WorkFolder> folder_;
    std::map<std::string, std::filesystem::path> files_;
};

}  // namespace tasi::io

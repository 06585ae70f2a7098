#include "src/io/unpacked_members.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/io/disk.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

bool has_room(const fs::path& folder, long long bytes)
{
    std::error_code failure;
    const fs::space_info space = fs::space(folder, failure);
    return !failure && static_cast<double>(space.available) - static_cast<double>(bytes) > 0.1 * static_cast<double>(space.capacity);
}

void unpack(const VirtualFile& member, const fs::path& file)
{
    constexpr long long bytes_at_once = 4 << 20;
    CheckedFile out(file);
    for (long long offset = 0; offset < member.size(); offset += bytes_at_once)
        out.append(member.bytes(offset, std::min(bytes_at_once, member.size() - offset)));
    out.close();
}

}  // namespace

fs::path UnpackedMembers::file_of(const std::string& virtual_name, const std::string& shown)
{
    const std::lock_guard lock(mutex_);
    const auto [found, is_new] = files_.try_emplace(virtual_name);
    if (!is_new) return found->second;
    const VirtualFile member(virtual_name, shown);
    try {
        const fs::path temporary = fs::temp_directory_path();
        if (!has_room(temporary, member.size())) return {};
        if (!folder_) {
            remove_dead_work_folders(temporary);
            folder_ = std::make_unique<WorkFolder>(temporary);
        }
        const fs::path file = folder_->path() / std::to_string(files_.size());
        unpack(member, file);
        found->second = file;
    } catch (const OutputError&) {  // no room after all, or no folder that can be written: not a fault of the input
    } catch (const fs::filesystem_error&) {
    }
    return found->second;
}

}  // namespace tasi::io

#include "src/io/disk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "src/core/text.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t buffer_bytes = 1 << 16;

int opened(const fs::path& path, int flags)
{
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC, 0666);
    if (descriptor < 0) throw disk_error("open", path, errno);
    return descriptor;
}

std::vector<fs::directory_entry> all_below(const fs::path& folder)
{
    std::vector<fs::directory_entry> entries;
    std::error_code failure;
    for (fs::recursive_directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        entries.push_back(*entry);
    if (failure) throw disk_error("list the folder", folder, failure.value());
    return entries;
}

}  // namespace

OutputError disk_error(const std::string& action, const fs::path& file, int errno_value)
{
    const bool full = errno_value == ENOSPC || errno_value == EDQUOT || errno_value == EFBIG;
    return {full ? "NO-SPACE" : "WRITE", printable(file.string()),
            "cannot " + action + ": " + std::error_code(errno_value, std::generic_category()).message(),
            full ? "make room or choose another folder" : "check the folder and its permissions"};
}

CheckedFile::CheckedFile(const fs::path& file) : file_(file), descriptor_(opened(file, O_WRONLY | O_CREAT | O_TRUNC)) {}

CheckedFile::~CheckedFile()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

void CheckedFile::append(std::string_view bytes)
{
    buffer_ += bytes;
    size_ += static_cast<long long>(bytes.size());
    if (buffer_.size() >= buffer_bytes) flush();
}

void CheckedFile::flush()
{
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t done = ::write(descriptor_, rest.data(), rest.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) throw disk_error("write", file_, errno);
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
    buffer_.clear();
}

void CheckedFile::close()
{
    flush();
    if (fsync(descriptor_) != 0) throw disk_error("write", file_, errno);
    const int closing = descriptor_;
    descriptor_ = -1;
    if (::close(closing) != 0) throw disk_error("close", file_, errno);
}

void sync_to_disk(const fs::path& path)
{
    const int descriptor = opened(path, O_RDONLY);
    const int failure = fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    const bool unsupported = fs::is_directory(path) && (failure == EINVAL || failure == ENOTSUP);
    if (failure != 0 && !unsupported) throw disk_error("write", path, failure);
}

void sync_tree(const fs::path& folder)
{
    for (const fs::directory_entry& entry : all_below(folder)) sync_to_disk(entry.path());
    sync_to_disk(folder);
}

void rename_file(const fs::path& from, const fs::path& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0) throw disk_error("put in place", to, errno);
}

std::vector<std::string> files_below(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : all_below(folder)) {
        std::error_code ignored;
        if (!entry.is_directory(ignored)) names.push_back(entry.path().lexically_relative(folder).string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace tasi::io

#include "src/io/scratch_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "src/io/disk.hpp"

namespace tasi::io {

ScratchFile::ScratchFile(const std::filesystem::path& folder) : folder_(folder)
{
    std::string name = (folder / ".scratch-XXXXXX").string();
    descriptor_ = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) throw disk_error("make a scratch file in", folder, errno);
    unlink(name.c_str());
}

ScratchFile::~ScratchFile()
{
    if (descriptor_ >= 0) close(descriptor_);
}

long long ScratchFile::append(std::span<const std::uint8_t> bytes)
{
    const long long place = size_;
    write(place, bytes);
    size_ += static_cast<long long>(bytes.size());
    return place;
}

void ScratchFile::write(long long place, std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), place);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) throw disk_error("write a scratch file in", folder_, written < 0 ? errno : ENOSPC);
        place += written;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void ScratchFile::read(long long place, std::span<std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        const ssize_t got = pread(descriptor_, bytes.data(), bytes.size(), place);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw disk_error("read a scratch file in", folder_, got < 0 ? errno : EIO);
        place += got;
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

}  // namespace tasi::io

#pragma once

#include <string>

namespace tasi::io {

/// Bytes of a file on disk or of a member of an archive, by GDAL's name for it. Every short read is an error.
class VirtualFile {
public:
    /// `shown` names the file in messages. UnreadableError (3) when it cannot be opened.
    VirtualFile(const std::string& name, std::string shown);
    ~VirtualFile();
    VirtualFile(const VirtualFile&) = delete;
    VirtualFile& operator=(const VirtualFile&) = delete;

    long long size() const { return size_; }
    const std::string& shown() const { return shown_; }
    /// Exactly `count` bytes from `offset`; UnreadableError (3) "truncated" when there are fewer.
    std::string bytes(long long offset, long long count) const;

private:
    void* handle_ = nullptr;
    long long size_ = 0;
    std::string shown_;
};

/// Whole numbers of 1 to 8 bytes inside a block of bytes; outside of it is UnreadableError by the caller's `VirtualFile`.
unsigned long long whole_number(const std::string& bytes, std::size_t at, int width, bool big_endian);

}  // namespace tasi::io

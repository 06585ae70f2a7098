#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace tasi::io {

/// Bytes that need not stay in memory: a file without a name, which is gone with the object or the process.
class ScratchFile {
public:
    /// On the disk of `folder`. OutputError (6).
    explicit ScratchFile(const std::filesystem::path& folder);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    /// Adds bytes at the end and returns their place; from one thread at a time. OutputError (6).
    long long append(std::span<const std::uint8_t> bytes);
    /// Puts bytes at a place of the caller's choice, in a file that nothing is appended to; from any thread. OutputError (6).
    void write(long long place, std::span<const std::uint8_t> bytes);
    /// Fills `bytes` from `place` on; from any thread. OutputError (6).
    void read(long long place, std::span<std::uint8_t> bytes) const;

private:
    std::filesystem::path folder_;
    int descriptor_ = -1;
    long long size_ = 0;
};

}  // namespace tasi::io

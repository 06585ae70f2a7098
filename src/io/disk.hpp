#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/error.hpp"

namespace tasi::io {

/// The error for a step on the disk that failed with `errno_value`: `cannot <action>: No space left on device`.
OutputError disk_error(const std::string& action, const std::filesystem::path& file, int errno_value);

/// A new file (an old one is emptied) of which every step is checked; OutputError (6) from each of them.
class CheckedFile {
public:
    explicit CheckedFile(const std::filesystem::path& file);
    ~CheckedFile();
    CheckedFile(const CheckedFile&) = delete;
    CheckedFile& operator=(const CheckedFile&) = delete;

    void append(std::string_view bytes);
    /// Writes what is left, waits for the disk and closes. Without it the file is not whole.
    void close();
    long long size() const { return size_; }  ///< bytes appended

private:
    void flush();

    std::filesystem::path file_;
    std::string buffer_;
    long long size_ = 0;
    int descriptor_ = -1;
};

/// Gives a file another name, replacing what has it; OutputError (6).
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Names, relative to `folder` and sorted, of all in it and below that is not a folder; OutputError (6).
std::vector<std::string> files_below(const std::filesystem::path& folder);

/// Waits until a file or folder is on the disk; OutputError (6). Disks that cannot sync folders are let be.
void sync_to_disk(const std::filesystem::path& path);

/// The same for a folder and all that is in it.
void sync_tree(const std::filesystem::path& folder);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "src/io/archive_check.hpp"
#include "src/io/disk.hpp"

namespace tasi::io {

/// Packs all files in `folder` and below, in the order of their names; each member is called `prefix` + its name relative to `folder`.
/// The bytes depend on names and contents alone: no clock, owner or permissions (times are 1980-01-01, which zip cannot go below).
/// `.tar` is POSIX ustar (IEEE 1003.1), `.tar.gz` the same through gzip (RFC 1952), `.zip` deflated members (PKWARE APPNOTE 6.3) of less
/// than 4 GB. OutputError (6) when something cannot be read or written; LimitError (7) for names and sizes that a format cannot hold.
void write_archive(const std::filesystem::path& archive, const std::filesystem::path& folder, const std::string& prefix, ArchiveKind kind);

/// The kinds behind write_archive; `archive` is closed by the caller.
void append_tar(CheckedFile& archive, const std::filesystem::path& folder, const std::string& prefix, bool gzip);
void append_zip(CheckedFile& archive, const std::filesystem::path& folder, const std::string& prefix);

/// A `.zip` with one member, as bytes.
std::string zip_of(const std::string& name, const std::string& contents);

/// A `.zip` of several members, names and contents, in this order.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members);

/// The whole file; OutputError (6).
std::string bytes_to_pack(const std::filesystem::path& file);

}  // namespace tasi::io

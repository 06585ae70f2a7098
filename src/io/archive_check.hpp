#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tasi::io {

/// A regular file inside an archive.
struct ArchiveMember {
    std::string name;      ///< as in the archive, without a leading `./`
    long long offset = 0;  ///< of its contents in the unpacked tar; unused for zip
    long long size = 0;    ///< unpacked
};

/// `none`: no archive that we read.
enum class ArchiveKind { none, tar, tar_gz, zip };

/// By content, whatever the suffix.
ArchiveKind archive_kind(const std::filesystem::path& file);

/// Regular members in the order of the archive, after every check: RefusedError (8) for names that leave the folder, links and devices;
/// UnreadableError (3) for cut or damaged archives and kinds that we do not read; LimitError (7) for archives that unpack to too much;
/// UnsafeError (4) for a member twice or names that differ only in case.
std::vector<ArchiveMember> tar_members(const std::filesystem::path& file, const std::string& shown);
std::vector<ArchiveMember> zip_members(const std::filesystem::path& file, const std::string& shown);

/// RefusedError (8) unless the name stays in its folder on every system: no absolute name, `..`, backslash, drive letter, NUL.
void refuse_unsafe_member(const std::string& name, const std::string& shown);

/// UnsafeError (4) for doubled names.
void refuse_doubled_members(const std::vector<ArchiveMember>& members, const std::string& shown);

/// LimitError (7) when `unpacked` bytes out of `packed` are too many.
void check_unpacked_size(long long unpacked, long long packed, const std::string& shown);

/// The most members of an archive or files of a folder.
inline constexpr long long max_members = 100'000;

}  // namespace tasi::io

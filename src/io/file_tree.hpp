#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "src/io/digest.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/session.hpp"
#include "src/io/unpacked_members.hpp"

namespace tasi::io {

/// The files of a product: a folder, or an archive (.tar, .tar.gz, .tgz, .zip) read in place, but for rasters in a compressed tar: these
/// are unpacked once for a run. Archives are checked before
/// use: members with absolute names, `..`, links, devices are refused (8); doubled names and names that differ only in case
/// (3 or 4); sizes and compression ratio over the limits (7); cut archives (3).
class FileTree {
public:
    /// A link that leads nowhere, or a folder below that cannot be read, and why.
    struct LeftOut {
        std::string member, reason;
    };

    /// UnreadableError (3) for what cannot be read in a folder; with `left_out` it is noted there and passed over.
    FileTree(Session& session, const std::filesystem::path& path, std::vector<LeftOut>* left_out = nullptr);

    const std::filesystem::path& path() const { return path_; }
    bool is_archive() const { return archive_; }
    /// Relative names of all regular files, `/` between parts, sorted.
    const std::vector<std::string>& members() const { return members_; }
    /// The members whose last part matches (case-insensitive) the shell pattern `pattern` (`*` and `?`).
    std::vector<std::string> matching(const std::string& pattern) const;
    bool has(const std::string& member) const;

    /// The files below `folder` (empty, or ending in `/`) as a tree of their own. Of folders only, not of archives.
    FileTree part(const std::string& folder) const;

    /// What `member` is called in messages.
    std::string shown(const std::string& member) const;
    /// Contents of a member; RefusedError (8) when `member` leaves the tree, UnreadableError when it is not there.
    std::string read(Session& session, const std::string& member, long long max_bytes = 16'000'000) const;
    /// Fingerprint of the contents of a member, of any size; the same refusals.
    std::string digest(Session& session, const std::string& member, DigestKind kind) const;
    /// Opens a member as a raster; the same refusals.
    RasterFile raster(Session& session, const std::string& member) const;

private:
    FileTree() = default;
    std::string known(const std::string& member) const;

    std::filesystem::path path_;
    bool archive_ = false;
    std::shared_ptr<UnpackedMembers> unpacked_;         ///< of a compressed tar
    std::map<std::string, std::string> virtual_names_;  ///< of the members of an archive; empty for an empty member
    std::vector<std::string> members_;
};

}  // namespace tasi::io

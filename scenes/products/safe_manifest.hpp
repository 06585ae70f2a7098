#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "src/io/digest.hpp"
#include "src/io/file_tree.hpp"

namespace tasi::scenes {

/// A checksum that a publisher states for a file.
struct StatedDigest {
    io::DigestKind kind = io::DigestKind::md5;
    std::string hexadecimal;  ///< lower case
};

/// Compares files of a product with the checksums that it states: each file once, before its first use. Safe to use from several threads.
class DigestCheck {
public:
    DigestCheck(std::shared_ptr<const io::FileTree> tree, std::map<std::string, StatedDigest> stated);

    /// UnreadableError (3) when the bytes of `member` are not those that were published. Members without checksum pass.
    void require_unchanged(io::Session& session, const std::string& member);
    std::size_t size() const { return stated_.size(); }

private:
    std::shared_ptr<const io::FileTree> tree_;
    std::map<std::string, StatedDigest> stated_;
    std::mutex mutex_;
    std::set<std::string> checked_;
};

/// The checksums of images that `folder` + `manifest.safe` states (MD5; SHA3-256 in newer products), by member. Null when there is no
/// manifest. One that cannot be read is a warning: those of processing baseline 02.08 are not well-formed. RefusedError (8): a DOCTYPE.
std::shared_ptr<DigestCheck> safe_manifest(io::Session& session, const std::shared_ptr<const io::FileTree>& tree,
                                           const std::string& folder);

}  // namespace tasi::scenes

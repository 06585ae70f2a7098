#include "scenes/products/safe_manifest.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/xml.hpp"

namespace tasi::scenes {
namespace {

/// The member that a `fileLocation` means, from its `GRANULE/` on: some processors left the path of their own machine before it.
std::string member_of(const std::string& href, const std::string& folder)
{
    const std::size_t granule = href.find("GRANULE/");
    return granule == std::string::npos ? "" : folder + href.substr(granule);
}

/// Nothing for a kind of checksum that we do not know.
std::optional<StatedDigest> digest_of(const io::XmlElement& checksum)
{
    const std::string kind = lower_case(checksum.attribute("checksumName")), value = lower_case(checksum.text);
    if (kind == "md5" && value.size() == 32) return StatedDigest{io::DigestKind::md5, value};
    if (kind == "sha3-256" && value.size() == 64) return StatedDigest{io::DigestKind::sha3_256, value};
    return std::nullopt;
}

std::map<std::string, StatedDigest> digests_in(const io::XmlElement& manifest, const std::string& folder)
{
    std::map<std::string, StatedDigest> digests;
    for (const io::XmlElement* file : manifest.all("byteStream")) {
        const io::XmlElement* place = file->child("fileLocation");
        const io::XmlElement* checksum = file->child("checksum");
        if (!place || !checksum) continue;
        const std::string member = member_of(place->attribute("href"), folder);
        const auto digest = digest_of(*checksum);
        if (!member.empty() && digest) digests[member] = *digest;
    }
    return digests;
}

}  // namespace

DigestCheck::DigestCheck(std::shared_ptr<const io::FileTree> tree, std::map<std::string, StatedDigest> stated)
    : tree_(std::move(tree)), stated_(std::move(stated))
{
}

void DigestCheck::require_unchanged(io::Session& session, const std::string& member)
{
    const auto stated = stated_.find(member);
    if (stated == stated_.end()) return;
    const std::lock_guard lock(mutex_);
    if (checked_.contains(member)) return;
    const std::string found = tree_->digest(session, member, stated->second.kind);
    if (found != stated->second.hexadecimal)
        throw UnreadableError(
            "CHECKSUM", tree_->shown(member),
            fmt::format("damaged or changed: its checksum is {}, manifest.safe states {}", found, stated->second.hexadecimal),
            "download the product again");
    checked_.insert(member);
}

std::shared_ptr<DigestCheck> safe_manifest(io::Session& session, const std::shared_ptr<const io::FileTree>& tree, const std::string& folder)
{
    const std::string member = folder + "manifest.safe";
    if (!tree->has(member)) return nullptr;
    try {
        const io::XmlElement manifest = io::parse_xml(tree->read(session, member), tree->shown(member));
        return std::make_shared<DigestCheck>(tree, digests_in(manifest, folder));
    } catch (const UnreadableError& error) {
        session.warnings.add("CHECKSUM", tree->shown(member), "images are not compared with their checksums: " + error.problem());
        return nullptr;
    }
}

}  // namespace tasi::scenes

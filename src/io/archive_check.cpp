#include "src/io/archive_check.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {
namespace {

constexpr long long max_unpacked = 20'000'000'000, harmless_size = 100'000'000, max_ratio = 200;

}  // namespace

ArchiveKind archive_kind(const std::filesystem::path& file)
{
    const VirtualFile bytes(file.string(), printable(file.string()));
    const std::string start = bytes.bytes(0, std::min(512LL, bytes.size()));
    if (start.starts_with("\x1F\x8B")) return ArchiveKind::tar_gz;
    if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) return ArchiveKind::zip;
    const bool tar = start.size() == 512 && (start.compare(257, 5, "ustar") == 0 || file.extension() == ".tar");
    return tar ? ArchiveKind::tar : ArchiveKind::none;
}

void refuse_unsafe_member(const std::string& name, const std::string& shown)
{
    const auto refuse = [&](const char* why) {
        throw RefusedError("MEMBER", shown, fmt::format("unsafe member \"{}\": {}", printable(name), why),
                           "use an archive from its publisher");
    };
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.find('\0') != std::string::npos) refuse("its name holds a NUL");
    if (name.starts_with('/')) refuse("its name is absolute");
    if (name.find('\\') != std::string::npos) refuse("its name holds a backslash");
    if (name.size() >= 2 && letter(name[0]) && name[1] == ':') refuse("its name has a drive letter");
    for (const std::string& part : split(name, '/')) {
        if (part == "..") refuse("it lies outside the archive");
    }
}

void refuse_doubled_members(const std::vector<ArchiveMember>& members, const std::string& shown)
{
    std::map<std::string, std::string> seen;
    for (const ArchiveMember& member : members) {
        const auto [other, is_new] = seen.emplace(lower_case(member.name), member.name);
        if (is_new) continue;
        const std::string what = other->second == member.name ? fmt::format("member twice (duplicate): \"{}\"", printable(member.name))
                                                              : fmt::format("members differ only in case: \"{}\" and \"{}\"",
                                                                            printable(other->second), printable(member.name));
        throw UnsafeError("MEMBER", shown, what, "use an archive from its publisher");
    }
}

void check_unpacked_size(long long unpacked, long long packed, const std::string& shown)
{
    if (unpacked > max_unpacked) {
        throw LimitError("SIZE", shown, fmt::format("unpacks to more than the limit of {} bytes", max_unpacked),
                         "unpack it yourself and give the folder");
    }
    if (unpacked > harmless_size && unpacked / max_ratio > packed) {
        throw LimitError("RATIO", shown,
                         fmt::format("compression ratio above the limit of {}: {} bytes unpack to {} or more", max_ratio, packed, unpacked),
                         "unpack it yourself and give the folder");
    }
}

}  // namespace tasi::io

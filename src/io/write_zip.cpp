#include <cstdint>
#include <limits>

#include <zlib.h>

#include "src/core/text.hpp"
#include "src/io/write_archive.hpp"

namespace tasi::io {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max() - 1;               // beyond it zip needs other records
constexpr unsigned version = 20, utf8_names = 1u << 11, deflate_method = 8, first_day = 0x21;  // 1980-01-01

/// Little-endian bytes of a number.
std::string bytes_of(std::uint64_t number, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    return bytes;
}

/// What local header and directory entry have in common.
std::string common(const std::string& name, const std::string& contents, std::size_t packed)
{
    const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(contents.data()), contents.size());
    return bytes_of(version, 2) + bytes_of(utf8_names, 2) + bytes_of(deflate_method, 2) + bytes_of(0, 2) + bytes_of(first_day, 2) +
           bytes_of(crc, 4) + bytes_of(packed, 4) + bytes_of(contents.size(), 4) + bytes_of(name.size(), 2) + bytes_of(0, 2);
}

std::uint64_t fitting(std::uint64_t number, const std::string& name)
{
    if (number > largest) throw LimitError("SIZE", printable(name), "too large for a zip file", "make smaller scenes, or folders");
    return number;
}

/// Deflated at zlib's level 6, without a header.
std::string deflated(const std::string& bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw BugError("ZLIB", "archive", "cannot start to compress", "report it");
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (!whole) throw BugError("ZLIB", "archive", "cannot compress", "report it");
    return packed;
}

}  // namespace

namespace {

/// What stands at the end of an archive: an entry for each member.
struct Directory {
    std::string entries;
    std::uint64_t count = 0;

    /// The bytes of a member that starts at `at`.
    std::string member(const std::string& name, const std::string& contents, std::uint64_t at)
    {
        fitting(contents.size(), name);
        const std::string packed = deflated(contents), shared = common(name, contents, packed.size());
        // Comment, disk, internal and external attributes are empty.
        entries += bytes_of(0x02014b50, 4) + bytes_of(version, 2) + shared + bytes_of(0, 2 + 2 + 2 + 4) + bytes_of(at, 4) + name;
        ++count;
        return bytes_of(0x04034b50, 4) + shared + name + packed;
    }
    std::string end(std::uint64_t start) const
    {
        return entries + bytes_of(0x06054b50, 4) + bytes_of(0, 4) + bytes_of(count, 2) + bytes_of(count, 2) + bytes_of(entries.size(), 4) +
               bytes_of(start, 4) + bytes_of(0, 2);
    }
};

}  // namespace

void append_zip(CheckedFile& archive, const std::filesystem::path& folder, const std::string& prefix)
{
    Directory directory;
    for (const std::string& file : files_below(folder)) {
        const std::string name = prefix + file;
        archive.append(directory.member(name, bytes_to_pack(folder / file), fitting(static_cast<std::uint64_t>(archive.size()), name)));
    }
    archive.append(directory.end(fitting(static_cast<std::uint64_t>(archive.size()), prefix)));
}

std::string zip_of(const std::string& name, const std::string& contents) { return zip_of({std::pair(name, contents)}); }

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members)
{
    Directory directory;
    std::string archive;
    for (const auto& [name, contents] : members) archive += directory.member(name, contents, fitting(archive.size(), name));
    return archive + directory.end(archive.size());
}

}  // namespace tasi::io

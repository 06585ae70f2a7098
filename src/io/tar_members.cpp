#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/core.h>
#include <zlib.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/archive_check.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t block = 512;
constexpr long long max_name_bytes = 65'536;

/// The unpacked bytes of a .tar or .tar.gz, from the start to the end.
class TarStream {
public:
    TarStream(const std::filesystem::path& file, std::string shown) : shown_(std::move(shown)), file_(gzopen(file.c_str(), "rb"))
    {
        if (!file_) throw UnreadableError("FILE", shown_, "cannot open", "check the file");
        gzbuffer(file_.get(), 1 << 17);
        packed_size_ = static_cast<long long>(std::filesystem::file_size(file));
        plain_ = gzdirect(file_.get()) != 0;
    }

    long long position() const { return position_; }

    /// Up to `count` bytes; fewer only at the end.
    std::string read(std::size_t count)
    {
        std::string bytes(count, '\0');
        const int got = gzread(file_.get(), bytes.data(), static_cast<unsigned>(count));
        int status = Z_OK;
        gzerror(file_.get(), &status);
        if (got < 0 || status != Z_OK) fail(status == Z_BUF_ERROR ? "truncated" : "corrupt: decompression fails");
        bytes.resize(static_cast<std::size_t>(got));
        position_ += got;
        if (!plain_) check_unpacked_size(position_, std::max<long long>(1, gzoffset(file_.get())), shown_);
        return bytes;
    }

    void skip(long long count)
    {
        if (plain_) {
            if (count > packed_size_ - position_) fail("truncated: a member ends beyond the end of the file");
            if (gzseek(file_.get(), static_cast<z_off_t>(count), SEEK_CUR) < 0) fail("read error");
            position_ += count;
            return;
        }
        while (count > 0) {
            const auto got = read(static_cast<std::size_t>(std::min(count, 1LL << 17))).size();
            if (got == 0) fail("truncated: a member ends beyond the end of the file");
            count -= static_cast<long long>(got);
        }
    }

    /// To the end, where the checksum of gzip is compared.
    void finish()
    {
        while (!plain_ && !read(1 << 17).empty()) {
        }
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw UnreadableError("ARCHIVE", shown_, fmt::format("the archive is {}", what), "fetch the file again");
    }

private:
    struct Closer {
        void operator()(gzFile_s* f) const { gzclose(f); }
    };
    std::string shown_;
    std::unique_ptr<gzFile_s, Closer> file_;
    long long position_ = 0, packed_size_ = 0;
    bool plain_ = false;
};

/// Text up to the first NUL.
std::string text_at(const std::string& head, std::size_t at, std::size_t width)
{
    const std::string field = head.substr(at, width);
    return field.substr(0, field.find('\0'));
}

/// Octal digits, or GNU's base 256; nothing when it is neither.
std::optional<long long> number_at(const std::string& head, std::size_t at, std::size_t width)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[at + i]); };
    long long value = 0;
    if (byte(0) == 0x80) {
        for (std::size_t i = 1; i < width; ++i) {
            if (value > (std::numeric_limits<long long>::max() >> 8)) return {};
            value = value << 8 | byte(i);
        }
        return value;
    }
    const std::string digits = text_at(head, at, width);
    for (const char c : trimmed(digits)) {
        if (c < '0' || c > '7') return {};
        value = value * 8 + (c - '0');
    }
    return value;
}

bool checksum_holds(const std::string& head)
{
    long long sum = 0, signed_sum = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const char c = i >= 148 && i < 156 ? ' ' : head[i];
        sum += static_cast<unsigned char>(c);
        signed_sum += static_cast<signed char>(c);
    }
    const auto stated = number_at(head, 148, 8);
    return stated && (*stated == sum || *stated == signed_sum);
}

long long padded(long long size)
{
    return (size + static_cast<long long>(block) - 1) / static_cast<long long>(block) * static_cast<long long>(block);
}

/// Walks through the headers; long names of GNU (`L`) and POSIX (`x`) apply to the next header.
class TarReader {
public:
    TarReader(const std::filesystem::path& file, const std::string& shown) : shown_(shown), stream_(file, shown) {}

    std::vector<ArchiveMember> members()
    {
        for (;;) {
            const std::string head = stream_.read(block);
            if (head.size() != block) stream_.fail("truncated: its end mark is missing");
            if (head.find_first_not_of('\0') == std::string::npos) break;
            if (!checksum_holds(head)) stream_.fail("corrupt: a header's checksum is wrong (not a tar file?)");
            entry(head);
        }
        stream_.finish();
        return std::move(members_);
    }

private:
    void entry(const std::string& head)
    {
        const auto size = number_at(head, 124, 12);
        const char type = head[156];
        if (!size || *size < 0) stream_.fail("corrupt: a member has no size");
        if (type == 'L')
            long_name_ = text_at(extension(*size), 0, std::string::npos);
        else if (type == 'K')
            extension(*size);
        else if (type == 'x')
            posix_records(extension(*size));
        else if (type == 'g')
            refuse_global_names(extension(*size));
        else
            member(head, type, *size);
    }

    std::string extension(long long size)
    {
        if (size > max_name_bytes)
            throw LimitError("NAME", shown_, fmt::format("a name in the archive takes {} bytes, the limit is {}", size, max_name_bytes),
                             "fetch the file again");
        std::string bytes = stream_.read(static_cast<std::size_t>(padded(size)));
        if (static_cast<long long>(bytes.size()) < padded(size)) stream_.fail("truncated");
        bytes.resize(static_cast<std::size_t>(size));
        return bytes;
    }

    /// POSIX extended header: lines of `length key=value`.
    void posix_records(const std::string& text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const auto space = text.find(' ', at);
            const auto length = space == std::string::npos ? std::nullopt : parse_integer(text.substr(at, space - at));
            const auto used = length && *length > 0 ? static_cast<std::size_t>(*length) : 0;
            if (used < space - at + 3 || used > text.size() - at || text[at + used - 1] != '\n')
                stream_.fail("corrupt: bad extended header");
            const std::string record = text.substr(space + 1, used - (space - at) - 2);
            const auto equals = record.find('=');
            if (equals == std::string::npos) stream_.fail("corrupt: bad extended header");
            posix_record(record.substr(0, equals), record.substr(equals + 1));
            at += used;
        }
    }

    void posix_record(const std::string& key, const std::string& value)
    {
        if (key == "path") long_name_ = value;
        if (key.starts_with("GNU.sparse.")) stream_.fail("of a kind that is not read: sparse members");
        if (key != "size") return;
        const auto size = parse_integer(value);
        if (!size || *size < 0) stream_.fail("corrupt: bad extended header");
        long_size_ = *size;
    }

    void refuse_global_names(const std::string& text) const
    {
        if (text.find(" path=") != std::string::npos || text.find(" size=") != std::string::npos)
            stream_.fail("of a kind that is not read: names for all members at once");
    }

    std::string name_of(const std::string& head)
    {
        std::string name = text_at(head, 0, 100);
        const bool posix = head.compare(257, 6, std::string("ustar\0", 6)) == 0;
        const std::string prefix = posix ? text_at(head, 345, 155) : "";
        if (!prefix.empty()) name = prefix + "/" + name;
        if (long_name_) name = *long_name_;
        long_name_.reset();
        refuse_unsafe_member(name, shown_);
        while (name.starts_with("./")) name.erase(0, name.find_first_not_of('/', 1));
        return name == "." ? "" : name;
    }

    void member(const std::string& head, char type, long long stated)
    {
        const std::string name = name_of(head);
        const long long size = long_size_.value_or(stated);
        long_size_.reset();
        if (type == '1' || type == '2' || type == '3' || type == '4' || type == '6') {
            throw RefusedError("MEMBER", shown_, fmt::format("unsafe member \"{}\": a link or device", printable(name)),
                               "use an archive from its publisher");
        }
        if (type == '5') return stream_.skip(0);
        if (type != '0' && type != '\0' && type != '7')
            stream_.fail(fmt::format("of a kind that is not read: member type '{}'", printable(std::string(1, type))));
        const bool folder = name.empty() || name.ends_with('/');
        if (!folder) members_.push_back({name, stream_.position(), size});
        if (static_cast<long long>(members_.size()) > max_members)
            throw LimitError("MEMBERS", shown_, fmt::format("more than {} members", max_members), "give a folder");
        if (size > std::numeric_limits<long long>::max() / 2) stream_.fail("corrupt: a member has no possible size");
        stream_.skip(padded(size));
    }

    std::string shown_;
    TarStream stream_;
    std::vector<ArchiveMember> members_;
    std::optional<std::string> long_name_;
    std::optional<long long> long_size_;
};

}  // namespace

std::vector<ArchiveMember> tar_members(const std::filesystem::path& file, const std::string& shown)
{
    std::vector<ArchiveMember> members = TarReader(file, shown).members();
    refuse_doubled_members(members, shown);
    return members;
}

}  // namespace tasi::io

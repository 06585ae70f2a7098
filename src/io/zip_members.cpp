#include <algorithm>

#include <sys/stat.h>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/archive_check.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {
namespace {

using Number = unsigned long long;

constexpr Number all_ones_16 = 0xFFFF, all_ones_32 = 0xFFFFFFFF;
constexpr long long end_record = 22, longest_comment = 65'535, max_directory_bytes = 200'000'000;

/// Reads the central directory of a ZIP archive (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16).
class ZipReader {
public:
    ZipReader(const std::filesystem::path& file, const std::string& shown) : file_(file.string(), shown) {}

    std::vector<ArchiveMember> members()
    {
        find_directory();
        const std::string directory = file_.bytes(directory_at_, directory_size_);
        std::size_t at = 0;
        for (Number i = 0; i < count_; ++i) at = entry(directory, at);
        return std::move(members_);
    }

    /// Local headers tell the same names, and packed bytes are there and are not shared.
    void check_contents() const
    {
        if (packed_ > file_.size()) {
            throw LimitError("RATIO", file_.shown(), "members overlap: compression ratio cannot be trusted",
                             "use an archive from its publisher");
        }
        check_unpacked_size(unpacked_, std::max(1LL, packed_), file_.shown());
        for (const Place& place : places_) check_local_header(place);
    }

private:
    struct Place {
        std::string name;
        long long header = 0, packed = 0;
    };

    [[noreturn]] void fail(const std::string& what) const
    {
        throw UnreadableError("ARCHIVE", file_.shown(), fmt::format("the archive is {}", what), "fetch the file again");
    }

    static Number number(const std::string& bytes, std::size_t at, int width) { return whole_number(bytes, at, width, false); }

    long long checked(Number value) const
    {
        if (value > static_cast<Number>(file_.size())) fail("truncated or corrupt: a place beyond the end of the file");
        return static_cast<long long>(value);
    }

    void find_directory()
    {
        const long long tail = std::min(file_.size(), end_record + longest_comment);
        const std::string end = file_.bytes(file_.size() - tail, tail);
        const auto at = end.rfind(std::string("PK\x05\x06"));
        if (at == std::string::npos || end.size() - at < static_cast<std::size_t>(end_record)) fail("truncated: its directory is missing");
        if (at + static_cast<std::size_t>(end_record) + number(end, at + 20, 2) != end.size())
            fail("corrupt: something follows its end mark");
        if (number(end, at + 4, 2) != 0 && number(end, at + 4, 2) != all_ones_16) fail("one part of several");
        count_ = number(end, at + 10, 2);
        Number size = number(end, at + 12, 4), start = number(end, at + 16, 4);
        if (count_ == all_ones_16 || size == all_ones_32 || start == all_ones_32)
            read_wide_end(file_.size() - tail + static_cast<long long>(at), size, start);
        directory_at_ = checked(start);
        directory_size_ = checked(size);
        if (count_ > static_cast<Number>(max_members) || directory_size_ > max_directory_bytes) {
            throw LimitError("MEMBERS", file_.shown(), fmt::format("{} members, the limit is {}", count_, max_members), "give a folder");
        }
    }

    /// ZIP64: the locator stands directly before the end record.
    void read_wide_end(long long end_at, Number& size, Number& start)
    {
        if (end_at < 20) return;
        const std::string locator = file_.bytes(end_at - 20, 20);
        if (!locator.starts_with("PK\x06\x07")) return;
        const std::string wide = file_.bytes(checked(number(locator, 8, 8)), 56);
        if (!wide.starts_with("PK\x06\x06")) fail("corrupt: bad ZIP64 directory");
        count_ = number(wide, 32, 8);
        size = number(wide, 40, 8);
        start = number(wide, 48, 8);
    }

    std::size_t entry(const std::string& directory, std::size_t at)
    {
        if (directory.size() - at < 46 || directory.compare(at, 4, "PK\x01\x02") != 0) fail("corrupt: bad directory entry");
        const auto name_length = number(directory, at + 28, 2), extra_length = number(directory, at + 30, 2),
                   comment_length = number(directory, at + 32, 2);
        const std::size_t next = at + 46 + static_cast<std::size_t>(name_length + extra_length + comment_length);
        if (next > directory.size()) fail("corrupt: bad directory entry");
        const std::string name = directory.substr(at + 46, static_cast<std::size_t>(name_length));
        refuse_unsafe_member(name, file_.shown());
        refuse_special(directory, at, name);
        if ((number(directory, at + 8, 2) & 1) != 0) fail("encrypted");
        const auto method = number(directory, at + 10, 2);
        if (method != 0 && method != 8) fail(fmt::format("packed by a method ({}) that is not read", method));
        add(directory, at, name, directory.substr(at + 46 + static_cast<std::size_t>(name_length), static_cast<std::size_t>(extra_length)));
        return next;
    }

    void refuse_special(const std::string& directory, std::size_t at, const std::string& name) const
    {
        const auto mode = static_cast<mode_t>(number(directory, at + 38, 4) >> 16);
        const bool unix_made = number(directory, at + 4, 2) >> 8 == 3;
        const mode_t kind = mode & S_IFMT;
        if (unix_made && kind != 0 && kind != S_IFREG && kind != S_IFDIR) {
            throw RefusedError("MEMBER", file_.shown(), fmt::format("unsafe member \"{}\": a link or device", printable(name)),
                               "use an archive from its publisher");
        }
    }

    void add(const std::string& directory, std::size_t at, const std::string& name, const std::string& extra)
    {
        Number packed = number(directory, at + 20, 4), unpacked = number(directory, at + 24, 4), header = number(directory, at + 42, 4);
        widen(extra, unpacked, packed, header);
        if (name.empty()) fail("corrupt: a member has no name");
        if (unpacked > (1ULL << 60)) check_unpacked_size(1LL << 60, 1, file_.shown());
        packed_ += checked(packed);
        unpacked_ += static_cast<long long>(unpacked);
        check_unpacked_size(static_cast<long long>(unpacked), std::max(1LL, checked(packed)), file_.shown());
        places_.push_back({name, checked(header), checked(packed)});
        if (!name.ends_with('/')) members_.push_back({name, 0, static_cast<long long>(unpacked)});
    }

    /// The extra field 0x0001 holds, in this order, those numbers that do not fit.
    void widen(const std::string& extra, Number& unpacked, Number& packed, Number& header) const
    {
        for (std::size_t at = 0; at + 4 <= extra.size();) {
            const auto id = number(extra, at, 2), length = number(extra, at + 2, 2);
            if (at + 4 + length > extra.size()) fail("corrupt: bad extra field");
            std::size_t value_at = at + 4;
            for (Number* value : {&unpacked, &packed, &header}) {
                if (id != 1 || *value != all_ones_32) continue;
                if (value_at + 8 > at + 4 + length) fail("corrupt: bad ZIP64 field");
                *value = number(extra, value_at, 8);
                value_at += 8;
            }
            at += 4 + static_cast<std::size_t>(length);
        }
    }

    void check_local_header(const Place& place) const
    {
        const std::string head = file_.bytes(place.header, 30);
        const auto name_length = static_cast<long long>(number(head, 26, 2)), extra_length = static_cast<long long>(number(head, 28, 2));
        if (!head.starts_with("PK\x03\x04")) fail("corrupt: a member is not where the directory says");
        if (file_.bytes(place.header + 30, name_length) != place.name) {
            throw RefusedError("MEMBER", file_.shown(), fmt::format("unsafe member \"{}\": it has two names", printable(place.name)),
                               "use an archive from its publisher");
        }
        const long long start = place.header + 30 + name_length + extra_length;
        if (start > file_.size() || place.packed > file_.size() - start) fail("truncated: a member ends beyond the end of the file");
    }

    VirtualFile file_;
    long long directory_at_ = 0, directory_size_ = 0, packed_ = 0, unpacked_ = 0;
    Number count_ = 0;
    std::vector<ArchiveMember> members_;
    std::vector<Place> places_;
};

}  // namespace

std::vector<ArchiveMember> zip_members(const std::filesystem::path& file, const std::string& shown)
{
    ZipReader reader(file, shown);
    std::vector<ArchiveMember> members = reader.members();
    reader.check_contents();
    refuse_doubled_members(members, shown);
    return members;
}

}  // namespace tasi::io

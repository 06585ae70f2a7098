#include <fmt/format.h>
#include <zlib.h>

#include "src/core/text.hpp"
#include "src/io/write_archive.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t block = 512, name_width = 100, prefix_width = 155;
constexpr long long time_s = 315'532'800;       // 1980-01-01
constexpr long long largest = (1LL << 33) - 1;  // eleven octal digits

/// Where a long name is cut into prefix and name at a slash; 0 for a name that needs no prefix.
std::size_t cut_of(const std::string& name)
{
    if (name.size() <= name_width) return 0;
    const auto slash = name.find('/', name.size() - name_width - 1);
    if (slash != std::string::npos && slash <= prefix_width) return slash;
    throw LimitError("NAME", printable(name), "too long for a tar file", "choose a shorter name");
}

void put(std::string& header, std::size_t at, std::string_view text) { header.replace(at, text.size(), text); }

std::string header_of(const std::string& name, long long size)
{
    if (size > largest) throw LimitError("SIZE", printable(name), "too large for a tar file", "make smaller scenes, or folders");
    std::string header(block, '\0');
    const std::size_t cut = cut_of(name);
    put(header, 0, cut == 0 ? name : name.substr(cut + 1));
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, fmt::format("{:011o}", size));
    put(header, 136, fmt::format("{:011o}", time_s));
    put(header, 148, "        ");  // counts as blanks in the checksum
    put(header, 156, "0");
    put(header, 257,
        std::string("ustar\0"
                    "00",
                    8));
    if (cut > 0) put(header, 345, name.substr(0, cut));
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(header, 148, fmt::format("{:06o}", sum));
    header[154] = '\0';
    return header;
}

std::string padding(std::size_t size) { return std::string((block - size % block) % block, '\0'); }

/// The bytes of a tar file on their way into the archive, compressed or not.
class Sink {
public:
    Sink(CheckedFile& archive, bool gzip) : archive_(archive), gzip_(gzip)
    {
        // zlib leaves the time in the header of gzip empty.
        if (gzip_ && deflateInit2(&stream_, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw BugError("ZLIB", "archive", "cannot start to compress", "report it");
    }
    ~Sink()
    {
        if (gzip_) deflateEnd(&stream_);
    }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    void append(std::string_view bytes)
    {
        for (; bytes.size() > most; bytes.remove_prefix(most)) pass(bytes.substr(0, most), Z_NO_FLUSH);
        pass(bytes, Z_NO_FLUSH);
    }
    void finish() { pass({}, Z_FINISH); }

private:
    static constexpr std::size_t most = std::size_t{1} << 30;

    void pass(std::string_view bytes, int flush)
    {
        if (!gzip_) return archive_.append(bytes);
        std::string packed(1 << 16, '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only
        stream_.avail_in = static_cast<uInt>(bytes.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
            stream_.avail_out = static_cast<uInt>(packed.size());
            if (deflate(&stream_, flush) == Z_STREAM_ERROR) throw BugError("ZLIB", "archive", "cannot compress", "report it");
            archive_.append(std::string_view(packed).substr(0, packed.size() - stream_.avail_out));
        } while (stream_.avail_out == 0);
    }

    CheckedFile& archive_;
    bool gzip_;
    z_stream stream_{};
};

}  // namespace

void append_tar(CheckedFile& archive, const std::filesystem::path& folder, const std::string& prefix, bool gzip)
{
    Sink sink(archive, gzip);
    for (const std::string& name : files_below(folder)) {
        const std::string bytes = bytes_to_pack(folder / name);
        sink.append(header_of(prefix + name, static_cast<long long>(bytes.size())));
        sink.append(bytes);
        sink.append(padding(bytes.size()));
    }
    sink.append(std::string(2 * block, '\0'));
    sink.finish();
}

}  // namespace tasi::io

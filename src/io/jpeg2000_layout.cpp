#include <algorithm>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/io/raster_layout.hpp"

namespace tasi::io {
namespace {

constexpr int box_limit = 10'000;

[[noreturn]] void cut(const VirtualFile& file, const char* what)
{
    throw UnreadableError("TRUNCATED", file.shown(), fmt::format("truncated JPEG 2000: {}", what), "fetch the file again");
}

struct Span {
    long long start, end;
};

/// Where the codestream is: the contents of the first `jp2c` box, or the whole file.
Span codestream_of(const VirtualFile& file)
{
    if (file.bytes(0, 4) == "\xFF\x4F\xFF\x51") return {0, file.size()};
    long long at = 0;
    for (int boxes = 0; boxes < box_limit && file.size() - at >= 8; ++boxes) {
        const std::string head = file.bytes(at, std::min(16LL, file.size() - at));
        const auto stated = whole_number(head, 0, 4, true);
        const bool wide = stated == 1;
        if (wide && head.size() < 16) cut(file, "a box header is cut");
        const unsigned long long length = stated == 0 ? static_cast<unsigned long long>(file.size() - at)
                                          : wide      ? whole_number(head, 8, 8, true)
                                                      : stated;
        if (length < (wide ? 16U : 8U) || length > static_cast<unsigned long long>(file.size() - at))
            cut(file, "a box ends beyond the end of the file");
        const long long end = at + static_cast<long long>(length);
        if (head.compare(4, 4, "jp2c") == 0) return {at + (wide ? 16 : 8), end};
        at = end;
    }
    cut(file, "there is no codestream");
}

}  // namespace

void check_jpeg2000_layout(const Session& session, const VirtualFile& file)
{
    const Span stream = codestream_of(file);
    // SOC and SIZ markers: 2 + 2 + 2 (Lsiz) + 2 (Rsiz), then Xsiz, Ysiz, XOsiz, YOsiz, four tile numbers, Csiz.
    if (stream.end - stream.start < 44) cut(file, "the codestream is cut");
    const std::string head = file.bytes(stream.start, 42);
    if (whole_number(head, 0, 4, true) != 0xFF4FFF51) {
        throw UnreadableError("FORMAT", file.shown(), "corrupt JPEG 2000: the codestream does not start with its size",
                              "fetch the file again");
    }
    const auto width = whole_number(head, 8, 4, true), height = whole_number(head, 12, 4, true);
    const auto left = whole_number(head, 16, 4, true), top = whole_number(head, 20, 4, true);
    check_raster_size(session, file.shown(), height > top ? height - top : 0, width > left ? width - left : 0,
                      whole_number(head, 40, 2, true));
    if (file.bytes(stream.end - 2, 2) != "\xFF\xD9") cut(file, "the end-of-codestream marker is missing");
}

}  // namespace tasi::io

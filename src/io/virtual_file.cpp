#include "src/io/virtual_file.hpp"

#include <cpl_vsi.h>
#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/io/gdal_errors.hpp"

namespace tasi::io {

VirtualFile::VirtualFile(const std::string& name, std::string shown) : shown_(std::move(shown))
{
    const ErrorWatch watch;
    VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
    if (!file) throw UnreadableError("FILE", shown_, fmt::format("cannot open: {}", watch.first_message()), "check the file");
    handle_ = file;
    const bool ended = VSIFSeekL(file, 0, SEEK_END) == 0;
    size_ = ended ? static_cast<long long>(VSIFTellL(file)) : -1;
    if (size_ < 0 || watch.failures() > 0) {
        VSIFCloseL(file);
        throw UnreadableError("FILE", shown_, fmt::format("read error: {}", watch.first_message()), "fetch the file again");
    }
}

VirtualFile::~VirtualFile()
{
    const ErrorWatch watch;
    VSIFCloseL(static_cast<VSILFILE*>(handle_));
}

std::string VirtualFile::bytes(long long offset, long long count) const
{
    const ErrorWatch watch;
    const bool inside = offset >= 0 && count >= 0 && offset <= size_ && count <= size_ - offset;
    if (!inside) {
        throw UnreadableError("TRUNCATED", shown_,
                              fmt::format("truncated or corrupt: {} bytes at {} wanted, the file has {}", count, offset, size_),
                              "fetch the file again");
    }
    auto* file = static_cast<VSILFILE*>(handle_);
    std::string read(static_cast<std::size_t>(count), '\0');
    const bool done =
        VSIFSeekL(file, static_cast<vsi_l_offset>(offset), SEEK_SET) == 0 && VSIFReadL(read.data(), 1, read.size(), file) == read.size();
    if (!done || watch.failures() > 0) {
        throw UnreadableError("READ", shown_, fmt::format("read error at byte {}: truncated or corrupt: {}", offset, watch.first_message()),
                              "fetch the file again");
    }
    return read;
}

unsigned long long whole_number(const std::string& bytes, std::size_t at, int width, bool big_endian)
{
    if (at + static_cast<std::size_t>(width) > bytes.size()) throw BugError("BYTES", "", "number outside its block", "");
    unsigned long long value = 0;
    for (int i = 0; i < width; ++i) {
        const auto place = at + static_cast<std::size_t>(big_endian ? i : width - 1 - i);
        value = value << 8 | static_cast<unsigned char>(bytes[place]);
    }
    return value;
}

}  // namespace tasi::io

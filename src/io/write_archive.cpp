#include "src/io/write_archive.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>

#include "src/core/text.hpp"

namespace tasi::io {

namespace fs = std::filesystem;

std::string bytes_to_pack(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw disk_error("read", file, errno);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw disk_error("read", file, EIO);
    return bytes;
}

void write_archive(const fs::path& archive, const fs::path& folder, const std::string& prefix, ArchiveKind kind)
{
    CheckedFile out(archive);
    if (kind == ArchiveKind::zip)
        append_zip(out, folder, prefix);
    else if (kind == ArchiveKind::tar || kind == ArchiveKind::tar_gz)
        append_tar(out, folder, prefix, kind == ArchiveKind::tar_gz);
    else
        throw BugError("FORMAT", printable(archive.filename().string()), "no kind of archive", "report it");
    out.close();
}

}  // namespace tasi::io

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "src/io/archive_check.hpp"
#include "tests/fuzz/refused.hpp"

namespace {

/// Archives are checked on disk; one file per process, written anew in each round.
const std::filesystem::path& scratch()
{
    static const std::filesystem::path file = std::filesystem::temp_directory_path() / ("tasi-fuzz-" + std::to_string(getpid()) + ".tar");
    return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::ofstream(scratch(), std::ios::binary) << tasi::fuzz::text_of(data, size);
    return tasi::fuzz::accept_or_refuse([&] {
        using tasi::io::ArchiveKind;
        const ArchiveKind kind = tasi::io::archive_kind(scratch());
        const auto members = kind == ArchiveKind::zip    ? tasi::io::zip_members(scratch(), "fuzz.zip")
                             : kind == ArchiveKind::none ? std::vector<tasi::io::ArchiveMember>()
                                                         : tasi::io::tar_members(scratch(), "fuzz.tar");
        for (const auto& member : members) tasi::io::refuse_unsafe_member(member.name, "accepted before");
    });
}

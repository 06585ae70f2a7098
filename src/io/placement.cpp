#include "src/io/placement.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "src/core/text.hpp"
#include "src/io/disk.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path)
{
    struct stat there {};
    return lstat(path.c_str(), &there) == 0;
}

/// 0 or errno.
int rename_with(const fs::path& from, const fs::path& to, unsigned int flags)
{
    return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

int plain_rename(const fs::path& from, const fs::path& to) { return rename_with(from, to, 0); }

bool is_unsupported(int failure) { return failure == EINVAL || failure == ENOSYS || failure == ENOTSUP; }

/// Fails with EEXIST instead of replacing; disks without that operation get it by a hard link, or by looking first.
int rename_to_new(const fs::path& from, const fs::path& to)
{
    const int failure = rename_with(from, to, RENAME_NOREPLACE);
    if (!is_unsupported(failure)) return failure;
    if (link(from.c_str(), to.c_str()) == 0) return unlink(from.c_str()) == 0 ? 0 : errno;
    if (errno == EEXIST || is_there(to)) return EEXIST;
    return plain_rename(from, to);
}

void check(int failure, const fs::path& to)
{
    if (failure == EEXIST || failure == ENOTEMPTY)
        throw OutputError("EXISTS", printable(to.string()), "exists, or was written by another run meanwhile",
                          "remove it, or give --overwrite");
    if (failure != 0) throw disk_error("put in place", to, failure);
}

}  // namespace

Placement::Placement(fs::path attic) : attic_(std::move(attic)) {}

Placement::~Placement()
{
    std::for_each(steps_.rbegin(), steps_.rend(), [this](const Step& step) { undo(step); });
}

fs::path Placement::place_in_attic()
{
    if (kept_ == 0 && mkdir(attic_.c_str(), 0700) != 0) throw disk_error("write into the folder", attic_.parent_path(), errno);
    return attic_ / std::to_string(kept_++);
}

void Placement::file(const fs::path& from, const fs::path& to, bool replace)
{
    if (!replace || !is_there(to)) {
        check(replace ? plain_rename(from, to) : rename_to_new(from, to), to);
        steps_.push_back({from, to, {}, false});
        return;
    }
    // A second name for the old file costs nothing, and it never misses from its place.
    fs::path old = place_in_attic();
    if (link(to.c_str(), old.c_str()) != 0) old.clear();
    check(plain_rename(from, to), to);
    steps_.push_back({from, to, old, true});
}

void Placement::folder(const fs::path& from, const fs::path& to, bool replace)
{
    if (!replace || !is_there(to)) {
        check(rename_to_new(from, to), to);
        steps_.push_back({from, to, {}, false});
        return;
    }
    const int failure = rename_with(from, to, RENAME_EXCHANGE);
    if (failure == 0) {
        steps_.push_back({from, to, from, true});  // the old folder is where the new one was
        return;
    }
    if (!is_unsupported(failure)) check(failure, to);
    remove(to);
    check(plain_rename(from, to), to);
    steps_.push_back({from, to, {}, false});
}

void Placement::remove(const fs::path& file)
{
    const fs::path old = place_in_attic();
    check(plain_rename(file, old), file);
    steps_.push_back({{}, file, old, true});
}

void Placement::undo(const Step& step) noexcept
{
    if (step.placed.empty() || (!step.old.empty() && step.old != step.placed)) {
        plain_rename(step.old, step.place);
    } else if (step.old == step.placed) {
        rename_with(step.old, step.place, RENAME_EXCHANGE);
    } else if (!step.replaced) {
        plain_rename(step.place, step.placed);  // back into the work folder, which goes as a whole
    }
}

}  // namespace tasi::io

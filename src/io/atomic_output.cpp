#include "src/io/atomic_output.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <set>
#include <thread>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/companions.hpp"
#include "src/io/disk.hpp"
#include "src/io/placement.hpp"
#include "src/io/run_record.hpp"
#include "src/io/sha256.hpp"
#include "src/io/work_folder.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;
using Kind = AtomicOutput::Kind;

std::string shown(const fs::path& path) { return printable(path.string()); }

bool is_same_file(const fs::path& a, const fs::path& b)
{
    struct stat first {
    }, second{};
    return stat(a.c_str(), &first) == 0 && stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

bool is_inside(const fs::path& file, const fs::path& folder)
{
    std::error_code failure;
    const fs::path inner = fs::weakly_canonical(file, failure), outer = fs::weakly_canonical(folder, failure);
    const auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return !failure && end == outer.end();
}

void refuse_input(const fs::path& file, const std::vector<fs::path>& inputs)
{
    for (const fs::path& input : inputs)
        if (is_same_file(file, input))
            throw UsageError("SAME-FILE", shown(file), "output is the same file as the input " + shown(input), "choose another name");
}

void refuse_inputs_inside(const fs::path& folder, const std::vector<fs::path>& inputs)
{
    for (const fs::path& input : inputs)
        if (is_inside(input, folder))
            throw UsageError("SAME-FILE", shown(folder), "output folder holds the input " + shown(input), "choose another folder");
}

/// Only what an earlier run made may be replaced as a whole: a wrong name must not cost somebody a folder.
bool may_replace_folder(const fs::path& folder)
{
    std::error_code failure;
    return fs::is_empty(folder, failure) || (!failure && fs::is_regular_file(folder / "run.json", failure));
}

void refuse_other_kind(const fs::path& target, Kind kind, const struct stat& there)
{
    // A link to a folder counts as a folder, a link to a file or to nowhere as a file that exists.
    struct stat aim = there;
    if (S_ISLNK(there.st_mode) && stat(target.c_str(), &aim) != 0) aim = there;
    const bool folder = S_ISDIR(aim.st_mode), file = S_ISREG(aim.st_mode) || S_ISLNK(aim.st_mode);
    if (!folder && !file) throw OutputError("DEVICE", shown(target), "is a device or pipe", "choose a file");
    if (kind == Kind::file && folder) throw OutputError("FOLDER", shown(target), "is a folder", "name a file in it");
    if (kind == Kind::folder && file) throw OutputError("EXISTS", shown(target), "is a file, not a folder", "choose another name");
}

void refuse_existing(const fs::path& target, bool overwrite, Kind kind)
{
    struct stat there {};
    if (lstat(target.c_str(), &there) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return;
        throw disk_error("use this name", target, errno);
    }
    refuse_other_kind(target, kind, there);
    if (!overwrite) throw OutputError("EXISTS", shown(target), "exists", "give --overwrite or another name");
    if (kind == Kind::folder && !may_replace_folder(target))
        throw OutputError("EXISTS", shown(target), "is a folder without run.json, so no earlier output",
                          "remove it yourself, or choose another name");
}

[[noreturn]] void refuse_to_join(const fs::path& file)
{
    throw OutputError("EXISTS", shown(file), "exists and would be read as a part of the output", "give --overwrite or another name");
}

void refuse_companions(const fs::path& target, bool overwrite, const std::vector<fs::path>& inputs)
{
    for (const fs::path& file : companions_of(target)) {
        refuse_input(file, inputs);
        if (!overwrite) refuse_to_join(file);
    }
}

/// Files of one name and several suffixes share their style document when it says the same for both.
bool is_shared_style(const fs::path& made, const fs::path& there)
{
    std::error_code failure;
    if (!is_style_document(there) || !fs::exists(there, failure)) return false;
    if (sha256_of_file(made) == sha256_of_file(there)) return true;
    throw OutputError("EXISTS", shown(there), "exists and styles another file of that name differently",
                      "give --overwrite or another name");
}

fs::path parent_of(const fs::path& target)
{
    const fs::path parent = fs::absolute(target).parent_path();
    std::error_code failure;
    if (!fs::is_directory(parent, failure))
        throw OutputError("NO-FOLDER", shown(target), "there is no folder " + shown(parent), "make it first");
    return parent;
}

fs::path without_slash(const fs::path& target, Kind kind)
{
    const fs::path name = target.has_filename() || kind == Kind::file ? target : target.parent_path();
    if (!name.has_filename() || name.string().find('\0') != std::string::npos)
        throw UsageError("OUTPUT", shown(target), "names no file", "give a file name");
    return name;
}

/// Never makes `folder` itself: once a signal has removed it, it must not come back.
void make_folders_below(fs::path folder, const fs::path& parts)
{
    for (const fs::path& part : parts) {
        folder /= part;
        if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) throw disk_error("make the folder", folder, errno);
    }
}

/// One commit at a time in a folder, over all processes, so that the files of two outputs do not mix. Only as good as the disk:
/// where locks fail the renames are still atomic one by one.
class FolderLock {
public:
    explicit FolderLock(const fs::path& folder) : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        for (int attempt = 0; descriptor_ >= 0 && attempt < 200; ++attempt) {
            if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
    }
    ~FolderLock()
    {
        if (descriptor_ >= 0) close(descriptor_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int descriptor_;
};

}  // namespace

struct AtomicOutput::State {
    fs::path target, parent;
    bool overwrite;
    std::vector<fs::path> inputs;
    Kind kind;
    std::optional<WorkFolder> work;
    bool committed = false;

    fs::path name() const { return target.filename(); }
    /// What is made: a folder for Kind::folder, else the folder with the files.
    fs::path content() const { return work->path() / "new"; }
    std::string record() const { return kind == Kind::folder ? "run.json" : run_record_of(name()).string(); }

    /// What stands beside the files `names` and belongs to older ones of that name.
    std::set<fs::path> stale_companions(const std::vector<std::string>& names) const;
    void place_files() const;
    void place_folder() const;
};

AtomicOutput::AtomicOutput(const fs::path& target, bool overwrite, const std::vector<fs::path>& inputs, Kind kind)
    : state_(new State{without_slash(target, kind), {}, overwrite, inputs, kind, {}, false})
{
    const fs::path& place = state_->target;
    refuse_input(place, inputs);
    if (kind == Kind::folder) refuse_inputs_inside(place, inputs);
    refuse_existing(place, overwrite, kind);
    if (kind == Kind::file) refuse_companions(place, overwrite, inputs);
    state_->parent = parent_of(place);
    remove_dead_work_folders(state_->parent);
    state_->work.emplace(state_->parent);
    if (mkdir(state_->content().c_str(), 0777) != 0) throw disk_error("write into the folder", state_->parent, errno);
}

AtomicOutput::~AtomicOutput() = default;

const fs::path& AtomicOutput::target() const { return state_->target; }

AtomicOutput::Kind AtomicOutput::kind() const { return state_->kind; }

fs::path AtomicOutput::working_path(const std::string& name) const
{
    if (name.empty()) return state_->kind == Kind::file ? state_->content() / state_->name() : state_->content();
    const fs::path part(name);
    const bool leaves = part.is_absolute() || std::find(part.begin(), part.end(), "..") != part.end();
    if (leaves || (state_->kind == Kind::file && part.has_parent_path()))
        throw BugError("OUTPUT", printable(name), "is no name inside the output", "report it");
    make_folders_below(state_->content(), part.parent_path());
    return state_->content() / part;
}

std::vector<std::string> AtomicOutput::written() const
{
    std::vector<std::string> names = files_below(state_->content());
    std::erase(names, state_->record());
    return names;
}

std::set<fs::path> AtomicOutput::State::stale_companions(const std::vector<std::string>& names) const
{
    std::set<fs::path> stale;
    for (const std::string& file : names) {
        refuse_companions(parent / file, true, inputs);
        for (const fs::path& companion : companions_of(parent / file)) stale.insert(companion);
    }
    for (const std::string& file : names) stale.erase(parent / file);
    if (!overwrite && !stale.empty()) refuse_to_join(*stale.begin());
    return stale;
}

void AtomicOutput::State::place_files() const
{
    std::vector<std::string> names = files_below(content());
    // The rank is the order: siblings, the main file, the run record.
    const auto rank = [&](const std::string& file) { return file == record() ? 2 : file == name().string() ? 1 : 0; };
    std::stable_sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    if (std::find(names.begin(), names.end(), name().string()) == names.end())
        throw BugError("OUTPUT", shown(target), "was not written", "report it");
    for (const std::string& file : names) refuse_input(parent / file, inputs);

    Placement placement(work->path() / "old");
    // A record without its output is left from a file that somebody removed: it is no reason to refuse.
    for (const std::string& file : names) {
        const bool replace = overwrite || file == record() || is_shared_style(content() / file, parent / file);
        placement.file(content() / file, parent / file, replace);
    }
    for (const fs::path& file : stale_companions(names)) placement.remove(file);
    sync_to_disk(parent);
    placement.keep();
}

void AtomicOutput::State::place_folder() const
{
    if (overwrite) refuse_existing(target, overwrite, kind);
    Placement placement(work->path() / "old");
    placement.folder(content(), parent / name(), overwrite);
    sync_to_disk(parent);
    placement.keep();
}

void AtomicOutput::commit()
{
    if (state_->committed) throw BugError("OUTPUT", shown(target()), "committed twice", "report it");
    sync_tree(state_->content());
    {
        const auto signals = hold_signals();
        const FolderLock lock(state_->parent);
        if (state_->kind == Kind::file)
            state_->place_files();
        else
            state_->place_folder();
    }
    state_->committed = true;
    state_->work.reset();
}

void abandon_outputs() noexcept { remove_live_work_folders(); }

void write_text(const fs::path& file, std::string_view text)
{
    CheckedFile out(file);
    out.append(text);
    out.close();
}

}  // namespace tasi::io

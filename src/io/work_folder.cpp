#include "src/io/work_folder.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/sha256.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

struct Register {
    std::mutex mutex;
    std::set<fs::path> live;
};

Register& work_folders()
{
    // Never destroyed: the signal thread may need it while the program ends.
    static auto* folders = new Register;
    return *folders;
}

/// The host and its space of process numbers (containers have their own).
std::string machine()
{
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    struct stat processes {};
    const bool known = stat("/proc/self/ns/pid", &processes) == 0;
    return sha256_of(std::string(host.data()) + '/' + std::to_string(known ? processes.st_ino : 0)).substr(0, 8);
}

fs::path make_new_folder(const fs::path& parent)
{
    const std::string start = ".tasi-" + std::to_string(getpid()) + '-' + machine() + '-';
    for (int n = 0; n < 100'000; ++n) {
        const fs::path folder = parent / (start + std::to_string(n));
        if (mkdir(folder.c_str(), 0700) == 0) return folder;
        if (errno != EEXIST) throw disk_error("write into the folder", parent, errno);
    }
    throw OutputError("WRITE", printable(parent.string()), "holds 100000 work folders of this process", "remove .tasi-* there");
}

bool is_dead(const fs::path& folder)
{
    const std::vector<std::string> parts = split(folder.filename().string(), '-');
    if (parts.size() != 4 || parts[0] != ".tasi" || parts[2] != machine()) return false;
    const auto process = parse_integer(parts[1]);
    if (!process || *process <= 0 || *process > 4'194'304) return false;
    const auto id = static_cast<pid_t>(*process);
    // A number that came round again: the folder is ours only when we know it.
    if (id == getpid()) return !work_folders().live.contains(folder);
    return kill(id, 0) != 0 && errno == ESRCH;
}

}  // namespace

WorkFolder::WorkFolder(const fs::path& parent)
{
    const auto lock = hold_signals();
    path_ = make_new_folder(parent);
    work_folders().live.insert(path_);
}

WorkFolder::~WorkFolder()
{
    const auto lock = hold_signals();
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    work_folders().live.erase(path_);
}

std::unique_lock<std::mutex> hold_signals() { return std::unique_lock(work_folders().mutex); }

void remove_live_work_folders() noexcept
{
    for (const fs::path& folder : work_folders().live)
        for (int attempt = 0; attempt < 2000; ++attempt) {
            try {
                // Out of the way first: threads that still write would refill it for ever.
                const fs::path aside = folder.string() + "0";
                std::error_code failure;
                fs::rename(folder, aside, failure);
                fs::remove_all(folder, failure);
                fs::remove_all(aside, failure);
                struct stat there {};
                if (lstat(folder.c_str(), &there) != 0 && lstat(aside.c_str(), &there) != 0) break;
            } catch (...) {  // no memory: try again, there is nothing better to do
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
}

void remove_dead_work_folders(const fs::path& parent)
{
    const auto lock = hold_signals();
    std::error_code failure;
    std::set<fs::path> dead;
    for (fs::directory_iterator entry(parent, failure), end; !failure && entry != end; entry.increment(failure))
        if (is_dead(entry->path())) dead.insert(entry->path());
    for (const fs::path& folder : dead) fs::remove_all(folder, failure);
}

}  // namespace tasi::io

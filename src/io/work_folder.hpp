#pragma once

#include <filesystem>
#include <mutex>

namespace tasi::io {

/// A hidden folder `.tasi-<process>-<machine>-<n>` of this process inside `parent`, removed with the object or by a signal.
/// The machine is in the name because process numbers mean nothing on other machines that share the disk.
class WorkFolder {
public:
    /// OutputError (6) when `parent` is no folder or cannot be written.
    explicit WorkFolder(const std::filesystem::path& parent);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// While this lock is held, a signal waits: work folders appear, disappear and are committed only under it.
std::unique_lock<std::mutex> hold_signals();

/// Removes every work folder of this process, only to end it: other threads may still be writing, so it tries until nothing is left.
/// Waits for nobody: call it with `hold_signals()` unless the process is dying.
void remove_live_work_folders() noexcept;

/// Removes the work folders in `parent` whose process on this machine has ended.
void remove_dead_work_folders(const std::filesystem::path& parent);

}  // namespace tasi::io

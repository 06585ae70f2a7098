#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tasi::io {

/// One output of a run: claimed before any work, written under a temporary name in the target's own folder, made visible by
/// rename only when whole. Destroyed without `commit()`: nothing is left behind. SIGINT and SIGTERM clean up (exit 130, 143).
class AtomicOutput {
public:
    enum class Kind { file, folder };

    /// Claims `target`. OutputError (6): it exists and `overwrite` is false, it is of the other kind, a device, its folder is missing
    /// or cannot be written. UsageError (2): it is the same file (device and inode, also by link) as one of `inputs`.
    /// An old folder is replaced only when it is empty or holds a `run.json`, and no input. Removes temporary folders of dead
    /// processes beside it.
    AtomicOutput(const std::filesystem::path& target, bool overwrite, const std::vector<std::filesystem::path>& inputs,
                 Kind kind = Kind::file);
    ~AtomicOutput();
    AtomicOutput(const AtomicOutput&) = delete;
    AtomicOutput& operator=(const AtomicOutput&) = delete;

    const std::filesystem::path& target() const;
    Kind kind() const;
    /// Kind::file: where to write `name` (default: the target's own name) until commit: same folder name rules as the target.
    /// Kind::folder: a path inside the new folder.
    std::filesystem::path working_path(const std::string& name = {}) const;
    /// Files written so far in the work folder (relative names, sorted): the target and its siblings, without the run record.
    std::vector<std::string> written() const;
    /// fsync, rename everything to its place (the target's main file last but for `<target>.run.json`, which goes last), fsync the
    /// folder. Signals wait meanwhile. OutputError (6) when another run got there first or the disk fails; nothing stays then.
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Starts the thread that turns SIGINT and SIGTERM (and SIGHUP: exit 129) into a clean end, unless they were ignored at the start;
/// SIGPIPE and SIGXFSZ become failing writes. Call once at the start of main, before other threads.
void handle_signals();

/// Removes everything uncommitted at once: for the last moments of a process that cannot unwind (no memory inside a library).
void abandon_outputs() noexcept;

/// Writes a text file and checks every step (write, fsync, close); OutputError (6).
void write_text(const std::filesystem::path& file, std::string_view text);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/core/layer.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/run_record.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

class Command;

/// Options that every command has.
struct CommonOptions {
    int threads = 0;  ///< 0: as many as the process may use
    bool overwrite = false, quiet = false, verbose = false, log_json = false, strict = false, dry_run = false;
};

/// One run of one command: what it reads with, and the one way in which it ends.
class Run {
public:
    /// `overwrite`: beside what the command's own option says, e.g. for outputs that a study owns.
    explicit Run(const Command& command, bool overwrite = false);
    /// A step of another run: what that one was told about talking and strictness holds.
    Run(const Command& command, bool overwrite, const Run& parent);

    io::Session session;

    bool overwrite() const;
    bool verbose() const;
    bool quiet() const;
    bool dry_run() const;

    /// Writes `layers` and the run record and makes both visible; with --dry-run lists them and writes nothing.
    void finish(io::AtomicOutput& output, const std::vector<Layer>& layers);
    /// The same for an output whose files are already in its work folder.
    void finish(io::AtomicOutput& output);
    /// Says the warnings so far on stderr, one line per kind (with --verbose or --log-json, per kind and file), each once.
    void show_warnings();
    /// A line for people on stderr, unless --quiet.
    void tell(std::string_view line) const;
    /// A line on stderr with --verbose.
    void detail(std::string_view line) const;

    /// Notes from where relative words of the command count, as seen from the folder of the run record: a rerun starts there.
    void note_working_folder(const std::filesystem::path& record_folder);
    /// What a run record says of the command.
    io::RunDescription description() const;

private:
    const Command& command_;
    CommonOptions common_;
    bool warnings_shown_ = false;
};

/// `--threads`, else SLURM_CPUS_PER_TASK, else OMP_NUM_THREADS, else the cores that the process may use.
int threads_allowed(int wanted);

}  // namespace tasi::cli

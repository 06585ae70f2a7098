#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "src/core/warnings.hpp"
#include "src/io/block_tally.hpp"

namespace tasi::io {

/// What one run of a command may do, and what it has done: readers note every file that they open, so that the run
/// record can hash it. Passed by reference to everything that opens files; safe to use from several threads.
class Session {
public:
    Warnings warnings;
    BlockTally blocks;  ///< of rasters
    bool allow_network = false;
    long long max_pixels = 400'000'000;        ///< of one raster
    long long max_text_bytes = 2'000'000'000;  ///< of one CSV or GeoJSON

    /// Notes a file that was read.
    void add_input(const std::filesystem::path& file);
    /// Notes a fact for the run record, e.g. ("transformation EPSG:4326 to EPSG:32751", "accuracy 1 m").
    void note(const std::string& key, const std::string& value);

    std::set<std::filesystem::path> inputs() const;
    std::map<std::string, std::string> notes() const;

private:
    mutable std::mutex mutex_;
    std::set<std::filesystem::path> inputs_;
    std::map<std::string, std::string> notes_;
};

}  // namespace tasi::io

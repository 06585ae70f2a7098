#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/composite_blocks.hpp"

namespace tasi::cli {

/// One composite as `composites.json` states it.
struct CompositeRecord {
    std::string name;                  ///< of the period
    std::string index;                 ///< `mndwi`
    std::optional<Instant> mean_time;  ///< of the observations; none when no pixel has an answer
    std::vector<std::string> sensors;
    double geolocation_sd_m = 0;  ///< of one scene, root mean square over the observations
    std::vector<std::string> flags;
    CompositeFiles files;  ///< with the folder
    Grid grid;             ///< as the sheet states it; its CRS has a name only
    int scenes = 0;        ///< listed, those of neighbouring years too
};

/// Writes `composites.json` into the folder of the composites.
void write_composite_sheet(Run& run, const CompositePlan& plan, const CompositeChoice& choice, const std::vector<PeriodResult>& results,
                           const io::AtomicOutput& output);

/// The sheet that `path` means: itself, or the one in a folder; nothing when `path` is no folder of composites.
std::optional<std::filesystem::path> composite_sheet_at(const std::string& path);

/// The composites of a sheet, in its order. UnreadableError (3) when it is not one of ours, UnsafeError (4) when it was changed or its
/// numbers cannot be (composite_check.hpp).
std::vector<CompositeRecord> read_composite_sheet(io::Session& session, const std::filesystem::path& sheet);

/// The composite whose median is the file `path`, by the sheet beside it.
std::optional<CompositeRecord> composite_at(io::Session& session, const std::string& path);

}  // namespace tasi::cli

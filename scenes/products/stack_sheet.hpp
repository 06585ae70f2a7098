#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenes/products/scene_facts.hpp"
#include "src/io/session.hpp"

namespace tasi::scenes {

/// What is stated about a plain raster, by options and by its sheet together.
struct StackSheet {
    std::vector<Band> bands;
    std::optional<double> scale, offset, no_data;
    std::optional<Instant> date;
    std::string sensor;
    std::string mask;  ///< name of a file beside the raster: pixels other than 0 are unusable; empty: none
};

/// Reads a sheet. UsageError (2) naming the key: unknown, of a wrong type, an unknown band or an impossible date. RefusedError (8) for a
/// mask that is no file beside the raster.
StackSheet read_stack_sheet(io::Session& session, const std::filesystem::path& file);

/// The sheet beside `raster`, if any, together with the options. UnsafeError (4) naming what both state differently.
StackSheet stack_sheet(io::Session& session, const std::filesystem::path& raster, const SceneOptions& options);

}  // namespace tasi::scenes

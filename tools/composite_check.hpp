#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "src/core/grid.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// Composites are read in good faith: dates and errors of a line come from their sheet, its vertices from their rasters. So both are held
/// against each other and against the run record before a number is taken. Every refusal is an UnsafeError (4) named COMPOSITES, which
/// ends the run: it concerns the folder, not one period.

/// The whole sheet and one period of it: index known, numbers whole and within what the scenes allow, mean time between the scenes.
void require_sound_entry(const nlohmann::json& sheet, const nlohmann::json& entry, const std::string& file);

/// The grid that the sheet states; its CRS has a name only.
Grid grid_of_sheet(const nlohmann::json& sheet, const std::string& file);

/// Refuses the raster `file` when it does not lie on the grid of the sheet.
void require_grid_of_sheet(const Grid& stated, const Grid& own, const std::string& file);

/// Refuses `file` (the sheet, or a raster beside it) when `run.json` lies beside it and states another SHA-256 for it, or none.
void require_unchanged(const std::filesystem::path& file);

}  // namespace tasi::cli

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/admin_units.hpp"
#include "algorithms/exposure/assets.hpp"
#include "algorithms/exposure/dwellings.hpp"
#include "algorithms/exposure/hazard_zones.hpp"
#include "src/core/crs.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// Whether a file of people is read as a raster: by its suffix.
bool is_raster_name(const std::string& file);

/// People on the ground, in the analysis CRS: pixels of a raster (people per pixel, any CRS), or points and polygons of a layer with
/// their people in `field` (default: the first of pop, population, people, pop_total). Those of a pixel or polygon stand at the `dwellings`
/// in it, if there are any. UnsafeError (4) for negative people, for a raster of scaled numbers or several bands, and for a table without
/// places.
std::vector<PeopleCell> read_people(Run& run, const LayerOptions& layers, const std::string& file, const std::optional<std::string>& field,
                                    const Dwellings& dwellings, const Crs& crs);

/// Every cell joined with the coast and its unit, in the order of the cells.
std::vector<Asset> people_of(const std::vector<PeopleCell>& cells, const AssessedCoast& coast, const AdminUnits& units,
                             const ExposureOptions& options);

/// People in a zone: of a pixel that its edge cuts, the share of the area.
double people_in(const HazardZone& zone, const std::vector<PeopleCell>& cells);

}  // namespace tasi::cli

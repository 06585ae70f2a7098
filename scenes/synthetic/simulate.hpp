#pragma once

#include "scenes/synthetic/coast_description.hpp"
#include "scenes/synthetic/scene_rendering.hpp"
#include "src/io/atomic_output.hpp"

namespace tasi::scenes {

/// Makes everything that a description orders, inside `folder`:
///   scenes/   one product per scene (see ProductKind), folder or archive, as delivered;
///   inputs/   settlements.gpkg, admin.gpkg, road.gpkg, coast.gpkg;
///   truth/    waterlines.gpkg, rates.csv, scenes.csv (see truth.hpp).
/// The bytes depend on the description alone, not on threads or clock. OutputError (6) when something cannot be written.
void simulate(io::Session& session, const CoastDescription& coast, io::AtomicOutput& folder);

/// Makes one product inside `folder`, packed as its order says; returns the id by which a reader knows it.
std::string write_product(const SceneRenderer& scene, const std::filesystem::path& folder);

}  // namespace tasi::scenes

#pragma once

#include "scenes/synthetic/coast_description.hpp"
#include "src/core/layer.hpp"

namespace tasi::scenes {

// What a study needs beside scenes, invented to fit the coast. Every row says `synthetic` in its column `source`.

/// Layer `settlements`: polygons with `name`, `pop`.
Layer invented_settlements(const CoastDescription& coast, const Crs& crs);
/// Layer `admin`: polygons with `ADM1_PCODE`, `ADM2_PCODE`, `ADM3_PCODE`, `ADM3_EN`.
Layer invented_admin(const CoastDescription& coast, const Crs& crs);
/// Layer `road`: its middle line with `name`, `width_m`.
Layer invented_road(const CoastDescription& coast, const Crs& crs);
/// Layer `buildings`: rows of houses wholly inside the villages, polygons with `village`. Empty when the coast describes no houses.
Layer invented_buildings(const CoastDescription& coast, const Crs& crs);
/// Table `displacement`: figures of displaced people by unit and round with the columns of IOM DTM (`admin3Pcode`, `reportingDate`,
/// `roundNumber`, `numPresentIdpInd`, `displacementReason`).
Layer invented_displacement(const CoastDescription& coast);
/// Layer `coast`: the waterline of the reference date with `name`, `date`, for a buffer along the shore.
Layer invented_coast(const CoastDescription& coast, const Crs& crs);

}  // namespace tasi::scenes

#pragma once

#include <string>
#include <vector>

#include "scenes/synthetic/coast_motion.hpp"
#include "src/core/layer.hpp"

namespace tasi::scenes {

/// One made scene: its name as a reader will call it, and its geolocation error.
struct MadeScene {
    std::string id;
    int order = 0;  ///< index into the description's scenes
    Vector shift;   ///< metres east and north by which the image lies off
};

/// Layer `waterlines`: the true line of every scene's time, without geolocation error, on the ground of the description.
/// The true position of a transect at a scene's time is where it crosses the line of that `scene_id`; the true rate of a transect is the
/// slope of those positions over time, exactly, whatever its angle to the coast. Columns `scene_id`, `date`, `sensor`, `source`.
Layer true_waterlines(const CoastDescription& coast, const CoastMotion& motion, const std::vector<MadeScene>& scenes, const Crs& crs);

/// Table `rates`: a row every 10 m along the waterline of the reference date. `x,y` lies on it, `nx,ny` is the unit normal towards the sea,
/// `rate_m_yr` the rate along that normal (seaward positive, empty in the mouth of the river). A transect at an angle a to the normal
/// there moves at rate / cos a, to first order in the change of the rate alongshore. Columns
/// `alongshore_m,x,y,nx,ny,rate_m_yr,stretch,source`.
Layer true_rates(const CoastDescription& coast, const CoastMotion& motion, const Crs& crs);

/// Table `scenes`: what each scene was made with. Columns `scene_id,date,sensor,cloud,turbidity,shift_x_m,shift_y_m,source`.
Layer made_scenes(const CoastDescription& coast, const std::vector<MadeScene>& scenes);

}  // namespace tasi::scenes

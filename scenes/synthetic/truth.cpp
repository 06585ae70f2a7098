#include "scenes/synthetic/truth.hpp"

#include <limits>

namespace tasi::scenes {
namespace {

constexpr double rate_step_m = 10;
static_assert(rate_step_m == 2 * CoastMotion::step_m, "every second station gives a row");
const char* const synthetic = "synthetic";

const SceneOrder& order_of(const CoastDescription& coast, const MadeScene& scene)
{
    return coast.scenes[static_cast<std::size_t>(scene.order)];
}
const std::string& sensor_of(const CoastDescription& coast, const MadeScene& scene)
{
    return coast.sensors[static_cast<std::size_t>(order_of(coast, scene).sensor)].platform;
}

}  // namespace

Layer true_waterlines(const CoastDescription& coast, const CoastMotion& motion, const std::vector<MadeScene>& scenes, const Crs& crs)
{
    Layer layer{"waterlines",
                Geometry::Kind::lines,
                true,
                crs,
                {},
                {},
                "Synthetic: exact waterline of " + coast.name + " at the time of each scene"};
    layer.fields = {{"scene_id"}, {"date", FieldType::date_time}, {"sensor"}, {"source"}};
    for (const MadeScene& scene : scenes) {
        const Instant time = order_of(coast, scene).time;
        layer.features.push_back({0, Geometry::of(motion.waterlines(time)), {scene.id, time, sensor_of(coast, scene), synthetic}});
    }
    return layer;
}

Layer true_rates(const CoastDescription& coast, const CoastMotion& motion, const Crs& crs)
{
    Layer layer{"rates", Geometry::Kind::none, false, crs, {}, {}, "Synthetic: exact rates of " + coast.name};
    for (const char* name : {"alongshore_m", "x", "y", "nx", "ny", "rate_m_yr"}) layer.fields.push_back({name, FieldType::real});
    layer.fields.push_back({"stretch"});
    layer.fields.push_back({"source"});
    const auto& stations = motion.stations();
    for (std::size_t i = 0; i < stations.size(); i += 2) {
        const Station& s = stations[i];
        const bool mouth = motion.in_river_mouth(s.alongshore_m);
        const double rate = mouth ? std::numeric_limits<double>::quiet_NaN() : motion.rate_m_per_year(s.alongshore_m);
        const std::string stretch = mouth ? coast.river.name : motion.stretch(s.alongshore_m).name;
        layer.features.push_back(
            {0, {}, {s.alongshore_m, s.point.x, s.point.y, s.seaward.x, s.seaward.y, real_or_null(rate), stretch, synthetic}});
    }
    return layer;
}

Layer made_scenes(const CoastDescription& coast, const std::vector<MadeScene>& scenes)
{
    Layer layer{"scenes", Geometry::Kind::none, false, {}, {}, {}, "Synthetic: what each scene of " + coast.name + " was made with"};
    layer.fields = {{"scene_id"}, {"date", FieldType::date_time}, {"sensor"}};
    for (const char* name : {"cloud", "turbidity", "shift_x_m", "shift_y_m"}) layer.fields.push_back({name, FieldType::real});
    layer.fields.push_back({"source"});
    for (const MadeScene& scene : scenes) {
        const SceneOrder& order = order_of(coast, scene);
        layer.features.push_back(
            {0,
             {},
             {scene.id, order.time, sensor_of(coast, scene), order.cloud, order.turbidity, scene.shift.x, scene.shift.y, synthetic}});
    }
    return layer;
}

}  // namespace tasi::scenes

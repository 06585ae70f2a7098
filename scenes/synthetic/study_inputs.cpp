#include "scenes/synthetic/study_inputs.hpp"

#include "scenes/synthetic/coast_motion.hpp"

namespace tasi::scenes {
namespace {

const char* const synthetic = "synthetic";

Layer empty_layer(const char* name, Geometry::Kind kind, const Crs& crs, const CoastDescription& coast)
{
    return {name, kind, true, crs, {}, {}, "Synthetic: invented for " + coast.name};
}

Geometry area(const Polyline& ring) { return Geometry::of(std::vector<Polygon>{{ring, {}}}); }

}  // namespace

Layer invented_settlements(const CoastDescription& coast, const Crs& crs)
{
    Layer layer = empty_layer("settlements", Geometry::Kind::polygons, crs, coast);
    layer.fields = {{"name"}, {"pop", FieldType::integer}, {"source"}};
    for (const Village& village : coast.villages)
        layer.features.push_back({0, area(village.ring), {village.name, village.people, synthetic}});
    return layer;
}

Layer invented_admin(const CoastDescription& coast, const Crs& crs)
{
    Layer layer = empty_layer("admin", Geometry::Kind::polygons, crs, coast);
    layer.fields = {{"ADM1_PCODE"}, {"ADM2_PCODE"}, {"ADM3_PCODE"}, {"ADM3_EN"}, {"source"}};
    for (const AdminUnit& unit : coast.admin_units) {
        layer.features.push_back({0, area(unit.ring), {unit.adm1_pcode, unit.adm2_pcode, unit.adm3_pcode, unit.name, synthetic}});
    }
    return layer;
}

Layer invented_road(const CoastDescription& coast, const Crs& crs)
{
    Layer layer = empty_layer("road", Geometry::Kind::lines, crs, coast);
    layer.fields = {{"name"}, {"width_m", FieldType::real}, {"source"}};
    layer.features.push_back({0, Geometry::of(coast.road.line), {coast.road.name, coast.road.width_m, synthetic}});
    return layer;
}

Layer invented_coast(const CoastDescription& coast, const Crs& crs)
{
    Layer layer = empty_layer("coast", Geometry::Kind::lines, crs, coast);
    layer.fields = {{"name"}, {"date", FieldType::date_time}, {"source"}};
    layer.features.push_back(
        {0, Geometry::of(CoastMotion(coast).waterlines(coast.reference_date)), {coast.name, coast.reference_date, synthetic}});
    return layer;
}

}  // namespace tasi::scenes

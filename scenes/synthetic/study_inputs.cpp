#include "scenes/synthetic/study_inputs.hpp"

#include <algorithm>

#include "scenes/synthetic/coast_motion.hpp"

namespace tasi::scenes {
namespace {

const char* const synthetic = "synthetic";

Layer empty_layer(const char* name, Geometry::Kind kind, const Crs& crs, const CoastDescription& coast)
{
    return {name, kind, true, crs, {}, {}, "Synthetic: invented for " + coast.name};
}

/// Even-odd rule.
bool inside(const Polyline& ring, const Point& p)
{
    bool odd = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point &a = ring[i - 1], &b = ring[i];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) odd = !odd;
    }
    return odd;
}

/// A house by its south-west corner.
Polyline house_at(const Point& corner, const HouseRows& rows)
{
    const Vector east{rows.east_m, 0}, north{0, rows.north_m};
    return {corner, corner + east, corner + east + north, corner + north, corner};
}

std::vector<Polyline> houses_in(const Polyline& ring, const HouseRows& rows)
{
    Point low = ring.front(), high = ring.front();
    for (const Point& p : ring) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    std::vector<Polyline> houses;
    for (int row = 0; low.y + row * rows.spacing_north_m < high.y; ++row)
        for (int column = 0; low.x + column * rows.spacing_east_m < high.x; ++column) {
            Polyline house = house_at(low + Vector{column * rows.spacing_east_m, row * rows.spacing_north_m}, rows);
            if (std::all_of(house.begin(), house.end(), [&](const Point& p) { return inside(ring, p); }))
                houses.push_back(std::move(house));
        }
    return houses;
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

Layer invented_buildings(const CoastDescription& coast, const Crs& crs)
{
    Layer layer = empty_layer("buildings", Geometry::Kind::polygons, crs, coast);
    layer.fields = {{"village"}, {"source"}};
    if (!coast.houses) return layer;
    for (const Village& village : coast.villages)
        for (const Polyline& house : houses_in(village.ring, *coast.houses))
            layer.features.push_back({0, area(house), {village.name, synthetic}});
    return layer;
}

Layer invented_displacement(const CoastDescription& coast)
{
    Layer layer = empty_layer("displacement", Geometry::Kind::none, {}, coast);
    layer.fields = {{"admin3Pcode"},        {"reportingDate", FieldType::date_time},  {"roundNumber"},
                    {"displacementReason"}, {"numPresentIdpInd", FieldType::integer}, {"source"}};
    for (const DisplacedPeople& d : coast.displaced)
        layer.features.push_back({0, {}, {d.pcode, d.date, d.round, d.reason, d.people, synthetic}});
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

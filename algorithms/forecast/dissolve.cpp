#include "algorithms/forecast/dissolve.hpp"

#include <algorithm>

#include "algorithms/transects/geos.hpp"

namespace tasi {
namespace {

/// The area that rings cover together.
class Union {
public:
    /// The area of one ring.
    Geos::Geometry area_of(const Polyline& ring) const
    {
        GEOSGeometry* outline = GEOSGeom_createLinearRing_r(handle(), geos_.coordinates(ring));
        const Geos::Geometry polygon = geos_.own(GEOSGeom_createPolygon_r(handle(), outline, nullptr, 0));
        return geos_.own(GEOSMakeValid_r(handle(), polygon.get()));
    }

    Geos::Geometry union_of(const std::vector<Polyline>& rings) const
    {
        std::vector<GEOSGeometry*> parts;
        for (const Polyline& ring : rings) parts.push_back(area_of(ring).release());
        const Geos::Geometry all =
            geos_.own(GEOSGeom_createCollection_r(handle(), GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
        return geos_.own(GEOSUnaryUnion_r(handle(), all.get()));
    }

    Polyline ring_of(const GEOSGeometry* geometry, bool counter_clockwise) const
    {
        Polyline ring = geos_.line_of(geometry);
        if ((signed_area(ring) > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
        return ring;
    }

    /// Lines and points, to which an area of width 0 shrinks, are left out.
    void collect(const GEOSGeometry* geometry, std::vector<Polygon>& polygons) const
    {
        const int type = GEOSGeomTypeId_r(handle(), geometry);
        if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            for (int i = 0; i < GEOSGetNumGeometries_r(handle(), geometry); ++i)
                collect(GEOSGetGeometryN_r(handle(), geometry, i), polygons);
            return;
        }
        if (type != GEOS_POLYGON || GEOSisEmpty_r(handle(), geometry) != 0) return;
        Polygon polygon{ring_of(GEOSGetExteriorRing_r(handle(), geometry), true), {}};
        for (int i = 0; i < GEOSGetNumInteriorRings_r(handle(), geometry); ++i)
            polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(handle(), geometry, i), false));
        polygons.push_back(std::move(polygon));
    }

private:
    GEOSContextHandle_t handle() const { return geos_.handle(); }

    Geos geos_;
};

}  // namespace

std::vector<Polygon> dissolved(const std::vector<Polyline>& rings)
{
    std::vector<Polygon> polygons;
    if (rings.empty()) return polygons;
    const Union all;
    all.collect(all.union_of(rings).get(), polygons);
    return polygons;
}

}  // namespace tasi

#include "algorithms/forecast/dissolve.hpp"

#include <geos_c.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "src/core/error.hpp"

namespace tasi {
namespace {

class Geos {
public:
    using Geometry = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

    Geos() : handle_(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(handle_, &Geos::remember, this); }
    ~Geos() { GEOS_finish_r(handle_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    GEOSContextHandle_t handle() const { return handle_; }

    Geometry own(GEOSGeometry* made) const
    {
        if (!made) throw BugError("GEOS", "", "GEOS failed: " + complaint_, "report this with the transects that cause it");
        return {made, [handle = handle_](GEOSGeometry* g) { GEOSGeom_destroy_r(handle, g); }};
    }

    /// The area of one ring.
    Geometry area_of(const Polyline& ring) const
    {
        GEOSCoordSequence* points = GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(ring.size()), 2);
        for (unsigned i = 0; i < ring.size(); ++i) GEOSCoordSeq_setXY_r(handle_, points, i, ring[i].x, ring[i].y);
        const Geometry polygon = own(GEOSGeom_createPolygon_r(handle_, GEOSGeom_createLinearRing_r(handle_, points), nullptr, 0));
        return own(GEOSMakeValid_r(handle_, polygon.get()));
    }

    Geometry union_of(const std::vector<Polyline>& rings) const
    {
        std::vector<GEOSGeometry*> parts;
        for (const Polyline& ring : rings) parts.push_back(area_of(ring).release());
        const Geometry all =
            own(GEOSGeom_createCollection_r(handle_, GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
        return own(GEOSUnaryUnion_r(handle_, all.get()));
    }

    Polyline ring_of(const GEOSGeometry* geometry, bool counter_clockwise) const
    {
        const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(handle_, geometry);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(handle_, points, &size);
        Polyline ring(size);
        for (unsigned i = 0; i < size; ++i) GEOSCoordSeq_getXY_r(handle_, points, i, &ring[i].x, &ring[i].y);
        if ((signed_area(ring) > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
        return ring;
    }

    /// Lines and points, to which an area of width 0 shrinks, are left out.
    void collect(const GEOSGeometry* geometry, std::vector<Polygon>& polygons) const
    {
        const int type = GEOSGeomTypeId_r(handle_, geometry);
        if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            for (int i = 0; i < GEOSGetNumGeometries_r(handle_, geometry); ++i) collect(GEOSGetGeometryN_r(handle_, geometry, i), polygons);
            return;
        }
        if (type != GEOS_POLYGON || GEOSisEmpty_r(handle_, geometry) != 0) return;
        Polygon polygon{ring_of(GEOSGetExteriorRing_r(handle_, geometry), true), {}};
        for (int i = 0; i < GEOSGetNumInteriorRings_r(handle_, geometry); ++i)
            polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(handle_, geometry, i), false));
        polygons.push_back(std::move(polygon));
    }

private:
    static void remember(const char* message, void* self) { static_cast<Geos*>(self)->complaint_ = message; }

    GEOSContextHandle_t handle_;
    std::string complaint_ = "no reason given";
};

}  // namespace

std::vector<Polygon> dissolved(const std::vector<Polyline>& rings)
{
    std::vector<Polygon> polygons;
    if (rings.empty()) return polygons;
    const Geos geos;
    geos.collect(geos.union_of(rings).get(), polygons);
    return polygons;
}

}  // namespace tasi

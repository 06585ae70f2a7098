#include "algorithms/exposure/dissolve.hpp"

#include <geos_c.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "src/core/error.hpp"

namespace tasi {
namespace {

using Owned = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

/// One use of GEOS: its handle, its last complaint, and what it made.
class Geos {
public:
    Geos() : handle_(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(handle_, &Geos::remember, this); }
    ~Geos() { GEOS_finish_r(handle_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    Owned own(GEOSGeometry* made) const
    {
        if (!made) throw BugError("GEOS", "", "GEOS failed: " + complaint_, "report this with the layer of units");
        return {made, [handle = handle_](GEOSGeometry* g) { GEOSGeom_destroy_r(handle, g); }};
    }

    GEOSGeometry* ring(const Polyline& line) const
    {
        GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(line.size()), 2);
        for (unsigned i = 0; i < line.size(); ++i) GEOSCoordSeq_setXY_r(handle_, sequence, i, line[i].x, line[i].y);
        return own(GEOSGeom_createLinearRing_r(handle_, sequence)).release();
    }

    GEOSGeometry* polygon(const Polygon& p) const
    {
        std::vector<GEOSGeometry*> holes;
        for (const Polyline& hole : p.holes)
            if (is_ring(hole)) holes.push_back(ring(hole));
        return own(GEOSGeom_createPolygon_r(handle_, ring(p.exterior), holes.data(), static_cast<unsigned>(holes.size()))).release();
    }

    Polyline line_of(const GEOSGeometry* geometry) const
    {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle_, geometry);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(handle_, sequence, &size);
        Polyline line(size);
        for (unsigned i = 0; i < size; ++i) GEOSCoordSeq_getXY_r(handle_, sequence, i, &line[i].x, &line[i].y);
        return line;
    }

    Owned united(const std::vector<Polygon>& parts) const
    {
        std::vector<GEOSGeometry*> valid;  // each by itself: repaired together, parts that overlap would cancel each other
        for (const Polygon& part : parts)
            if (is_ring(part.exterior)) valid.push_back(own(GEOSMakeValid_r(handle_, own(polygon(part)).get())).release());
        const Owned all =
            own(GEOSGeom_createCollection_r(handle_, GEOS_GEOMETRYCOLLECTION, valid.data(), static_cast<unsigned>(valid.size())));
        Owned whole = own(GEOSUnaryUnion_r(handle_, all.get()));
        GEOSNormalize_r(handle_, whole.get());  // an order of parts and vertices that depends on nothing but the area
        return whole;
    }

    Polygon polygon_of(const GEOSGeometry* geometry) const
    {
        Polygon p{line_of(GEOSGetExteriorRing_r(handle_, geometry)), {}};
        if (signed_area(p.exterior) < 0) std::reverse(p.exterior.begin(), p.exterior.end());
        for (int i = 0; i < GEOSGetNumInteriorRings_r(handle_, geometry); ++i)
            p.holes.push_back(line_of(GEOSGetInteriorRingN_r(handle_, geometry, i)));
        return p;
    }

    std::vector<Polygon> polygons_of(const GEOSGeometry* geometry) const
    {
        std::vector<Polygon> polygons;  // lines that a repair left over are none
        for (int i = 0; i < GEOSGetNumGeometries_r(handle_, geometry); ++i) {
            const GEOSGeometry* part = GEOSGetGeometryN_r(handle_, geometry, i);
            if (GEOSGeomTypeId_r(handle_, part) == GEOS_POLYGON && GEOSisEmpty_r(handle_, part) == 0) polygons.push_back(polygon_of(part));
        }
        return polygons;
    }

private:
    static void remember(const char* message, void* self) { static_cast<Geos*>(self)->complaint_ = message; }

    GEOSContextHandle_t handle_;
    std::string complaint_ = "no reason given";
};

}  // namespace

std::vector<Polygon> dissolved(const std::vector<Polygon>& parts)
{
    if (parts.empty()) return {};
    const Geos geos;
    const Owned whole = geos.united(parts);
    return geos.polygons_of(whole.get());
}

}  // namespace tasi

#include "algorithms/exposure/overlay.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

#include "src/core/error.hpp"

namespace tasi {
namespace {

/// Of the whole: smaller parts are what rounding leaves.
constexpr double least_share = 1e-12;

/// One use of GEOS: its handle and its last complaint.
class Overlay {
public:
    using Shape = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

    Overlay() : handle_(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(handle_, &Overlay::remember, this); }
    ~Overlay() { GEOS_finish_r(handle_); }
    Overlay(const Overlay&) = delete;
    Overlay& operator=(const Overlay&) = delete;

    Shape own(GEOSGeometry* made) const
    {
        if (!made) throw BugError("GEOS", "", "GEOS failed: " + complaint_, "report this with the layers that cause it");
        return {made, [handle = handle_](GEOSGeometry* g) { GEOSGeom_destroy_r(handle, g); }};
    }

    /// One polygon as it is given; what has no ring is left out.
    GEOSGeometry* raw(const Polygon& polygon) const
    {
        std::vector<GEOSGeometry*> holes;
        for (const Polyline& hole : polygon.holes)
            if (is_ring(hole)) holes.push_back(ring(hole));
        return own(GEOSGeom_createPolygon_r(handle_, ring(polygon.exterior), holes.data(), static_cast<unsigned>(holes.size()))).release();
    }

    /// Each is repaired by itself: repaired together, parts that overlap would cancel each other.
    Shape united(const std::vector<Polygon>& areas) const
    {
        std::vector<GEOSGeometry*> parts;
        for (const Polygon& polygon : areas)
            if (is_ring(polygon.exterior)) parts.push_back(own(GEOSMakeValid_r(handle_, own(raw(polygon)).get())).release());
        const Shape all = collection(GEOS_GEOMETRYCOLLECTION, parts);
        Shape whole = own(GEOSUnaryUnion_r(handle_, all.get()));
        GEOSNormalize_r(handle_, whole.get());  // an order of parts and vertices that depends on nothing but the area
        return whole;
    }

    Shape multipolygon(const std::vector<Polygon>& areas) const
    {
        std::vector<GEOSGeometry*> parts;
        for (const Polygon& polygon : areas) parts.push_back(raw(polygon));
        return collection(GEOS_MULTIPOLYGON, parts);
    }

    Shape common(const GEOSGeometry* a, const GEOSGeometry* b) const { return own(GEOSIntersection_r(handle_, a, b)); }

    bool is_valid(const GEOSGeometry* shape) const { return GEOSisValid_r(handle_, shape) == 1; }

    std::vector<Polygon> polygons_of(const GEOSGeometry* shape) const
    {
        std::vector<Polygon> polygons;
        double whole = 0;
        GEOSArea_r(handle_, shape, &whole);
        for (int i = 0; i < GEOSGetNumGeometries_r(handle_, shape); ++i) {
            const GEOSGeometry* part = GEOSGetGeometryN_r(handle_, shape, i);
            if (GEOSGeomTypeId_r(handle_, part) != GEOS_POLYGON || GEOSisEmpty_r(handle_, part) != 0) continue;
            Polygon polygon{line_of(GEOSGetExteriorRing_r(handle_, part), true), {}};
            for (int h = 0; h < GEOSGetNumInteriorRings_r(handle_, part); ++h)
                polygon.holes.push_back(line_of(GEOSGetInteriorRingN_r(handle_, part, h), false));
            if (signed_area(polygon.exterior) > least_share * whole) polygons.push_back(std::move(polygon));
        }
        return polygons;
    }

private:
    Shape collection(int type, std::vector<GEOSGeometry*>& parts) const
    {
        return own(GEOSGeom_createCollection_r(handle_, type, parts.data(), static_cast<unsigned>(parts.size())));
    }

    static void remember(const char* message, void* self) { static_cast<Overlay*>(self)->complaint_ = message; }

    GEOSGeometry* ring(const Polyline& line) const
    {
        GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(line.size()), 2);
        for (unsigned i = 0; i < line.size(); ++i) GEOSCoordSeq_setXY_r(handle_, sequence, i, line[i].x, line[i].y);
        return own(GEOSGeom_createLinearRing_r(handle_, sequence)).release();
    }

    Polyline line_of(const GEOSGeometry* geometry, bool counter_clockwise) const
    {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle_, geometry);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(handle_, sequence, &size);
        Polyline line(size);
        for (unsigned i = 0; i < size; ++i) GEOSCoordSeq_getXY_r(handle_, sequence, i, &line[i].x, &line[i].y);
        if ((signed_area(line) > 0) != counter_clockwise) std::reverse(line.begin(), line.end());
        return line;
    }

    GEOSContextHandle_t handle_;
    std::string complaint_ = "no reason given";
};

}  // namespace

std::vector<Polygon> united(const std::vector<Polygon>& areas)
{
    if (areas.empty()) return {};
    const Overlay overlay;
    return overlay.polygons_of(overlay.united(areas).get());
}

std::vector<Polygon> common_part(const std::vector<Polygon>& a, const std::vector<Polygon>& b)
{
    if (a.empty() || b.empty()) return {};
    const Overlay overlay;
    return overlay.polygons_of(overlay.common(overlay.united(a).get(), overlay.united(b).get()).get());
}

double area_of(const std::vector<Polygon>& areas)
{
    double sum = 0;
    for (const Polygon& polygon : areas) {
        sum += std::abs(signed_area(polygon.exterior));
        for (const Polyline& hole : polygon.holes) sum -= std::abs(signed_area(hole));
    }
    return sum;
}

bool is_valid_area(const std::vector<Polygon>& areas)
{
    const Overlay overlay;
    return overlay.is_valid(overlay.multipolygon(areas).get());
}

}  // namespace tasi

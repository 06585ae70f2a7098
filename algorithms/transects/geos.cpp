#include "algorithms/transects/geos.hpp"

#include "src/core/error.hpp"

namespace tasi {

Geos::Geos() : handle_(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(handle_, &Geos::remember, this); }

Geos::~Geos() { GEOS_finish_r(handle_); }

Geos::Geometry Geos::own(GEOSGeometry* made) const
{
    if (!made) throw BugError("GEOS", "", "GEOS failed: " + complaint_, "report this with the lines that cause it");
    return {made, [handle = handle_](GEOSGeometry* g) { GEOSGeom_destroy_r(handle, g); }};
}

GEOSCoordSequence* Geos::coordinates(const Polyline& line) const
{
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(handle_, static_cast<unsigned>(line.size()), 2);
    for (unsigned i = 0; i < line.size(); ++i) GEOSCoordSeq_setXY_r(handle_, sequence, i, line[i].x, line[i].y);
    return sequence;
}

Polyline Geos::line_of(const GEOSGeometry* geometry) const
{
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle_, geometry);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(handle_, sequence, &size);
    Polyline line(size);
    for (unsigned i = 0; i < size; ++i) GEOSCoordSeq_getXY_r(handle_, sequence, i, &line[i].x, &line[i].y);
    return line;
}

void Geos::remember(const char* message, void* self) { static_cast<Geos*>(self)->complaint_ = message; }

}  // namespace tasi

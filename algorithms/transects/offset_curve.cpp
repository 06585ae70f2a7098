#include "algorithms/transects/offset_curve.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/transects/geos.hpp"

namespace tasi {
namespace {

std::vector<Polyline> parts_of(const Geos& geos, const GEOSGeometry* geometry, bool polygons)
{
    std::vector<Polyline> parts;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos.handle(), geometry); ++i) {
        const GEOSGeometry* part = GEOSGetGeometryN_r(geos.handle(), geometry, i);
        if (GEOSisEmpty_r(geos.handle(), part) != 0) continue;
        Polyline line = geos.line_of(polygons ? GEOSGetExteriorRing_r(geos.handle(), part) : part);
        if (polygons && signed_area(line) < 0) std::reverse(line.begin(), line.end());
        parts.push_back(std::move(line));
    }
    return parts;
}

/// Positive when `part` runs the way of `line`: summed over its vertices, the course beside the nearest piece of `line`.
double agreement(const Polyline& part, const Polyline& line)
{
    double sum = 0;
    const std::size_t step = std::max<std::size_t>(1, part.size() / 200);
    for (std::size_t i = 0; i + 1 < part.size(); i += step) {
        std::size_t nearest = 1;
        double least = INFINITY;
        for (std::size_t k = 1; k < line.size(); ++k)
            if (const double d = distance_to_segment(part[i], line[k - 1], line[k]); d < least) {
                least = d;
                nearest = k;
            }
        sum += dot(unit(part[i + 1] - part[i]), line[nearest] - line[nearest - 1]);
    }
    return sum;
}

std::vector<Polyline> inside_of(const Geos& geos, const Polyline& ring, double offset_m, double simplify_m)
{
    GEOSGeometry* shell = GEOSGeom_createLinearRing_r(geos.handle(), geos.coordinates(ring));
    const auto polygon = geos.own(GEOSGeom_createPolygon_r(geos.handle(), shell, nullptr, 0));
    const auto smaller = geos.own(GEOSBuffer_r(geos.handle(), polygon.get(), -offset_m, 8));
    const auto simple = geos.own(GEOSTopologyPreserveSimplify_r(geos.handle(), smaller.get(), simplify_m));
    return parts_of(geos, simple.get(), true);
}

std::vector<Polyline> beside(const Geos& geos, const Polyline& line, double offset_m, double simplify_m)
{
    const auto source = geos.own(GEOSGeom_createLineString_r(geos.handle(), geos.coordinates(line)));
    const auto curve = geos.own(GEOSOffsetCurve_r(geos.handle(), source.get(), offset_m, 8, GEOSBUF_JOIN_ROUND, 5.0));
    const auto simple = geos.own(GEOSTopologyPreserveSimplify_r(geos.handle(), curve.get(), simplify_m));
    std::vector<Polyline> parts = parts_of(geos, simple.get(), false);
    // Which way the curve runs has changed between versions of GEOS.
    for (Polyline& part : parts)
        if (agreement(part, line) < 0) std::reverse(part.begin(), part.end());
    return parts;
}

}  // namespace

std::vector<Polyline> offset_to_left(const Polyline& line, double offset_m, double simplify_m)
{
    const Geos geos;
    return is_ring(line) ? inside_of(geos, line, offset_m, simplify_m) : beside(geos, line, offset_m, simplify_m);
}

std::vector<Polyline> outlines_around(const std::vector<Polyline>& lines, double distance_m)
{
    const Geos geos;
    std::vector<GEOSGeometry*> around;
    for (const Polyline& line : lines) {
        if (line.size() < 2) continue;
        const auto source = geos.own(GEOSGeom_createLineString_r(geos.handle(), geos.coordinates(line)));
        around.push_back(geos.own(GEOSBuffer_r(geos.handle(), source.get(), distance_m, 8)).release());
    }
    if (around.empty()) return {};
    const auto all =
        geos.own(GEOSGeom_createCollection_r(geos.handle(), GEOS_GEOMETRYCOLLECTION, around.data(), static_cast<unsigned>(around.size())));
    const auto together = geos.own(GEOSUnaryUnion_r(geos.handle(), all.get()));
    std::vector<Polyline> rings;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos.handle(), together.get()); ++i) {
        const GEOSGeometry* part = GEOSGetGeometryN_r(geos.handle(), together.get(), i);
        if (GEOSisEmpty_r(geos.handle(), part) != 0) continue;
        rings.push_back(geos.line_of(GEOSGetExteriorRing_r(geos.handle(), part)));
        for (int hole = 0; hole < GEOSGetNumInteriorRings_r(geos.handle(), part); ++hole)
            rings.push_back(geos.line_of(GEOSGetInteriorRingN_r(geos.handle(), part, hole)));
    }
    return rings;
}

std::vector<Polyline> simplified(const std::vector<Polyline>& lines, double tolerance_m)
{
    const Geos geos;
    std::vector<Polyline> simple;
    for (const Polyline& line : lines) {
        if (line.size() < 2) continue;
        const auto source = geos.own(GEOSGeom_createLineString_r(geos.handle(), geos.coordinates(line)));
        simple.push_back(geos.line_of(geos.own(GEOSTopologyPreserveSimplify_r(geos.handle(), source.get(), tolerance_m)).get()));
    }
    return simple;
}

bool is_simple(const Polyline& line)
{
    const Geos geos;
    const auto geometry = geos.own(GEOSGeom_createLineString_r(geos.handle(), geos.coordinates(line)));
    return GEOSisSimple_r(geos.handle(), geometry.get()) == 1;
}

}  // namespace tasi

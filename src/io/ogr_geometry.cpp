#include "src/io/ogr_geometry.hpp"

namespace tasi::io {
namespace {

template <class Curve>
Curve curve_of(const Polyline& line)
{
    Curve curve;
    curve.setNumPoints(static_cast<int>(line.size()), FALSE);
    for (std::size_t i = 0; i < line.size(); ++i) curve.setPoint(static_cast<int>(i), line[i].x, line[i].y);
    return curve;
}

OGRPoint part_of(const Point& p) { return {p.x, p.y}; }
OGRLineString part_of(const Polyline& line) { return curve_of<OGRLineString>(line); }

OGRPolygon part_of(const Polygon& polygon)
{
    OGRPolygon made;
    made.addRingDirectly(new OGRLinearRing(curve_of<OGRLinearRing>(polygon.exterior)));
    for (const Polyline& hole : polygon.holes) made.addRingDirectly(new OGRLinearRing(curve_of<OGRLinearRing>(hole)));
    return made;
}

template <class Collection, class Part>
std::unique_ptr<OGRGeometry> joined(const std::vector<Part>& parts, bool multi)
{
    if (parts.empty()) return nullptr;
    if (!multi) return std::unique_ptr<OGRGeometry>(part_of(parts.front()).clone());
    auto collection = std::make_unique<Collection>();
    for (const Part& part : parts) collection->addGeometryDirectly(part_of(part).clone());
    return collection;
}

class VertexCounter : public OGRDefaultConstGeometryVisitor {
public:
    using OGRDefaultConstGeometryVisitor::visit;
    void visit(const OGRPoint*) override { ++count; }
    void visit(const OGRLineString* line) override { count += line->getNumPoints(); }
    long long count = 0;
};

}  // namespace

OGRwkbGeometryType ogr_type(Geometry::Kind kind, bool multi)
{
    switch (kind) {
        case Geometry::Kind::none:
            return wkbNone;
        case Geometry::Kind::points:
            return multi ? wkbMultiPoint : wkbPoint;
        case Geometry::Kind::lines:
            return multi ? wkbMultiLineString : wkbLineString;
        case Geometry::Kind::polygons:
            return multi ? wkbMultiPolygon : wkbPolygon;
    }
    return wkbUnknown;
}

std::unique_ptr<OGRGeometry> ogr_geometry(const Geometry& geometry, bool multi)
{
    switch (geometry.kind) {
        case Geometry::Kind::none:
            return nullptr;
        case Geometry::Kind::points:
            return joined<OGRMultiPoint>(geometry.points, multi);
        case Geometry::Kind::lines:
            return joined<OGRMultiLineString>(geometry.lines, multi);
        case Geometry::Kind::polygons:
            return joined<OGRMultiPolygon>(geometry.polygons, multi);
    }
    return nullptr;
}

long long vertex_count(const OGRGeometry* geometry)
{
    if (!geometry) return 0;
    VertexCounter counter;
    geometry->accept(&counter);
    return counter.count;
}

}  // namespace tasi::io

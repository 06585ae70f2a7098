#include "src/io/ogr_geometry.hpp"

#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <ogr_geometry.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

constexpr double largest_coordinate = 1e8, largest_longitude = 360, largest_latitude = 90;

/// Turns one geometry into a value; counts vertices on the way, for messages.
class Reader {
public:
    Reader(bool degrees, const std::string& file, const std::string& place) : degrees_(degrees), file_(file), place_(place) {}

    Geometry read(const OGRGeometry& g)
    {
        switch (wkbFlatten(g.getGeometryType())) {
            case wkbPoint:
                add_point(*g.toPoint());
                break;
            case wkbLineString:
                add_line(*g.toLineString());
                break;
            case wkbPolygon:
                add_polygon(*g.toPolygon());
                break;
            case wkbMultiPoint:
                for (const auto* part : *g.toMultiPoint()) add_point(*part);
                break;
            case wkbMultiLineString:
                for (const auto* part : *g.toMultiLineString()) add_line(*part);
                break;
            case wkbMultiPolygon:
                for (const auto* part : *g.toMultiPolygon()) add_polygon(*part);
                break;
            default:
                throw UnsafeError(
                    "GEOMETRY", file_,
                    fmt::format("{} has the geometry type {}, not point, line or polygon", place_, printable(g.getGeometryName())),
                    "split it into points, lines or polygons");
        }
        return std::move(made_);
    }

private:
    Point checked(double x, double y)
    {
        ++vertex_;
        const auto where = [&] { return fmt::format("{}, vertex {}", place_, vertex_); };
        if (!std::isfinite(x) || !std::isfinite(y))
            throw UnsafeError("COORDINATE", file_, fmt::format("{} has a non-finite coordinate ({}, {})", where(), x, y),
                              "correct the geometry");
        const bool inside = std::abs(x) <= (degrees_ ? largest_longitude : largest_coordinate) &&
                            std::abs(y) <= (degrees_ ? largest_latitude : largest_coordinate);
        if (!inside)
            throw UnsafeError(
                "COORDINATE", file_,
                fmt::format("{} has a coordinate out of range ({}, {}){}", where(), x, y, degrees_ ? " for a CRS in degrees" : ""),
                "correct the geometry or the CRS of the layer");
        return {x, y};
    }

    Polyline vertices(const OGRSimpleCurve& curve)
    {
        Polyline line;
        line.reserve(static_cast<std::size_t>(curve.getNumPoints()));
        for (int i = 0; i < curve.getNumPoints(); ++i) line.push_back(checked(curve.getX(i), curve.getY(i)));
        return line;
    }

    void add_point(const OGRPoint& p)
    {
        if (p.IsEmpty()) return;
        made_.kind = Geometry::Kind::points;
        made_.points.push_back(checked(p.getX(), p.getY()));
    }

    void add_line(const OGRLineString& l)
    {
        if (l.IsEmpty()) return;
        made_.kind = Geometry::Kind::lines;
        made_.lines.push_back(vertices(l));
    }

    Polyline ring(const OGRLinearRing& r)
    {
        Polyline closed = vertices(r);
        if (!closed.empty() && !(closed.front() == closed.back())) closed.push_back(closed.front());
        return closed;
    }

    void add_polygon(const OGRPolygon& p)
    {
        if (p.IsEmpty()) return;
        made_.kind = Geometry::Kind::polygons;
        Polygon polygon{ring(*p.getExteriorRing()), {}};
        for (int i = 0; i < p.getNumInteriorRings(); ++i)
            if (!p.getInteriorRing(i)->IsEmpty()) polygon.holes.push_back(ring(*p.getInteriorRing(i)));
        made_.polygons.push_back(std::move(polygon));
    }

    bool degrees_;
    const std::string &file_, &place_;
    Geometry made_;
    long vertex_ = 0;
};

}  // namespace

Geometry geometry_from(const OGRGeometry* geometry, bool degrees, const std::string& file, const std::string& place)
{
    if (!geometry || geometry->IsEmpty()) return {};
    Reader reader(degrees, file, place);
    if (!geometry->hasCurveGeometry()) return reader.read(*geometry);
    const std::unique_ptr<OGRGeometry> chords(geometry->getLinearGeometry());
    if (!chords) throw UnsafeError("GEOMETRY", file, place + " has a curve that cannot be turned into a line", "store it as a line");
    return reader.read(*chords);
}

}  // namespace tasi::io

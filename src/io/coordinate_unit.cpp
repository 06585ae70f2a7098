#include "src/io/coordinate_unit.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi::io {
namespace {

constexpr double largest_longitude = 180, largest_latitude = 90, far_away = 10'000;

/// How far a feature reaches from the origin along each axis.
struct Reach {
    Point first;
    double x = 0, y = 0;
    bool empty = true;

    void add(const Point& p)
    {
        if (empty) first = p;
        empty = false;
        x = std::max(x, std::abs(p.x));
        y = std::max(y, std::abs(p.y));
    }
    bool like_degrees() const { return !empty && x <= largest_longitude && y <= largest_latitude; }
    bool is_far() const { return x > far_away || y > far_away; }
};

Reach reach_of(const Geometry& geometry)
{
    Reach reach;
    for (const Point& p : geometry.points) reach.add(p);
    for (const Polyline& line : geometry.lines)
        for (const Point& p : line) reach.add(p);
    for (const Polygon& polygon : geometry.polygons)
        for (const Point& p : polygon.exterior) reach.add(p);
    return reach;
}

}  // namespace

void require_one_unit(const Layer& layer, const std::string& file)
{
    if (!layer.crs.projected) return;
    const Feature* odd = nullptr;
    bool some_far = false;
    for (const Feature& feature : layer.features) {
        const Reach reach = reach_of(feature.geometry);
        some_far = some_far || reach.is_far();
        if (!odd && reach.like_degrees()) odd = &feature;
    }
    if (!odd || !some_far) return;
    const Point at = reach_of(odd->geometry).first;
    throw UnsafeError("COORDINATE", file,
                      fmt::format("feature {} has coordinates like degrees ({}, {}) in a layer in metres", odd->number, at.x, at.y),
                      "correct the feature or remove it");
}

}  // namespace tasi::io

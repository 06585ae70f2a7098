#pragma once

#include <cmath>
#include <vector>

namespace tasi {

/// A position in a projected plane: x east, y north, metres (degrees only before transformation).
struct Point {
    double x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// A displacement in the same plane.
struct Vector {
    double x = 0, y = 0;
    friend bool operator==(const Vector&, const Vector&) = default;
};

inline Vector operator-(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator+(const Point& p, const Vector& v) { return {p.x + v.x, p.y + v.y}; }
inline Point operator-(const Point& p, const Vector& v) { return {p.x - v.x, p.y - v.y}; }
inline Vector operator+(const Vector& a, const Vector& b) { return {a.x + b.x, a.y + b.y}; }
inline Vector operator-(const Vector& a, const Vector& b) { return {a.x - b.x, a.y - b.y}; }
inline Vector operator*(double s, const Vector& v) { return {s * v.x, s * v.y}; }
inline double dot(const Vector& a, const Vector& b) { return a.x * b.x + a.y * b.y; }
inline double cross_product(const Vector& a, const Vector& b) { return a.x * b.y - a.y * b.x; }
inline double norm(const Vector& v) { return std::hypot(v.x, v.y); }
inline double distance(const Point& a, const Point& b) { return norm(b - a); }
inline Vector right_of(const Vector& direction) { return {direction.y, -direction.x}; }
inline Vector unit(const Vector& v)
{
    const double length = norm(v);
    return {v.x / length, v.y / length};
}

/// Vertices in order; a ring repeats its first vertex at the end.
using Polyline = std::vector<Point>;

/// Outer ring and holes, each closed.
struct Polygon {
    Polyline exterior;
    std::vector<Polyline> holes;
};

inline bool is_ring(const Polyline& line) { return line.size() >= 4 && line.front() == line.back(); }

/// Planar length in the unit of the coordinates.
double length(const Polyline& line);

/// Signed area of a closed ring: positive when it runs counter-clockwise.
double signed_area(const Polyline& ring);

/// Shortest planar distance from `p` to the segment a-b.
double distance_to_segment(const Point& p, const Point& a, const Point& b);

/// Azimuth of a displacement, degrees clockwise from grid north, 0 <= azimuth < 360.
double azimuth_deg(const Vector& v);

}  // namespace tasi

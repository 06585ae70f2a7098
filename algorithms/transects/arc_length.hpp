#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi {

/// A line measured along itself. Stations are metres from its first vertex; a closed line goes on where it ends,
/// on an open one stations outside are clamped. Repeated vertices are left out.
class ArcLength {
public:
    /// UnsafeError (4) for a line without two different, finite vertices.
    explicit ArcLength(const Polyline& line);

    double length_m() const { return stations_m_.back(); }
    bool closed() const { return closed_; }
    const Polyline& vertices() const { return vertices_; }

    Point at(double station_m) const;

    /// Unit direction of the line at a station: of the chord from `smoothing_m` / 2 before to as much behind (the smoothing
    /// distance of DSAS, Himmelstoss et al. 2018, doi:10.3133/ofr20181179), clamped to the ends of an open line and to half
    /// of a closed one. With 0, or where the chord has no length: the segment's own, at a vertex the mean of both.
    Vector direction(double station_m, double smoothing_m) const;

private:
    double inside(double station_m) const;
    std::size_t segment_of(double station_m) const;
    Vector segment_direction(std::size_t segment) const { return unit(vertices_[segment + 1] - vertices_[segment]); }
    Vector own_direction(double station_m) const;

    Polyline vertices_;
    std::vector<double> stations_m_;  ///< of the vertices
    bool closed_ = false;
};

}  // namespace tasi

#include "algorithms/transects/arc_length.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "src/core/error.hpp"

namespace tasi {

ArcLength::ArcLength(const Polyline& line)
{
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!std::isfinite(line[i].x) || !std::isfinite(line[i].y))
            throw UnsafeError("COORDINATE", "", "vertex " + std::to_string(i + 1) + " of a line is not finite",
                              "give every vertex finite coordinates");
        if (!vertices_.empty() && vertices_.back() == line[i]) continue;
        stations_m_.push_back(vertices_.empty() ? 0.0 : stations_m_.back() + distance(vertices_.back(), line[i]));
        vertices_.push_back(line[i]);
    }
    if (vertices_.size() < 2)
        throw UnsafeError("GEOMETRY", "", "a line of " + std::to_string(line.size()) + " vertices has no length",
                          "give a line with at least two different vertices");
    closed_ = is_ring(vertices_);
}

double ArcLength::inside(double station_m) const
{
    if (!closed_) return std::clamp(station_m, 0.0, length_m());
    const double rest = std::fmod(station_m, length_m());
    return rest < 0 ? rest + length_m() : rest;
}

std::size_t ArcLength::segment_of(double station_m) const
{
    const auto after = std::upper_bound(stations_m_.begin(), stations_m_.end(), station_m);
    const auto index = static_cast<std::size_t>(after - stations_m_.begin());
    return std::clamp<std::size_t>(index, 1, stations_m_.size() - 1) - 1;
}

Point ArcLength::at(double station_m) const
{
    const double s = inside(station_m);
    const std::size_t i = segment_of(s);
    const double share = (s - stations_m_[i]) / (stations_m_[i + 1] - stations_m_[i]);
    if (share >= 1) return vertices_[i + 1];
    return vertices_[i] + share * (vertices_[i + 1] - vertices_[i]);
}

Vector ArcLength::own_direction(double station_m) const
{
    const double s = inside(station_m);
    const std::size_t i = segment_of(s);
    const double same = 1e-9 * length_m();
    const std::size_t last = vertices_.size() - 2;
    std::size_t other = i;
    if (s - stations_m_[i] <= same)
        other = i > 0 ? i - 1 : (closed_ ? last : i);
    else if (stations_m_[i + 1] - s <= same)
        other = i < last ? i + 1 : (closed_ ? 0 : i);
    const Vector mean = segment_direction(i) + segment_direction(other);
    return norm(mean) > 1e-9 ? unit(mean) : segment_direction(std::min(i, other));
}

Vector ArcLength::direction(double station_m, double smoothing_m) const
{
    const double half = std::min(smoothing_m, closed_ ? length_m() / 2 : smoothing_m) / 2;
    const Vector chord = at(station_m + half) - at(station_m - half);
    return half > 0 && norm(chord) > 1e-9 * length_m() ? unit(chord) : own_direction(station_m);
}

}  // namespace tasi

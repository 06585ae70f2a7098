#include "scenes/synthetic/measured/waterlines.hpp"

#include <algorithm>
#include <limits>

namespace tasi::scenes::measured {
namespace {

constexpr std::size_t pieces_per_bundle = 16;

}  // namespace

Waterlines::Waterlines(const std::vector<Polyline>& lines)
{
    for (const Polyline& line : lines) add(line);
    bundle();
}

void Waterlines::add(const Polyline& line)
{
    const std::size_t first = pieces_.size();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (line[i] == line[i + 1]) continue;
        const Vector normal = unit(right_of(line[i + 1] - line[i]));
        pieces_.push_back({line[i], line[i + 1], normal, normal, normal});
    }
    const std::size_t count = pieces_.size() - first;
    for (std::size_t i = 0; i < count; ++i) {
        if (i + 1 == count && !is_ring(line)) break;
        Piece &piece = pieces_[first + i], &next = pieces_[first + (i + 1) % count];
        const Vector mean = piece.normal + next.normal;
        piece.normal_at_b = next.normal_at_a = norm(mean) > 0 ? unit(mean) : piece.normal;
    }
}

void Waterlines::bundle()
{
    for (std::size_t first = 0; first < pieces_.size(); first += pieces_per_bundle) {
        const std::size_t end = std::min(first + pieces_per_bundle, pieces_.size());
        const Point a = pieces_[first].a, b = pieces_[end - 1].b;
        const Point centre{(a.x + b.x) / 2, (a.y + b.y) / 2};
        double radius = 0;
        for (std::size_t i = first; i < end; ++i)
            radius = std::max({radius, distance(centre, pieces_[i].a), distance(centre, pieces_[i].b)});
        bundles_.push_back({first, end, centre, radius});
    }
}

Beside Waterlines::beside(const Point& p) const
{
    double best = std::numeric_limits<double>::infinity();
    Beside result{};
    const auto look_into = [&](const Bundle& bundle) {
        for (std::size_t i = bundle.first; i < bundle.end; ++i) {
            const Piece& piece = pieces_[i];
            const Vector along = piece.b - piece.a;
            const double t = std::clamp(dot(p - piece.a, along) / dot(along, along), 0.0, 1.0);
            const Point nearest = piece.a + t * along;
            const Vector away = p - nearest;
            const double squared = dot(away, away);
            if (squared >= best) continue;
            best = squared;
            const Vector normal = t == 0 ? piece.normal_at_a : t == 1 ? piece.normal_at_b : piece.normal;
            result = {dot(away, normal) < 0 ? -std::sqrt(squared) : std::sqrt(squared), nearest, normal};
        }
    };
    // How near a bundle may come; the plain root, since std::hypot is several times slower.
    const auto least = [&](const Bundle& b) { return std::sqrt(dot(p - b.centre, p - b.centre)) - b.radius; };
    const Bundle* nearest = nullptr;
    double smallest = best;
    for (const Bundle& b : bundles_) {
        const double gap = least(b);
        if (gap < smallest) smallest = gap, nearest = &b;
    }
    if (nearest == nullptr) return result;
    look_into(*nearest);
    const double reach = std::sqrt(best);
    for (const Bundle& b : bundles_)
        if (&b != nearest && least(b) < reach) look_into(b);
    return result;
}

}  // namespace tasi::scenes::measured

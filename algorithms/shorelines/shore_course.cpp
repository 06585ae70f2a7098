#include "algorithms/shorelines/shore_course.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/shorelines/near_pixels.hpp"

namespace tasi {
namespace {

constexpr double most_bend = 0.3;  // per pixel

std::size_t vertex_at(const BaseLine& base, double along_m)
{
    const auto count = static_cast<std::ptrdiff_t>(base.vertices.size());
    const auto nearest = static_cast<std::ptrdiff_t>(std::lround(along_m / base.step_m));
    return static_cast<std::size_t>(base.ring ? nearest % count : std::clamp<std::ptrdiff_t>(nearest, 0, count - 1));
}

}  // namespace

ShoreCourse::ShoreCourse(double length_px, bool ring)
    : by_place_(static_cast<std::size_t>(std::ceil(length_px)) + 1), length_px_(length_px), ring_(ring)
{
}

void ShoreCourse::add(const ShorePixel& pixel)
{
    const auto place = static_cast<std::size_t>(std::max(0.0F, pixel.along));
    by_place_[std::min(place, by_place_.size() - 1)].push_back(pixel);
}

std::vector<ShorePixel> ShoreCourse::within(double centre, double half) const
{
    std::vector<ShorePixel> found;
    const auto count = static_cast<std::ptrdiff_t>(by_place_.size());
    const auto visit = [&](std::ptrdiff_t place, double turn_px) {
        for (ShorePixel pixel : by_place_[static_cast<std::size_t>(place)]) {
            const double along = static_cast<double>(pixel.along) + turn_px;
            if (std::abs(along - centre) > half) continue;
            pixel.along = static_cast<float>(along);
            found.push_back(pixel);
        }
    };
    const auto visit_turn = [&](double turn_px) {
        const auto from = static_cast<std::ptrdiff_t>(std::floor(centre - half - turn_px)),
                   to = static_cast<std::ptrdiff_t>(std::floor(centre + half - turn_px));
        for (std::ptrdiff_t place = std::max<std::ptrdiff_t>(from, 0); place <= std::min(to, count - 1); ++place) visit(place, turn_px);
    };
    if (!ring_) {
        visit_turn(0);
    } else if (2 * half >= length_px_) {
        // The whole ring, once.
        for (std::ptrdiff_t place = 0; place < count; ++place)
            for (ShorePixel pixel : by_place_[static_cast<std::size_t>(place)]) {
                const double along = static_cast<double>(pixel.along);
                pixel.along = static_cast<float>(along - length_px_ * std::round((along - centre) / length_px_));
                found.push_back(pixel);
            }
    } else {
        for (const double turn : {-1.0, 0.0, 1.0}) visit_turn(turn * length_px_);
    }
    return found;
}

double ShoreCourse::apart(double a, double b) const
{
    const double straight = std::abs(a - b);
    return ring_ ? std::min(straight, length_px_ - straight) : straight;
}

std::vector<ShoreCourse> shore_courses(const std::vector<CoastalPixels>& scene, const std::vector<ShoreGrid>& grids,
                                       const std::vector<BaseLine>& bases, double reach_px)
{
    const double pixel_m = std::abs(scene.front().grid().dx);
    std::vector<Polyline> lines;
    std::vector<ShoreCourse> courses;
    for (const BaseLine& base : bases) {
        lines.push_back(base.line());
        courses.emplace_back(base.length_m() / pixel_m, base.ring);
    }
    for (std::size_t g = 0; g < scene.size(); ++g)
        for (const NearPixel& near : pixels_near(scene[g].grid(), lines, reach_px * pixel_m)) {
            if (near.beyond_end) continue;
            ShorePixel pixel{0, static_cast<float>(near.along_m / pixel_m), static_cast<int>(g), {}, {}};
            bool whole = true;
            for (std::size_t slot = 0; slot < scene[g].bands().size() && whole; ++slot) {
                pixel.value[slot] = scene[g].at(static_cast<int>(slot), near.row, near.col);
                whole = std::isfinite(pixel.value[slot]);
            }
            if (!whole) continue;
            const BaseLine& base = bases[static_cast<std::size_t>(near.line)];
            const std::size_t vertex = vertex_at(base, near.along_m);
            const double bend = std::clamp(base.bends[vertex] * pixel_m, -most_bend, most_bend);
            pixel.seaward = {static_cast<float>(base.normals[vertex].x), static_cast<float>(base.normals[vertex].y)};
            pixel.t = static_cast<float>(near.right_m / pixel_m + 0.5 * grids[g].blur * grids[g].blur * bend);
            courses[static_cast<std::size_t>(near.line)].add(pixel);
        }
    return courses;
}

}  // namespace tasi

#include "algorithms/shorelines/vertex_moves.hpp"

#include <cmath>

#include "algorithms/shorelines/median.hpp"
#include "algorithms/shorelines/uncross.hpp"
#include "algorithms/transects/arc_length.hpp"

namespace tasi {
namespace {

void set_medians(TracedShoreline& shoreline)
{
    std::vector<double> contour_m, threshold_m;
    for (const auto& line : shoreline.errors)
        for (const VertexError& e : line) {
            contour_m.push_back(static_cast<double>(e.contour_m));
            threshold_m.push_back(static_cast<double>(e.threshold_m));
        }
    shoreline.sigma_contour_m = median(std::move(contour_m));
    shoreline.sigma_threshold_m = median(std::move(threshold_m));
}

}  // namespace

std::vector<VertexFrame> vertex_frames(const Polyline& line, double smoothing_m)
{
    const ArcLength along(line);
    std::vector<VertexFrame> frames;
    double station_m = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) station_m += distance(line[i - 1], line[i]);
        const Vector before = along.direction(station_m - smoothing_m / 2, smoothing_m),
                     behind = along.direction(station_m + smoothing_m / 2, smoothing_m);
        const double turn = std::atan2(cross_product(before, behind), dot(before, behind));
        frames.push_back({line[i], station_m, right_of(along.direction(station_m, smoothing_m)), turn / smoothing_m});
    }
    return frames;
}

double move_vertices(TracedShoreline& shoreline, const std::vector<std::vector<VertexFrame>>& frames, const std::vector<LineMoves>& moves,
                     double pixel_m)
{
    std::vector<Polyline> moved = shoreline.lines;
    for (std::size_t line = 0; line < moved.size(); ++line) {
        for (std::size_t i = 0; i < moved[line].size(); ++i)
            if (moves[line][i]) moved[line][i] = moved[line][i] + moves[line][i]->seaward_m * frames[line][i].seaward;
        if (is_ring(shoreline.lines[line])) moved[line].back() = moved[line].front();
    }
    const PutBack back = uncross(shoreline.lines, moved, pixel_m);
    long kept = 0;
    shoreline.errors.resize(moved.size());
    shoreline.length_m = 0;
    for (std::size_t line = 0; line < moved.size(); ++line) {
        shoreline.errors[line].resize(moved[line].size());
        for (std::size_t i = 0; i < moved[line].size(); ++i)
            if (moves[line][i] && !back[line][i])
                shoreline.errors[line][i] = moves[line][i]->error;
            else
                ++kept;
        if (is_ring(moved[line])) shoreline.errors[line].back() = shoreline.errors[line].front();
        shoreline.length_m += length(moved[line]);
    }
    shoreline.lines = std::move(moved);
    set_medians(shoreline);
    return shoreline.vertices > 0 ? static_cast<double>(kept) / static_cast<double>(shoreline.vertices) : 0;
}

}  // namespace tasi

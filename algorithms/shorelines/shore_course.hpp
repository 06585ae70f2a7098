#pragma once

#include <cstddef>
#include <vector>

#include "algorithms/shorelines/base_line.hpp"
#include "algorithms/shorelines/coastal_pixels.hpp"
#include "algorithms/shorelines/shore_sample.hpp"

namespace tasi {

/// The pixels beside one line, in order along it. Lengths are pixels of the finest grid.
class ShoreCourse {
public:
    ShoreCourse(double length_px, bool ring);

    void add(const ShorePixel& pixel);
    double length_px() const { return length_px_; }
    bool ring() const { return ring_; }
    /// The pixels whose foot lies within `half` alongshore of `centre`. Around a ring, `along` counts on from `centre` both ways.
    std::vector<ShorePixel> within(double centre, double half) const;
    /// The shorter way between two places alongshore.
    double apart(double a, double b) const;

private:
    std::vector<std::vector<ShorePixel>> by_place_;  ///< a pixel alongshore each
    double length_px_;
    bool ring_;
};

/// The pixels of all grids (finest first) within `reach_px` of the nearest of `bases`, one course each. A pixel without a value in
/// one of its grid's bands is left out. Where a line bends, distances are those at which a straight edge would look the same: seen through
/// a blur s, the edge of a disc of radius R looks s^2 / 2R smaller.
std::vector<ShoreCourse> shore_courses(const std::vector<CoastalPixels>& scene, const std::vector<ShoreGrid>& grids,
                                       const std::vector<BaseLine>& bases, double reach_px);

}  // namespace tasi

#pragma once

#include <vector>

#include "src/core/geometry.hpp"

namespace tasi::scenes::measured {

/// Where a point lies beside the nearest waterline.
struct Beside {
    double seaward;  ///< distance, positive to the right of the line
    Point nearest;   ///< on the line
    Vector normal;   ///< unit vector towards the sea there
};

/// Lines with the sea on their right-hand side that can be asked for the nearest point.
class Waterlines {
public:
    /// Without lines of fewer than two vertices; repeated vertices are allowed.
    explicit Waterlines(const std::vector<Polyline>& lines);

    /// Exact distance to the lines. Beside a vertex the side is that of the mean of both normals.
    Beside beside(const Point& p) const;

private:
    struct Piece {
        Point a, b;
        Vector normal, normal_at_a, normal_at_b;
    };
    /// Some consecutive pieces and a circle around them: what is far away is skipped as a whole.
    struct Bundle {
        std::size_t first, end;
        Point centre;
        double radius;
    };
    void add(const Polyline& line);
    void bundle();

    std::vector<Piece> pieces_;
    std::vector<Bundle> bundles_;
};

}  // namespace tasi::scenes::measured

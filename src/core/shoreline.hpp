#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/core/geometry.hpp"

namespace tasi {

/// 1 sigma of one vertex, across the line, in metres; NaN where a method does not know it.
struct VertexError {
    float contour_m = std::numeric_limits<float>::quiet_NaN();    ///< of the line itself: noise, texture, fit
    float threshold_m = std::numeric_limits<float>::quiet_NaN();  ///< of the threshold, or of the colours of water and land
};

/// What the uncertainty of a whole line is made of: 1 sigma, metres; NaN is missing.
struct LineErrors {
    double geolocation_m = std::numeric_limits<double>::quiet_NaN();  ///< of the scene, or what coregistration leaves of it
    double threshold_m = std::numeric_limits<double>::quiet_NaN();    ///< median over the vertices
    double contour_m = std::numeric_limits<double>::quiet_NaN();      ///< median over the vertices
};

/// The shoreline of one scene or survey in a projected CRS. Lines have water on their right-hand side where they were
/// extracted by us; lines from elsewhere run as they come. NaN is missing.
struct Shoreline {
    std::string scene_id;
    Instant date;
    std::string sensor;
    std::string index;
    std::string method;
    double threshold = std::numeric_limits<double>::quiet_NaN();
    double separability = std::numeric_limits<double>::quiet_NaN();  ///< 0..1
    double cloud_pct = std::numeric_limits<double>::quiet_NaN();
    double uncertainty_m = std::numeric_limits<double>::quiet_NaN();  ///< 1 sigma
    LineErrors parts = {};                                            ///< of `uncertainty_m`
    std::vector<std::string> flags;
    std::vector<Polyline> lines;
    std::vector<std::vector<VertexError>> errors = {};  ///< of every vertex of `lines`; empty where they are not known
    double shift_e_m =
        std::numeric_limits<double>::quiet_NaN();  ///< by which the image lay too far east and was moved back; NaN: not moved
    double shift_n_m = std::numeric_limits<double>::quiet_NaN();  ///< the same north
};

}  // namespace tasi

#pragma once

#include <optional>
#include <vector>

#include "src/core/tide.hpp"

namespace tasi {

enum class TideInterpolation {
    linear,  ///< between samples up to 1 h apart
    cubic,   ///< Hermite through the samples, up to 3 h apart
};

/// The widest gap between two samples that is bridged, hours.
double widest_gap_h(TideInterpolation interpolation);

/// Levels at any moment out of samples at some: never that of a neighbouring sample.
class TideSeries {
public:
    /// UnsafeError (4) naming the time: times that do not increase, a level that is not finite, levels that span more than 18 m (no tide on
    /// Earth does: centimetres or feet).
    explicit TideSeries(std::vector<TideSample> samples, TideInterpolation interpolation = TideInterpolation::linear);

    /// A sample within a second of `time` as it is. Otherwise between the samples before and after it; nothing beyond the ends and in gaps
    /// that are too wide.
    std::optional<double> level_m(const Instant& time) const;

    double least_m() const { return least_m_; }
    double most_m() const { return most_m_; }
    std::size_t size() const { return samples_.size(); }
    /// A day or more of levels that span less than 2 cm: kilometres, or no tide at all.
    bool hardly_varies() const;

private:
    double cubic(std::size_t before, double share) const;
    double slope_per_ms(std::size_t at) const;
    bool joined(std::size_t before) const;

    std::vector<TideSample> samples_;
    TideInterpolation interpolation_;
    double least_m_ = 0, most_m_ = 0;
};

}  // namespace tasi

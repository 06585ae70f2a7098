#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenes/synthetic/coast_description.hpp"
#include "scenes/synthetic/reference_line.hpp"

namespace tasi::scenes {

/// The moving waterline: every point of the reference line travels along its own normal,
/// d(s, t) = rate(s) (t - reference date) + seasonal_m (cos 2 pi (phase(t) - peak) - cos 2 pi (phase(reference) - peak)),
/// seaward positive, t in Julian years. rate(s) is that of its stretch, with smooth passages between stretches.
class CoastMotion {
public:
    /// Distance between vertices of the lines. A chord of 5 m on a curve of 300 m radius is off by 1 cm.
    static constexpr double step_m = 5;

    explicit CoastMotion(const CoastDescription& coast);

    const std::vector<Station>& stations() const { return stations_; }
    double rate_m_per_year(double alongshore_m) const;
    double beach_width_m(double alongshore_m) const;
    const Stretch& stretch(double alongshore_m) const;
    double moved_m(double alongshore_m, const Instant& time) const;

    /// The waterline at `time`, moved `seaward_m` further out: one vertex per station.
    Polyline line(const Instant& time, double seaward_m = 0) const;
    /// The landward edge of the beach.
    Polyline beach_edge(const Instant& time) const;
    /// The waterline without the river's mouth, where there is none.
    std::vector<Polyline> waterlines(const Instant& time) const;
    /// True where the river meets the sea: within half its width of the end of its line.
    bool in_river_mouth(double alongshore_m) const;

private:
    double blended(double alongshore_m, double Stretch::*property) const;
    double season_m(const Instant& time) const;

    const CoastDescription& coast_;
    std::vector<Station> stations_;
    double mouth_m_ = 0;  ///< alongshore
};

}  // namespace tasi::scenes

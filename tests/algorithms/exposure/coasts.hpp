#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "algorithms/exposure/assessed_coast.hpp"

namespace tasi {

inline AssessedTransect assessed_transect(const Point& shore, const Vector& seaward, double rate, int number)
{
    AssessedTransect t;
    t.transect = {"T" + std::to_string(number), "1", number, shore - 200 * seaward, shore + 300 * seaward, 200, {}};
    t.rate_m_per_year = rate;
    t.rate_interval = 0.66;
    t.rate_sd = 0.4;
    t.now_m = 200;
    t.now_sd_m = 6;
    t.trend = rate < -0.6 ? "eroding" : "no detectable trend";
    t.certainty = "good";
    return t;
}

/// A coast at x = 1000 from y = 0 to 1000, land in the west, a transect every 50 m.
inline AssessedCoast straight_coast(double rate)
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 20; ++i) transects.push_back(assessed_transect({1000, 50.0 * i}, {1, 0}, rate, i));
    return {transects, {}};
}

/// A coast of bays and headlands with rates that change along it; `seed` shapes both.
inline AssessedCoast winding_coast(int seed)
{
    std::vector<AssessedTransect> transects;
    for (int i = 0; i <= 120; ++i) {
        const double y = 50.0 * i, k = 0.002 + 0.0005 * seed;
        const Point shore{1000 + 120 * std::sin(k * y + seed), y};
        const Vector seaward = unit({1, -120 * k * std::cos(k * y + seed)});
        transects.push_back(assessed_transect(shore, seaward, -1 + std::sin(0.9 * i + seed), i));
    }
    return {transects, {}};
}

}  // namespace tasi

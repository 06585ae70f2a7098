#pragma once

#include <optional>
#include <vector>

#include "algorithms/shorelines/sparse_field.hpp"
#include "algorithms/shorelines/stations.hpp"

namespace tasi {

/// Where the colour of land is taken: at the beach itself when what lies behind it has another.
struct Verdict {
    Point place;
    bool at_beach;
};

/// Water fractions around lines, and what was met on the way.
struct FractionStrip {
    enum Layer { quantile, sigma, half_step, away };  ///< normal quantile and 1 sigma of f; Stations::half_step_at; metres from the line

    SparseField field;
    std::vector<bool> has_endmembers;  ///< by line
    std::vector<double> half_steps;    ///< Stations::half_steps of all lines
    std::vector<double> sigmas;        ///< of the fraction, pixels on a line
    std::vector<Verdict> verdicts;     ///< for every station whose line has enough pixels
    std::vector<bool> used_band;       ///< by slot given
    bool any_narrow = false;           ///< Stations::is_narrow of a line
    long on_line = 0, misfits = 0;     ///< pixels on lines, and those that are no mixture
};

/// Unmixes the pixels within `band_px` of every line with the colours beside it. Land is taken at the beach where the nearest of
/// `verdicts` says so.
FractionStrip unmix_strip(const CoastalPixels& scene, const std::vector<int>& slots, const std::vector<Polyline>& lines,
                          const std::vector<Verdict>& verdicts, const FractionOptions& options);

/// The colours beside every line alone; nothing where a line has too few pure pixels.
std::vector<std::optional<Stations>> stations_beside(const CoastalPixels& scene, const std::vector<int>& slots,
                                                     const std::vector<Polyline>& lines, const std::vector<Verdict>& verdicts,
                                                     const FractionOptions& options);

}  // namespace tasi

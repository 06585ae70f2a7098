#pragma once

#include <string>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// The map as an SVG picture for paper and for browsers without script: first and last shoreline, transects by rate, hazard zones and
/// the forecast of the last year, setback, outlines of units, settlements with their names, a scale bar and an arrow to grid north.
/// Coordinates are those of `results.crs`.
std::string static_map(const StudyResults& results, const Texts& text);

/// `text` for HTML and XML: `&`, `<`, `>` and quotes as entities.
std::string escaped(const std::string& text);

}  // namespace tasi::report

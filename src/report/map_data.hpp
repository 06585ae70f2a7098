#pragma once

#include <map>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// What the map in the page draws, in longitude and latitude (WGS 84) with six decimals, as whole millionths of a degree; along a line each
/// vertex counts from the one before.
struct MapData {
    nlohmann::ordered_json json;
    double tolerance_m = 0;  ///< vertices left out of lines lie within this distance of what is drawn
    double between_m = 0;    ///< the same for shorelines between the first and the last
};

/// Shorelines with their colour by date, the landward strip of the transects, transects in the order of the rates, hazard zones, setback,
/// forecast lines with their bands, settlements, administrative units.
MapData map_data(io::Session& session, const StudyResults& results, const Texts& text);

/// The colour of a shoreline: pale for the oldest (`share` 0), dark for the newest (1).
std::string shoreline_colour(double share);

/// How strong a hazard zone of so many per cent is drawn: the surer, the stronger.
double zone_opacity(double probability_percent);

/// Dates of the first and the last shoreline that was drawn.
struct Dates {
    std::optional<Instant> first, last;
    double share(const Instant& date) const;  ///< 0 first, 1 last
};
Dates shoreline_dates(const Layer& shorelines);

/// Strips between the present shoreline and the landward ends of neighbouring transects: which side is land.
std::vector<Polygon> land_strips(const Layer& rates);

/// By year the strips between the lower and the upper end of the forecasts of neighbouring transects.
std::map<int, std::vector<Polygon>> forecast_bands(const Layer& rates, const Layer& forecast);

}  // namespace tasi::report

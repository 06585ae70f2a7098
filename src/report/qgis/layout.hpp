#pragma once

#include <string>

#include "src/report/qgis/project.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {

/// What a sheet shows.
struct Sheet {
    Box box;                               ///< of the coast
    std::string title;                     ///< of the project, as long as it may be
    std::string sources;                   ///< lines for its foot
    std::size_t legend_rows = 0;           ///< at most
    const ProjectLayer* places = nullptr;  ///< the settlements; null, or without any at risk: neither table nor second map
    std::string places_id = {};            ///< of that layer in the project
};

/// `<Layouts>` with one A4 sheet: title, map, legend of what the map shows, scale bar, north arrow, sources; where settlements are at risk
/// a closer map of the most endangered and a table of them. A wide coast leaves room below, a tall one beside it. Title and names are
/// data: signs of QGIS expressions in them are not carried out.
std::string layouts_xml(const Sheet& sheet, const MapWords& words);

}  // namespace tasi::report

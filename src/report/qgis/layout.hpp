#pragma once

#include <string>

#include "src/report/qgis/project.hpp"

namespace tasi::report {

/// `<Layouts>` with one A4 sheet: title, map of `box`, legend of what the map shows, scale bar in metres or kilometres, north arrow,
/// sources. The title is that of the project, as data: signs of QGIS expressions in it are not carried out.
std::string layouts_xml(const Box& box);

}  // namespace tasi::report

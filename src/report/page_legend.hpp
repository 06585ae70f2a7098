#pragma once

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "src/report/study_results.hpp"
#include "src/report/text.hpp"

namespace tasi::report {

/// The legend of the map, its switches, and the map in words.
void put_legend(kainjow::mustache::data& page, const StudyResults& results, const Texts& text);

/// Colours and widths that the map draws with: the same as those of the legend.
nlohmann::ordered_json map_looks(const StudyResults& results);

}  // namespace tasi::report

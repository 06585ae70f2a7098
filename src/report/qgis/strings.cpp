#include "src/report/qgis/strings.hpp"

#include <map>

#include "src/core/error.hpp"

namespace tasi::report {
namespace {

const std::map<std::string_view, std::string_view>& english()
{
    static const std::map<std::string_view, std::string_view> words{
        {"qgis.admin_summary.title", "Summary by administrative unit"},
        {"qgis.baseline.title", "Baseline (sea on its right)"},
        {"qgis.composite.count.title", "Number of observations {}"},
        {"qgis.composite.pooled.title", "Pooled from neighbouring years {}"},
        {"qgis.composite.sd.title", "Spread of the index {}"},
        {"qgis.composite.value.title", "Water index {}"},
        {"qgis.forecast.title", "Forecast positions on transects"},
        {"qgis.forecast_bands.title", "Forecast bands"},
        {"qgis.forecast_bands.heading", "Forecast band"},
        {"qgis.forecast_bands.heading_pct", "Forecast band ({} % of surveys expected inside)"},
        {"qgis.forecast_lines.title", "Forecast shorelines"},
        {"qgis.group.change", "Change along the coast"},
        {"qgis.group.future", "What is to come"},
        {"qgis.group.images", "Images"},
        {"qgis.group.other", "Other layers"},
        {"qgis.group.past", "Past shorelines"},
        {"qgis.group.places", "People and places"},
        {"qgis.group.survey", "How it was measured"},
        {"qgis.group.tables", "Tables"},
        {"qgis.group.zones", "Zones"},
        {"qgis.hazard_zones.title", "Land that the sea may reach"},
        {"qgis.hazard_zones.at_least", "at least {} % likely to be reached"},
        {"qgis.hazard_zones.by_year", "By {}"},
        {"qgis.index.dry", "below {} (land side)"},
        {"qgis.index.between", "{} to {}"},
        {"qgis.index.wet", "above {} (water side)"},
        {"qgis.layout.dates", "Shorelines from {} to {}"},
        {"qgis.layout.legend", "Legend"},
        {"qgis.layout.made_with", "Made with tasi {}. \u201cNot assessed\u201d is neither safe nor in danger: nobody has looked."},
        {"qgis.layout.name", "Map"},
        {"qgis.layout.present", "Present shoreline: as of {}"},
        {"qgis.layout.sensors", "Satellites: {}"},
        {"qgis.other", "other"},
        {"qgis.positions.title", "Positions on transects"},
        {"qgis.rates.accreting", "grows {}"},
        {"qgis.rates.eroding", "retreats {}"},
        {"qgis.rates.heading", "Change in m/yr, significant at {} %"},
        {"qgis.rates.heading_plain", "Change in m/yr"},
        {"qgis.rates.none", "no detectable trend"},
        {"qgis.rates.not_assessed", "not assessed"},
        {"qgis.rates.over", "over {}"},
        {"qgis.rates.title", "Rate of shoreline change"},
        {"qgis.rates.under", "under {}"},
        {"qgis.rates.within", "{} to {}"},
        {"qgis.setback.title", "Setback lines"},
        {"qgis.setback.line", "setback line"},
        {"qgis.settlements_at_risk.at_risk", "at risk"},
        {"qgis.settlements_at_risk.likely", "at risk: likely reached by {} (50 % or more)"},
        {"qgis.settlements_at_risk.not_assessed", "not assessed"},
        {"qgis.settlements_at_risk.not_at_risk", "not at risk"},
        {"qgis.settlements_at_risk.possible", "at risk: possibly reached by {} (under 50 %)"},
        {"qgis.settlements_at_risk.title", "Settlements at risk"},
        {"qgis.shorelines.title", "Past shorelines"},
        {"qgis.transects.title", "Transects"},
        {"qgis.undated", "without date"},
        {"qgis.vertices.title", "Vertices of shorelines"},
        {"qgis.warnings.title", "Early warnings"},
        {"qgis.layer.rights", "The licences of the inputs are not known to the program: state them before you publish."},
        {"qgis.layer.sign", "Distances and rates count seaward: negative is erosion. Missing is NULL, never 0."},
    };
    return words;
}

}  // namespace

std::string_view phrase(std::string_view key)
{
    const auto found = english().find(key);
    if (found == english().end()) throw BugError("TEXT", "", "there are no words for " + std::string(key), "please report this");
    return found->second;
}

}  // namespace tasi::report

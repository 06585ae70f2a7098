#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/report/qgis/layer_facts.hpp"
#include "src/report/qgis/layer_style.hpp"

namespace tasi::report {

/// How one kind of layer is presented. One row per layer name; styles, project and metadata read this table.
struct LayerKind {
    std::string name;                              ///< of the layer
    LayerStyle (*style)(const LayerFacts& facts);  ///< null: a table
    std::string group;                             ///< key of its group in a project
    bool shown = true;                             ///< switched on in a project
    bool framed = true;                            ///< a project opens where these layers are
};

const std::vector<LayerKind>& layer_kinds();

/// The row of a layer, or null for layers that are not ours.
const LayerKind* layer_kind(const std::string& name);

// What stands in the table.
LayerStyle admin_units_style(const LayerFacts& facts);
LayerStyle assets_style(const LayerFacts& facts);
LayerStyle baseline_style(const LayerFacts& facts);
LayerStyle forecast_bands_style(const LayerFacts& facts);
LayerStyle forecast_lines_style(const LayerFacts& facts);
LayerStyle forecast_style(const LayerFacts& facts);
LayerStyle hazard_zones_style(const LayerFacts& facts);
LayerStyle mobility_style(const LayerFacts& facts);
LayerStyle positions_style(const LayerFacts& facts);
LayerStyle rates_style(const LayerFacts& facts);
LayerStyle setback_style(const LayerFacts& facts);
LayerStyle settlements_style(const LayerFacts& facts);
LayerStyle shorelines_style(const LayerFacts& facts);
LayerStyle transects_style(const LayerFacts& facts);
LayerStyle vertices_style(const LayerFacts& facts);
LayerStyle warnings_style(const LayerFacts& facts);

/// Years of a column in at most as many classes as there are colours, the last year by itself.
struct YearClass {
    int first = 0, last = 0;
    std::string label;
    Colour colour;
};
std::vector<YearClass> year_classes(const std::vector<int>& years);

/// Of administrative units: some of them have a number of people at risk.
bool has_people(const LayerFacts& facts);

/// Round bounds between at most five classes of the positive values, in nearly equal numbers; empty when there are none.
std::vector<double> class_bounds(const std::vector<std::optional<double>>& values);

}  // namespace tasi::report

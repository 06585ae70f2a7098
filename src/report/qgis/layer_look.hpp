#pragma once

#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"
#include "src/io/layer_look.hpp"
#include "src/report/qgis/strings.hpp"

namespace tasi::report {

/// How a layer of ours opens in QGIS: symbols, labels, readable names of its fields, and its metadata. Layers of other names get names of
/// fields and metadata alone. Depends on nothing but the layer: the same layer gives the same text. In English.
io::LayerLook layer_look(const Layer& layer, const std::vector<io::Column>& columns);

/// The same in another language; names of fields stay as the layer has them (`with_words`).
io::LayerLook layer_look_in(const MapWords& words, const Layer& layer, const std::vector<io::Column>& columns);

/// The layer with the readable names of our fields in another language. A field that bears another name than ours keeps it.
Layer with_words(Layer layer, const MapWords& words);

/// The same for a raster of a composite or index; `what` is its key: `value` (high on water), `value_of_land`
/// (high on land), `reflectance`, `sd`, `count`, `pooled`.
std::string raster_qml(const std::string& what);

/// What a layer is called in a legend: `Rate of shoreline change`; layers that are not ours keep their name.
std::string layer_title(const Layer& layer, const MapWords& words = map_words());

}  // namespace tasi::report

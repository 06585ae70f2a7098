#pragma once

#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"
#include "src/io/layer_look.hpp"

namespace tasi::report {

/// How a layer of ours opens in QGIS: symbols, labels, readable names of its fields, and its metadata. Layers of other names get names of
/// fields and metadata alone. Depends on nothing but the layer: the same layer gives the same text.
io::LayerLook layer_look(const Layer& layer, const std::vector<io::Column>& columns);

/// The same for a raster of a composite or index; `what` is its key: `value`, `sd`, `count`, `pooled`.
std::string raster_qml(const std::string& what);

/// What a layer is called in a legend: `Rate of shoreline change`.
std::string layer_title(const std::string& name);

}  // namespace tasi::report

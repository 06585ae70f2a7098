#pragma once

#include <functional>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/columns.hpp"

namespace tasi::io {

/// What stands beside the data of a layer so that QGIS opens it finished.
struct LayerLook {
    std::string qml;       ///< style document; empty: none
    std::string metadata;  ///< metadata document of QGIS; empty: none
    std::string title;     ///< for people
};

/// The look of a layer whose fields the file calls as `columns` say.
using LookOf = std::function<LayerLook(const Layer& layer, const std::vector<Column>& columns)>;

}  // namespace tasi::io

#pragma once

#include <vector>

#include "src/core/layer.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/layer_look.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Writes `layers` to `output` in the format of its suffix. Formats that hold one layer get the first under the target's name and
/// the others as siblings `<stem>_<layer name><suffix>`. Features are written in the order given; the bytes do not depend on clock,
/// locale or threads. NaN and monostate are NULL. Times that a format cannot hold are written as ISO text. The files are closed,
/// reopened and counted before the function returns; OutputError (6) otherwise. Text cells in CSV that start with = + - @ TAB CR
/// get a leading apostrophe. `look_of` says how QGIS shows each layer: `layer_styles` in a GeoPackage, else `.qml` and `.qmd` beside it.
void write_layers(Session& session, const AtomicOutput& output, const std::vector<Layer>& layers, const LookOf& look_of = {});

/// The same into any file of a folder output.
void write_layers(Session& session, const std::filesystem::path& file, const std::vector<Layer>& layers);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/report/qgis/project.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// One layer for a project: where it is, what it holds, and the style that stands with it.
struct ProjectInput {
    std::filesystem::path file;
    Layer layer;        ///< empty for a raster; its fields have the readable names that its style states
    std::string style;  ///< without DOCTYPE
    bool raster = false;
    bool several = false;  ///< the file may hold other layers beside it
    std::string what;      ///< of a raster: key of its style
    report::Box box;       ///< of a raster
};

/// All layers with something in them of the files given: every layer of a GeoPackage, other vector files, float rasters, and of a folder of
/// composites the newest. Tables without a place are kept, CSV files are not. UsageError (2): two layers have one name.
std::vector<ProjectInput> project_inputs(Run& run, const std::vector<std::string>& files);

/// The names of fields, and the style if it is the one that such a layer gets from us, in another language. A style that somebody changed
/// stays as it is.
void translate(Run& run, ProjectInput& input, const report::MapWords& words);

}  // namespace tasi::cli

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "src/core/layer.hpp"
#include "src/core/position.hpp"
#include "src/io/session.hpp"

namespace tasi::report {

/// One file of a study that the report rests on.
struct ResultFile {
    std::string name;  ///< without its folder
    std::vector<std::string> layers;
    nlohmann::json record;     ///< its run record; null when there is none
    std::uintmax_t bytes = 0;  ///< size
};

/// A file of the study that is handed over with the report, which does not read it.
struct FileBeside {
    std::string name;  ///< without its folder
    std::uintmax_t bytes = 0;
};

/// What a study found, as its files say: nothing here is computed again.
struct StudyResults {
    std::vector<ResultFile> files;
    std::map<std::string, Layer> layers;  ///< by name; those with geometry in the CRS of `rates`
    std::vector<Position> positions;
    Crs crs;
    std::map<std::string, std::string> unit_names;  ///< of administrative units, by P-code
    std::vector<FileBeside> projects;               ///< QGIS projects beside them
    std::vector<FileBeside> copies;                 ///< GeoPackages that hold all layers of a project once more

    /// The layer of that name, or nothing.
    const Layer* layer(const std::string& name) const;
    const Layer& rates() const { return layers.at("rates"); }

    /// A parameter in the record of the file that holds `layer`, as text; empty where it is unknown.
    std::string parameter(const std::string& layer, const std::string& name) const;
    /// Confidence of the intervals of the rates, per cent, as text.
    std::string confidence() const;
};

/// The layers that a report knows.
const std::vector<std::string>& known_layers();

/// Reads the layers that a report knows from GeoPackages and a CSV of positions, and the run records beside them. A QGIS project is noted
/// by name. `paths`: files, or folders of which all GeoPackages, `positions.csv` and `*.qgz` are taken. UnreadableError (3) or UsageError
/// (2) for files that are not those, UsageError (2) for a layer that stands in two files, UnsafeError (4) without the layer `rates`, or
/// when that has no geometry.
StudyResults read_results(io::Session& session, const std::vector<std::string>& paths);

}  // namespace tasi::report

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/composites/median_composite.hpp"
#include "algorithms/composites/periods.hpp"
#include "algorithms/composites/resample.hpp"
#include "algorithms/composites/tide_choice.hpp"
#include "scenes/products/offset_check.hpp"
#include "scenes/products/scene.hpp"
#include "tools/scene_inputs.hpp"

namespace tasi::cli {

/// What composites are made of, and how.
struct CompositeChoice {
    std::string index = "ndwi", period = "year";
    std::optional<std::string> tides;  ///< file of a tide series
    std::optional<std::string> crs;
    TideChoice tide;
    CompositeOptions statistics;
};

/// A scene that takes part, and where it lies on the grid of the composites.
struct CompositeScene {
    scenes::Scene scene;
    Grid grid;      ///< of the bands that the index needs
    Window needed;  ///< the part of it that the composites take
    Instant time;
    Period period;
    std::optional<double> tide_m;
    double geolocation_sd_m = 0;
    bool resampled = false;          ///< its grid is another one
    std::size_t overpass_first = 0;  ///< number of the first scene of the same overpass; its own when it is the first

    const std::string& id() const { return scene.facts().id; }
};

/// The scenes of a run of composites, sorted by time, then id, and the grid that they share.
struct CompositePlan {
    std::vector<CompositeScene> scenes;
    std::vector<Period> periods;  ///< with a scene, sorted
    Grid grid;                    ///< cropped to the area of interest, north-up
    std::optional<std::vector<Polygon>> area;
    std::optional<double> tide_range_m;  ///< observed over all scenes with a tide, kept or not
    int scenes_given = 0, without_tide = 0, outside_tide = 0, overpasses = 0;
    bool pinatubo = false;  ///< the place lies north of 23 S, where aerosol of 1991 and 1992 spoils scenes

    /// Numbers of the scenes of a period.
    std::vector<std::size_t> scenes_of(const Period& period) const;
};

/// Opens the scenes, chooses by tide, sorts them into periods and settles the grid: the one that most of them share, the earliest of
/// several. A scene that cannot be used, has no time or no tide, or lies outside of the grid or the area is left out with a warning.
/// NoResultError (5) when none stays; LimitError (7) when the grid would be too large.
CompositePlan plan_composites(Run& run, const std::vector<std::string>& paths, const CompositeChoice& choice,
                              const SceneInputOptions& input);

}  // namespace tasi::cli

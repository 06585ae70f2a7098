#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/core/position.hpp"
#include "src/core/shoreline.hpp"
#include "src/core/transect.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// How to find the fields of layers made by other programs; an absent choice means: by the known names
/// (case-insensitive; date: `date DATE_ DSAS_date dates datetime`; uncertainty: `uncert_m UNCERTAINTY DSAS_uncy uncy Uncertaint`;
/// id: `transect TransectID TransOrder transect_id name id`; sensor: `sensor satname`; scene: `scene_id`).
struct FieldChoice {
    std::optional<std::string> date = {}, date_format = {}, uncertainty = {}, id = {};
};

/// Dated lines from a layer, in the layer's order, in its CRS. The date's meaning is judged over the whole layer: ISO; or DD/MM/YYYY
/// against MM/DD/YYYY settled by any row whose day exceeds 12; else UnsafeError (4). Uncertainty <= 0 or not a number: 4.
std::vector<Shoreline> shorelines_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice);

/// The same from a layer read in parts: `place` brings each part into the CRS of the analysis, `take` gets some dates at a time, each
/// with all its shorelines of one scene and sensor. Of a layer sorted by date no more than a few dates are held at once.
void shorelines_in_parts(Session& session, LayerInParts& layer, const std::string& file, const FieldChoice& choice,
                         const std::function<Layer(Layer)>& place, const std::function<void(const std::vector<Shoreline>&)>& take);

/// Straight transects; `flip` for those drawn from the sea. Refuses zero length, doubled ids, a few drawn against the rest (4).
std::vector<Transect> transects_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice, bool flip);

/// Observations from a table with `transect`, `date`, `distance_m` and the optional columns of docs/commands/positions.md; an empty
/// distance is a missing position. Whole-cell numbers only; NoData-like numbers (-9999, ...) refused (4, row and column). A transect
/// whose rows state two datums (column `datum`) is refused (4): the step between them would be taken for a move of the shore.
std::vector<Position> positions_from(Session& session, const Layer& table, const std::string& file, const FieldChoice& choice);

/// The datums that the positions of a table state, in order; none where there is no column `datum`.
std::set<std::string> datums_of(const Layer& table);

/// The layers that we write, with the columns of docs/commands in that order.
/// `with_parts`: with what `uncert_m` is made of.
Layer layer_of(const std::vector<Shoreline>& shorelines, const Crs& crs, bool with_parts = false);
/// One point per vertex with its uncertainty and what that is made of.
Layer vertices_of(const std::vector<Shoreline>& shorelines, const Crs& crs);
/// Lines from land to sea.
Layer layer_of(const std::vector<Transect>& transects, const Crs& crs);
/// A table without geometry; the distances are metres from the landward end, positive to the sea.
Layer layer_of(const std::vector<Position>& positions);

}  // namespace tasi::io

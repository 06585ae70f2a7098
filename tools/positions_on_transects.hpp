#pragma once

#include <string>
#include <vector>

#include "src/core/crs.hpp"
#include "src/core/transect.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// Refuses (4) transects in another CRS than that in which the positions were measured: a CSV states none, but its run record does.
void require_crs_of_positions(io::Session& session, const std::string& positions, const Crs& transects);

/// The transects of rates or forecasts, in their order.
template <class Result>
std::vector<std::string> ids_of(const std::vector<Result>& results)
{
    std::vector<std::string> ids;
    for (const Result& one : results) ids.push_back(one.transect);
    return ids;
}

/// Refuses (4) results of a transect that the layer of transects has not; `transects_file` is named in the message.
void require_known_transects(const std::vector<std::string>& ids, const std::vector<Transect>& transects, const std::string& positions,
                             const std::string& transects_file);

}  // namespace tasi::cli

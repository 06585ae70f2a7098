#pragma once

#include <string>

#include "src/core/crs.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// Refuses (4) transects in another CRS than that in which the positions were measured: a CSV states none, but its run record does.
void require_crs_of_positions(io::Session& session, const std::string& positions, const Crs& transects);

}  // namespace tasi::cli

#pragma once

#include <map>
#include <string>
#include <vector>

#include "algorithms/exposure/mobility.hpp"
#include "src/core/layer.hpp"
#include "tools/mobility_exposure.hpp"

namespace tasi::cli {

/// What every row of the tables says beside the figures.
struct MobilityStatement {
    int level = 0;
    long long min_count = 10;
    std::string sharing;  ///< `public`, `partners` or `internal`
    bool by_origin = false;
};

/// Areas of the units of one level, with the CRS they are in.
struct UnitAreas {
    Crs crs;
    std::map<std::string, std::vector<Polygon>> by_code;
};

/// `mobility`: one row per unit of the level that either side knows, displacement beside exposure; polygons where `areas` are given.
Layer mobility_layer(const MobilityTable& table, const AdminExposure& exposure, const MobilityStatement& statement, const UnitAreas* areas);

/// `mobility_reasons`: people per unit and reason, without geometry.
Layer mobility_reasons_layer(const MobilityTable& table, const AdminExposure& exposure, const MobilityStatement& statement);

/// Areas of the units of `level` in a layer of administrative polygons: by `ADM<level>_PCODE`, else by `admin_id` or the deepest P-code
/// column, of which units a code begins with theirs. UnsafeError (4) without P-codes or for other geometry than polygons.
UnitAreas unit_areas(const Layer& layer, const std::string& file, const std::optional<std::string>& admin_id, int level,
                     const AdminExposure& exposure);

}  // namespace tasi::cli

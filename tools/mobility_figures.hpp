#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/mobility.hpp"
#include "src/io/mobility_table.hpp"
#include "tools/mobility_exposure.hpp"

namespace tasi::cli {

/// Displacement figures with their places in the units of the risk layer.
struct PlacedFigures {
    std::vector<MobilityFigure> figures;
    int data_level = 0;  ///< of the smallest units that they state
    int level = 0;       ///< of the table to make
};

/// Gives every figure the P-codes of its units from level 1 down. The level of the data is the deepest with a P-code; that of a column
/// whose name states none is that of its codes in the risk layer. UnsafeError (4): data of the country alone or of several levels in one
/// column, `wanted` finer than the data, no P-code of the level in the risk layer.
PlacedFigures placed_figures(const io::MobilityTable& table, const AdminExposure& exposure, std::optional<int> wanted,
                             const std::string& file);

}  // namespace tasi::cli

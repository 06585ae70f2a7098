#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/exposure/admin.hpp"
#include "algorithms/exposure/assessed_coast.hpp"
#include "src/core/layer.hpp"
#include "src/io/layer_file.hpp"

namespace tasi::cli {

/// A layer written by `tasi rates`, read back.
struct RatesLayer {
    std::vector<AssessedTransect> transects;
    Crs crs;
    std::string interval_column;   ///< `LCI90`
    std::optional<Instant> as_of;  ///< moment of the present shoreline
};

/// Whether the layer has the columns of `rates`.
bool is_rates_layer(const Layer& layer);

/// UnsafeError (4) for a layer without transects' geometry or without the columns that risk needs.
RatesLayer read_rates(io::Session& session, const io::LayerSource& source);
RatesLayer rates_from(const Layer& layer, const std::string& file);

/// Units from a layer with P-codes: COD-AB fields (ADM1_PCODE ... ADM3_PCODE), else `admin_id`; parents by prefix
/// (country, then 2 characters a level). A feature without a P-code is left out with a warning. UnsafeError (4) without a P-code field or
/// any code.
std::vector<AdminUnit> units_from(io::Session& session, const Layer& layer, const std::string& file,
                                  const std::optional<std::string>& admin_id);

}  // namespace tasi::cli

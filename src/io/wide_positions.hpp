#pragma once

#include <vector>

#include "src/core/position.hpp"
#include "src/io/session.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {

/// CoastSat: one row per date, one column per transect, named as it; an empty cell is a missing position. Columns about the image
/// (`satname`, `tide`, ...) are none.
bool is_coastsat(const StudyTable& table);

/// Positions by transect, then in the order of the rows. UnsafeError (4) for a cell that is no number, or when no column is left.
/// Vos et al. 2019, doi:10.1016/j.envsoft.2019.104528.
std::vector<Position> read_coastsat(Session& session, const StudyTable& table, const FieldChoice& choice);

/// DEA Coastlines points: one row per point, one column per year, `dist_1988` and so on.
bool is_dea(const StudyTable& table);

/// Positions by point, then by year, each at 1 July: an annual shoreline is the median of its year and has no date of its own. Distances
/// are relative to the baseline of the product. A `certainty` other than `good` becomes the flag `dea:<certainty>`. Bishop-Taylor et al.
/// 2021, doi:10.1016/j.rse.2021.112734.
std::vector<Position> read_dea(Session& session, const StudyTable& table, const FieldChoice& choice);

}  // namespace tasi::io

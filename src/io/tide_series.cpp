#include "src/io/tide_series.hpp"

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/series_columns.hpp"

namespace tasi::io {

std::vector<TideSample> read_tide_series(Session& session, const std::string& path)
{
    const Layer layer = read_csv(session, path);
    const StudyTable table(layer, path);
    const int time = time_column(table, "TIDES"), level = series_column(table, {"tide_m", "level_m", "level_m_msl", "tide"}, "TIDES");
    require_stated_metres(table);
    warn_of_unstated_zone(session, table, time, "TIDE");
    if (const std::string& name = layer.fields[static_cast<std::size_t>(level)].name; lower_case(name) == "tide")
        session.warnings.add("TIDE-UNIT", table.file(),
                             "the column " + printable(name) + " states no unit: metres are taken; call it tide_m");
    std::vector<TideSample> series;
    for (const Feature& row : layer.features) {
        const Instant moment = moment_in(table, row, time);
        const auto level_m = table.number(row, level);
        if (!level_m) continue;
        if (!series.empty()) require_later(table, row, series.back().time, moment, "TIDES");
        series.push_back({moment, *level_m});
    }
    if (series.empty()) throw NoResultError("TIDES", table.file(), "holds no tide", "give rows of time and tide_m");
    return series;
}

}  // namespace tasi::io

#include "src/io/wave_series.hpp"

#include "src/core/error.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/series_columns.hpp"

namespace tasi::io {

std::vector<WaveSample> read_wave_series(Session& session, const std::string& path)
{
    const Layer layer = read_csv(session, path);
    const StudyTable table(layer, path);
    const int time = time_column(table, "WAVES");
    const int height = series_column(table, {"hs_m", "h0_m", "swh_m"}, "WAVES"), period = series_column(table, {"tp_s"}, "WAVES");
    warn_of_unstated_zone(session, table, time, "WAVE");
    std::vector<WaveSample> series;
    for (const Feature& row : layer.features) {
        const Instant moment = moment_in(table, row, time);
        const auto height_m = table.number(row, height), period_s = table.number(row, period);
        if (!height_m || !period_s) continue;
        if (!series.empty()) require_later(table, row, series.back().time, moment, "WAVES");
        series.push_back({moment, *height_m, *period_s});
    }
    if (series.empty()) throw NoResultError("WAVES", table.file(), "holds no wave", "give rows of time, hs_m and tp_s");
    return series;
}

}  // namespace tasi::io

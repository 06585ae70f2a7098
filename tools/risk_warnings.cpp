#include "tools/risk_warnings.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "algorithms/exposure/departure.hpp"
#include "algorithms/rates/transect_rows.hpp"
#include "src/core/error.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::cli {
namespace {

bool has_break(const AssessedTransect& t) { return (";" + t.flags + ";").find(";break;") != std::string::npos; }

std::map<std::string, History> histories(Run& run, const LayerOptions& layers, const std::string& file, Instant& newest)
{
    const auto positions = io::positions_from(run.session, io::read_layer(run.session, layers.source(file)), file, layers.fields);
    std::map<std::string, Rows> rows;
    for (const Position& position : positions) rows[position.transect].push_back(&position);
    std::map<std::string, History> result;
    for (auto& [transect, of_transect] : rows) {
        check_distances(transect, of_transect);
        result[transect] = history_of(with_distance(distinct(std::move(of_transect))));
        if (!result[transect].empty()) newest = std::max(newest, result[transect].back().date);
    }
    return result;
}

Geometry place_of(const AssessedTransect& t) { return Geometry::of(t.located() ? t.shore() : t.middle()); }

std::vector<Value> values_of(const AssessedTransect& t, const Departure& d)
{
    return {t.transect.id,
            d.departure_m() < 0 ? "more erosion" : "more growth",
            d.since,
            static_cast<std::int64_t>(d.count),
            static_cast<std::int64_t>(d.outside),
            d.expected_m,
            d.found_m,
            d.departure_m(),
            d.limit_m,
            d.evidence()};
}

}  // namespace

bool can_warn_early(const AssessedCoast& coast, const std::optional<std::string>& positions)
{
    return positions || std::any_of(coast.transects().begin(), coast.transects().end(), has_break);
}

Layer early_warnings(Run& run, const LayerOptions& layers, const AssessedCoast& coast, const std::optional<std::string>& positions,
                     const Crs& crs)
{
    Layer layer;
    layer.name = "warnings";
    layer.description = "Transects where the last years depart from the trend before";
    layer.kind = Geometry::Kind::points;
    layer.multi = false;
    layer.crs = crs;
    layer.fields = {{"transect", FieldType::text, "Transect"},
                    {"kind", FieldType::text, "What departs"},
                    {"since", FieldType::date_time, "First of the new positions"},
                    {"n_new", FieldType::integer, "New positions"},
                    {"n_outside", FieldType::integer, "Of these alone outside the interval"},
                    {"expect_m", FieldType::real, "Mean position by the trend", "m"},
                    {"found_m", FieldType::real, "Mean position found", "m"},
                    {"depart_m", FieldType::real, "Departure, seaward positive", "m"},
                    {"limit_m", FieldType::real, "Departure within chance (99 %)", "m"},
                    {"evidence", FieldType::text, "Evidence"}};
    Instant newest{INT64_MIN};
    const auto series = positions ? histories(run, layers, *positions, newest) : std::map<std::string, History>{};
    long known = 0;
    for (const AssessedTransect& t : coast.transects()) {
        const auto found = series.find(t.transect.id);
        known += found != series.end();
        const auto departure = found == series.end() ? std::nullopt : departure_of(found->second, newest);
        if (departure)
            layer.features.push_back({0, place_of(t), values_of(t, *departure)});
        else if (has_break(t))
            layer.features.push_back({0,
                                      place_of(t),
                                      {t.transect.id,
                                       "break",
                                       {},
                                       {},
                                       {},
                                       {},
                                       {},
                                       {},
                                       {},
                                       "the record is better explained by two parts: see the columns brk_ of its rates"}});
    }
    if (positions && known == 0)
        throw UnsafeError("TRANSECT", *positions, "no position belongs to a transect of the rates",
                          "give the positions of which the rates were made");
    return layer;
}

}  // namespace tasi::cli

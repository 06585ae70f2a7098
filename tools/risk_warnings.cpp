#include "tools/risk_warnings.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "algorithms/rates/transect_rows.hpp"
#include "src/core/error.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::cli {
namespace {

std::map<std::string, History> histories(Run& run, const LayerOptions& layers, const AssessedCoast& coast, const std::string& file)
{
    const auto positions = io::positions_from(run.session, io::read_layer(run.session, layers.source(file)), file, layers.fields);
    std::map<std::string, Rows> rows;
    for (const Position& position : positions) rows[position.transect].push_back(&position);
    std::map<std::string, History> result;
    for (auto& [transect, of_transect] : rows) {
        check_distances(transect, of_transect);
        result[transect] = history_of(with_distance(distinct(std::move(of_transect))));
    }
    const auto known = [&](const AssessedTransect& t) { return result.contains(t.transect.id); };
    if (std::none_of(coast.transects().begin(), coast.transects().end(), known))
        throw UnsafeError("TRANSECT", file, "no position belongs to a transect of the rates",
                          "give the positions of which the rates were made");
    return result;
}

Instant newest_date(const AssessedCoast& coast, const std::map<std::string, History>& series)
{
    Instant newest{INT64_MIN};
    for (const AssessedTransect& t : coast.transects()) newest = std::max(newest, t.last.value_or(newest));
    for (const auto& [transect, history] : series)
        if (!history.empty()) newest = std::max(newest, history.back().date);
    return newest;
}

std::vector<Field> fields()
{
    return {{"transect", FieldType::text, "Transect"},
            {"kind", FieldType::text, "What departs"},
            {"test", FieldType::text, "Found as"},
            {"since", FieldType::date_time, "Since: first of the new positions, or date of the break"},
            {"since_lo", FieldType::date_time, "Earliest date of the break"},
            {"since_hi", FieldType::date_time, "Latest date of the break"},
            {"n_new", FieldType::integer, "Positions since"},
            {"depart_m", FieldType::real, "Mean departure since from the trend before, seaward positive", "m"},
            {"depart_ci", FieldType::real, "Half width of its interval", "m"},
            {"rate_pre", FieldType::real, "Rate before, seaward positive", "m/yr"},
            {"ci_pre", FieldType::real, "Half width of its interval", "m/yr"},
            {"rate_post", FieldType::real, "Rate since, seaward positive", "m/yr"},
            {"ci_post", FieldType::real, "Half width of its interval", "m/yr"},
            {"p", FieldType::real, "Probability of this by chance, on this transect alone"},
            {"p_adj", FieldType::real, "The same with regard to all transects tested"},
            {"evidence", FieldType::text, "Evidence"}};
}

template <class T>
Value value_or_null(const std::optional<T>& value)
{
    return value ? Value(*value) : Value();
}

Value day(const std::optional<Instant>& moment)
{
    if (!moment) return {};
    constexpr std::int64_t day_ms = 86'400'000;
    const std::int64_t within = ((moment->milliseconds % day_ms) + day_ms) % day_ms;
    return Instant{moment->milliseconds - within, true};
}

std::vector<Value> values_of(const EarlyWarning& w, const std::string& transect)
{
    const auto rate = [](const std::optional<RateOfPart>& part) { return part ? Value(part->rate) : Value(); };
    const auto interval = [](const std::optional<RateOfPart>& part) { return part ? Value(part->interval) : Value(); };
    return {transect,
            w.change_m < 0 ? "more erosion" : "more growth",
            w.kind == EarlyWarning::Kind::last_years ? "last years" : "break",
            day(w.since),
            day(w.from),
            day(w.to),
            w.count ? Value(static_cast<std::int64_t>(*w.count)) : Value(),
            w.change_m,
            value_or_null(w.interval_m),
            w.before.rate,
            w.before.interval,
            rate(w.after),
            interval(w.after),
            w.p,
            w.adjusted_p,
            w.evidence()};
}

}  // namespace

bool can_warn_early(const AssessedCoast& coast, const std::optional<std::string>& positions)
{
    return positions ||
           std::any_of(coast.transects().begin(), coast.transects().end(), [](const auto& t) { return t.record_break.has_value(); });
}

Layer early_warnings(Run& run, const LayerOptions& layers, const AssessedCoast& coast, const std::optional<std::string>& positions,
                     const WarningOptions& options, const Crs& crs)
{
    const auto series = positions ? histories(run, layers, coast, *positions) : std::map<std::string, History>{};
    const EarlyWarnings warnings = early_warnings_of(coast.transects(), series, newest_date(coast, series), options);
    run.session.note("early warning", fmt::format("{} of {} transects tested, {} tests, {} listed", warnings.transects,
                                                  coast.transects().size(), warnings.tests, warnings.listed.size()));
    Layer layer;
    layer.name = "warnings";
    layer.description =
        fmt::format("Transects whose last years depart from the trend before: {} of {} tested", warnings.listed.size(), warnings.transects);
    layer.kind = Geometry::Kind::points;
    layer.multi = false;
    layer.crs = crs;
    layer.fields = fields();
    for (const EarlyWarning& w : warnings.listed) {
        const AssessedTransect& t = coast.transects()[w.transect];
        layer.features.push_back({0, Geometry::of(t.located() ? t.shore() : t.middle()), values_of(w, t.transect.id)});
    }
    return layer;
}

}  // namespace tasi::cli

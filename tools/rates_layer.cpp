#include "tools/rates_layer.hpp"

#include <map>

#include "src/core/text.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::cli {
namespace {

FieldType type_of(const Statistic& statistic) { return statistic.is_count() ? FieldType::integer : FieldType::real; }

Field field_of(const Statistic& statistic, double confidence_pct)
{
    return {column_name(statistic, confidence_pct), type_of(statistic), statistic.alias, statistic.unit};
}

bool is_written(const Statistic& statistic, const RateOptions& options) { return !statistic.on_request || options.explanations.any(); }

/// The order of the columns: what the record is, its statistics, what to think of it, and the present shoreline.
std::vector<Field> fields_of(const RateOptions& options, bool placed)
{
    std::vector<Field> fields{{"transect", FieldType::text, "Transect"}};
    if (placed) fields.push_back({"baseline", FieldType::text, "Baseline"});
    for (const Statistic& statistic : statistics()) {
        if (!is_written(statistic, options)) continue;
        fields.push_back(field_of(statistic, options.confidence_pct));
        if (!statistic.is_count()) continue;
        fields.push_back({"first", FieldType::date_time, "First date"});
        fields.push_back({"last", FieldType::date_time, "Last date"});
    }
    fields.push_back({"brk_date", FieldType::date_time, "Date of the break"});
    fields.push_back({"brk_from", FieldType::date_time, "Earliest date of the break"});
    fields.push_back({"brk_to", FieldType::date_time, "Latest date of the break"});
    if (options.reject_outliers) {
        fields.push_back({"rejected", FieldType::integer, "Number of rejected positions"});
        fields.push_back({"LRRall", FieldType::real, "LRR with the rejected positions", "m/yr"});
    }
    fields.push_back({"trend", FieldType::text, "Trend"});
    fields.push_back({"certainty", FieldType::text, "Certainty"});
    fields.push_back({"flags", FieldType::text, "Flags"});
    fields.push_back({"as_of", FieldType::date_time, "Date of the present shoreline"});
    fields.push_back({"now_m", FieldType::real, "Present shoreline, from the landward end", "m"});
    fields.push_back({"now_sd_m", FieldType::real, "Uncertainty of the present shoreline (1 sigma)", "m"});
    return fields;
}

Value moment(const std::optional<Instant>& instant) { return instant ? Value(*instant) : Value(); }

Value cell_of(const Statistic& statistic, const std::optional<double>& value)
{
    if (!value) return std::monostate{};
    if (statistic.is_count()) return static_cast<std::int64_t>(*value);
    return real_or_null(*value);
}

Value real(const std::optional<double>& value) { return value ? real_or_null(*value) : Value(); }

/// The day that lies `t_yr` years of the options' length after the first position.
Value day_after(const Instant& first, double t_yr, const RateOptions& options)
{
    constexpr std::int64_t day = 86400000;
    const auto since = static_cast<std::int64_t>(t_yr * options.days_per_year * static_cast<double>(day));
    const std::int64_t at = first.milliseconds + since;
    return Instant{at - ((at % day) + day) % day, true};
}

void add_break(std::vector<Value>& values, const TransectRates& rates, const RateOptions& options)
{
    const ChangePoint* point = likely_break(rates.statistics.break_point);
    for (const auto part : {&ChangePoint::t_yr, &ChangePoint::from_yr, &ChangePoint::to_yr})
        values.push_back(point ? day_after(*rates.first, point->*part, options) : Value());
}

std::vector<Value> values_of(const TransectRates& rates, const Transect* transect, const RateOptions& options)
{
    std::vector<Value> values{rates.transect};
    if (transect) values.emplace_back(transect->baseline);
    for (std::size_t i = 0; i < statistics().size(); ++i) {
        if (!is_written(statistics()[i], options)) continue;
        values.push_back(cell_of(statistics()[i], rates.statistics.values[i]));
        if (!statistics()[i].is_count()) continue;
        values.push_back(moment(rates.first));
        values.push_back(moment(rates.last));
    }
    add_break(values, rates, options);
    if (options.reject_outliers) {
        values.emplace_back(std::int64_t{rates.rejected});
        values.push_back(real(rates.lrr_with_outliers));
    }
    values.emplace_back(rates.trend);
    values.emplace_back(rates.certainty);
    values.push_back(rates.flags.empty() ? Value() : Value(join(rates.flags, ";")));
    values.push_back(moment(rates.as_of));
    values.push_back(real(rates.now_m));
    values.push_back(real(rates.now_sd_m));
    return values;
}

}  // namespace

Layer rates_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects, const Crs& crs,
                  const RateOptions& options)
{
    Layer layer;
    layer.name = "rates";
    layer.description = "Shoreline change per transect; seaward positive, erosion negative";
    layer.multi = false;
    layer.fields = fields_of(options, !transects.empty());
    if (transects.empty()) {
        for (const TransectRates& one : rates) layer.features.push_back({0, {}, values_of(one, nullptr, options)});
        return layer;
    }
    layer.kind = Geometry::Kind::lines;
    layer.crs = crs;
    std::map<std::string, const TransectRates*> by_id;
    for (const TransectRates& one : rates) by_id[one.transect] = &one;
    for (const Transect& t : transects) {
        const auto found = by_id.find(t.id);
        const TransectRates one = found != by_id.end() ? *found->second : assess(t.id, {}, options);
        layer.features.push_back({0, Geometry::of(Polyline{t.landward, t.seaward}), values_of(one, &t, options)});
    }
    return layer;
}

Layer rejected_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects, const Crs& crs)
{
    std::vector<Position> positions;
    for (const TransectRates& one : rates)
        for (const FlaggedPosition& outlier : one.outliers) {
            positions.push_back(outlier.position);
            positions.back().flags.push_back(outlier.flag);
        }
    Layer layer = io::layer_of(positions);
    layer.name = "rejected";
    layer.description = "Positions that were rejected as outliers";
    layer.multi = false;
    if (transects.empty()) return layer;
    std::map<std::string, const Transect*> by_id;
    for (const Transect& t : transects) by_id[t.id] = &t;
    layer.kind = Geometry::Kind::points;
    layer.crs = crs;
    for (std::size_t i = 0; i < positions.size(); ++i)
        layer.features[i].geometry = Geometry::of(by_id.at(positions[i].transect)->at(*positions[i].distance_m));
    return layer;
}

}  // namespace tasi::cli

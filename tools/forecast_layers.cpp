#include "tools/forecast_layers.hpp"

#include <unordered_map>

#include "algorithms/forecast/shapes.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::vector<Field> fields_of(bool placed)
{
    std::vector<Field> fields{{"transect", FieldType::text, "Transect"}};
    if (placed) fields.push_back({"baseline", FieldType::text, "Baseline"});
    for (Field& field : std::vector<Field>{
             {"year", FieldType::integer, "Year"},
             {"distance_m", FieldType::real, "Forecast shoreline, from the landward end", "m"},
             {"lower_m", FieldType::real, "Lower end of the band", "m"},
             {"upper_m", FieldType::real, "Upper end of the band", "m"},
             {"sd_m", FieldType::real, "Uncertainty of the mean position (1 sigma)", "m"},
             {"method", FieldType::text, "Method"},
             {"sd_one_m", FieldType::real, "Uncertainty of one observed shoreline (1 sigma)", "m"},
             {"change_m", FieldType::real, "Movement from the present shoreline, seaward positive", "m"},
             {"certainty", FieldType::text, "Certainty of the rate"},
             {"flags", FieldType::text, "Flags"},
         })
        fields.push_back(std::move(field));
    return fields;
}

using ByTransect = std::unordered_map<std::string, const TransectForecast*>;

ByTransect by_id(const std::vector<TransectForecast>& forecasts)
{
    ByTransect found;
    for (const TransectForecast& one : forecasts) found[one.transect] = &one;
    return found;
}

std::vector<std::string> flags_of(const ForecastRow& row, const Transect* transect)
{
    std::vector<std::string> flags = row.flags;
    const bool outside = transect && row.distance_m && (*row.distance_m < 0 || *row.distance_m > transect->length_m());
    if (outside) flags.push_back("beyond transect");
    return flags;
}

Feature feature_of(const std::string& id, const ForecastRow& row, const TransectForecast* forecast, const Transect* transect,
                   const ForecastOptions& options)
{
    Feature feature;
    if (transect && row.distance_m) feature.geometry = Geometry::of(transect->at(*row.distance_m));
    const auto now = forecast ? forecast->rates.now_m : std::nullopt;
    const std::optional<double> change = row.distance_m && now ? std::optional(*row.distance_m - *now) : std::nullopt;
    feature.values.emplace_back(id);
    if (transect) feature.values.push_back(text_or_null(transect->baseline));
    feature.values.insert(
        feature.values.end(),
        {std::int64_t{row.year}, real_or_null(row.distance_m), real_or_null(row.lower_m), real_or_null(row.upper_m), real_or_null(row.sd_m),
         Value(options.method), real_or_null(row.one_sd_m), real_or_null(change),
         text_or_null(forecast ? forecast->rates.certainty : "not assessed"), text_or_null(join(flags_of(row, transect), ";"))});
    return feature;
}

ForecastRow without_positions(int year)
{
    ForecastRow row;
    row.year = year;
    row.flags = {"no positions"};
    return row;
}

std::vector<std::optional<ForecastOnTransect>> in_year(const ByTransect& forecasts, const std::vector<Transect>& transects,
                                                       std::size_t year)
{
    std::vector<std::optional<ForecastOnTransect>> places(transects.size());
    for (std::size_t i = 0; i < transects.size(); ++i) {
        const auto found = forecasts.find(transects[i].id);
        if (found == forecasts.end()) continue;
        const ForecastRow& row = found->second->rows[year];
        if (row.distance_m) places[i] = ForecastOnTransect{*row.distance_m, *row.lower_m, *row.upper_m};
    }
    return places;
}

}  // namespace

Layer forecast_layer(const std::vector<TransectForecast>& forecasts, const std::vector<Transect>& transects, const Crs& crs,
                     const ForecastOptions& options)
{
    Layer layer;
    layer.name = "forecast";
    layer.description = "Forecast shoreline positions; seaward positive";
    layer.multi = false;
    layer.fields = fields_of(!transects.empty());
    if (transects.empty()) {
        for (const TransectForecast& one : forecasts)
            for (const ForecastRow& row : one.rows) layer.features.push_back(feature_of(one.transect, row, &one, nullptr, options));
        return layer;
    }
    layer.kind = Geometry::Kind::points;
    layer.crs = crs;
    const ByTransect found = by_id(forecasts);
    for (const Transect& t : transects) {
        const auto at = found.find(t.id);
        for (std::size_t y = 0; y < options.years.size(); ++y)
            layer.features.push_back(at == found.end() ? feature_of(t.id, without_positions(options.years[y]), nullptr, &t, options)
                                                       : feature_of(t.id, at->second->rows[y], at->second, &t, options));
    }
    return layer;
}

std::vector<Layer> forecast_shapes(const std::vector<TransectForecast>& forecasts, const std::vector<Transect>& transects, const Crs& crs,
                                   const ForecastOptions& options)
{
    Layer lines{"forecast_lines", Geometry::Kind::lines, true, crs, {}, {}, "Forecast shorelines; broken where there is no forecast"};
    Layer bands{"forecast_bands", Geometry::Kind::polygons, true, crs, {}, {}, "Between the lower and the upper end of forecasts"};
    lines.fields = {{"year", FieldType::integer, "Year"}, {"method", FieldType::text, "Method"}};
    bands.fields = {{"year", FieldType::integer, "Year"},
                    {"method", FieldType::text, "Method"},
                    {"confidence", FieldType::real, "Confidence of the band", "%"}};
    const ByTransect found = by_id(forecasts);
    for (std::size_t y = 0; y < options.years.size(); ++y) {
        ForecastShape shape = shape_of(transects, in_year(found, transects, y));
        const std::int64_t year = options.years[y];
        if (!shape.lines.empty()) lines.features.push_back({0, Geometry::of(std::move(shape.lines)), {year, options.method}});
        if (!shape.bands.empty())
            bands.features.push_back({0, Geometry::of(std::move(shape.bands)), {year, options.method, options.rates.confidence_pct}});
    }
    return {std::move(lines), std::move(bands)};
}

Layer hindcast_layer(const std::vector<HindcastRow>& rows)
{
    Layer layer;
    layer.name = "hindcast";
    layer.description = "Forecasts made from the first part of records, against the rest";
    layer.fields = {{"transect", FieldType::text, "Transect"},
                    {"cut", FieldType::date_time, "Last moment known to the forecast"},
                    {"n_fit", FieldType::integer, "Positions fitted"},
                    {"n_scored", FieldType::integer, "Positions scored"},
                    {"bias_m", FieldType::real, "Mean of observed minus forecast", "m"},
                    {"rmse_m", FieldType::real, "Root mean square error", "m"},
                    {"still_rmse", FieldType::real, "The same of the guess that nothing moves", "m"},
                    {"skill", FieldType::real, "1 - (rmse_m / still_rmse) squared"},
                    {"in_band", FieldType::real, "Positions within the band", "%"},
                    {"flags", FieldType::text, "Flags"}};
    for (const HindcastRow& row : rows)
        layer.features.push_back(
            {0,
             {},
             {row.transect, row.cut ? Value(*row.cut) : Value(), static_cast<std::int64_t>(row.fitted),
              static_cast<std::int64_t>(row.scored), real_or_null(row.bias_m), real_or_null(row.rmse_m), real_or_null(row.no_change_rmse_m),
              real_or_null(row.skill), real_or_null(row.in_band_pct), text_or_null(row.reason)}});
    return layer;
}

}  // namespace tasi::cli

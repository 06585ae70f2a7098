#include "tools/risk_coast.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/io/layer_file.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/risk_inputs.hpp"

namespace tasi::cli {
namespace {

/// A line of a year to come is not the present shore.
void refuse_forecast(const Layer& layer, const std::string& file)
{
    if (layer.field("year") >= 0 && layer.field("method") >= 0)
        throw UnsafeError("FORECAST", file, "the layer is a forecast, not the present shore", "give the rates: risk draws them on itself");
}

/// Transects and baselines are lines too, but lie elsewhere than the shore.
void refuse_drawn_lines(const Layer& layer, const std::string& file)
{
    for (const char* field : {"transect", "baseline"})
        if (layer.field(field) >= 0)
            throw UnsafeError("NO-RATES", file, fmt::format("lines with a field {} and without rates are no shoreline", field),
                              "give what tasi rates --transects made");
}

/// Of a layer with several dates only the newest line is the present shore.
std::vector<Polyline> present_shore(Run& run, Layer layer, const std::string& file)
{
    std::erase_if(layer.features, [](const Feature& feature) { return feature.geometry.kind == Geometry::Kind::none; });
    const int date = layer.field("date");
    std::string newest;
    bool several = false;
    for (const Feature& feature : layer.features) {
        const std::string day = date < 0 ? std::string() : text_of(feature.values[static_cast<std::size_t>(date)]);
        several = several || (!newest.empty() && day != newest);
        newest = std::max(newest, day);
    }
    if (several) {
        std::erase_if(layer.features,
                      [&](const Feature& feature) { return text_of(feature.values[static_cast<std::size_t>(date)]) != newest; });
        run.session.warnings.add("NEWEST", file,
                                 "the layer holds several dates: the newest, " + newest + ", is taken for the present shore");
    }
    return lines_of(layer, file);
}

}  // namespace

AssessedCoast coast_from(Run& run, const Layer& layer, const std::string& file, const std::optional<Layer>& shoreline,
                         const std::string& shoreline_file, ExposureOptions& options)
{
    refuse_forecast(layer, file);
    if (shoreline) refuse_forecast(*shoreline, shoreline_file);
    if (shoreline) refuse_drawn_lines(*shoreline, shoreline_file);
    if (!is_rates_layer(layer)) refuse_drawn_lines(layer, file);
    std::vector<Polyline> shore;
    if (shoreline) shore = present_shore(run, *shoreline, shoreline_file);
    if (!is_rates_layer(layer)) {
        run.session.warnings.add("NO-RATES", file, "a layer without rates: settlements get distances and the class 'not assessed'");
        const std::vector<Polyline> lines = present_shore(run, layer, file);
        shore.insert(shore.end(), lines.begin(), lines.end());
        return {{}, shore};
    }
    RatesLayer rates = rates_from(layer, file);
    if (!rates.as_of) throw UnsafeError("AS-OF", file, "no transect has a present shoreline (as_of)", "make the layer with tasi rates");
    options.base_year = rates.as_of->julian_year();
    if (options.sea_level) {
        options.sea_level->base_year = options.base_year;
        options.sea_level->validate();
    }
    options.validate();
    run.session.note("present shoreline as of", rates.as_of->iso());
    return {std::move(rates.transects), shore};
}

std::vector<SeaLevel> read_sea_levels(Run& run, const std::string& file)
{
    const Layer table = io::read_csv(run.session, file);
    const char* const names[4] = {"year", "rise_m", "low_m", "high_m"};
    std::vector<SeaLevel> levels;
    for (const char* name : names)
        if (table.field(name) < 0)
            throw UnsafeError("COLUMNS", file, fmt::format("no column {}", name), "give year, rise_m, low_m and high_m (17 and 83 %)");
    for (const Feature& row : table.features) {
        double cells[4];
        for (int i = 0; i < 4; ++i) {
            const auto value = number_of(row.values[static_cast<std::size_t>(table.field(names[i]))]);
            if (!value) throw UnsafeError("NUMBER", file, fmt::format("row {}: {} is no number", row.number, names[i]), "correct the cell");
            cells[i] = *value;
        }
        levels.push_back({cells[0], cells[1], cells[2], cells[3]});
    }
    return levels;
}

}  // namespace tasi::cli

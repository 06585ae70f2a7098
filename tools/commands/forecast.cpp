#include "algorithms/forecast/forecast.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/forecast/hindcast.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/position_formats.hpp"
#include "src/io/write_layer.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"
#include "tools/forecast_layers.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/positions_on_transects.hpp"
#include "tools/similar_ids.hpp"

namespace tasi::cli {
namespace {

std::vector<std::string> method_names()
{
    std::vector<std::string> names;
    for (const ForecastMethod& method : forecast_methods()) names.push_back(method.name);
    return names;
}

class ForecastCommand : public Command {
public:
    ForecastCommand() : Command("forecast", "Forecast where the shoreline will be, with bands, from positions on transects")
    {
        usage_ = "POSITIONS -o OUT";
        // clang-format off
        options_.add_options()
            ("positions", po::value(&positions_)->required(), "table of positions: transect, date, distance_m, and optionally uncert_m")
            ("output,o", po::value(&output_)->required(), "layer or table to write; the suffix chooses the format")
            ("transects", text(&transects_), "layer of the transects: gives points, lines and bands")
            ("years", years("years", &forecast_.years), "calendar years, at their start")
            ("method", choice("method", &forecast_.method, method_names()), "how to forecast")
            ("band", choice("band", &forecast_.band, {"auto", "shoreline", "mean"}),
             "what the band is about: one observed shoreline, or the mean position (auto: shoreline for linear, mean for kalman)")
            ("confidence", number("confidence", &forecast_.rates.confidence_pct, {50, 99.99}), "confidence of the band, per cent")
            ("days-per-year", number("days-per-year", &forecast_.rates.days_per_year, {360, 366}), "length of a year")
            ("as-of", moment("as-of", &forecast_.rates.as_of), "date of the present shoreline, for change_m (default: the newest position)")
            ("hindcast", po::value<std::string>()->value_name("[=SHARE]")->implicit_value("0.7")->notifier(
                [this](const std::string& given) { set_share(given); }),
             "fit the first SHARE (0.2 to 0.9, default 0.7) of each record and score the rest")
            ("far", po::bool_switch(&forecast_.far), "also forecast farther ahead than three times the span of a record")
            ("flip", po::bool_switch(&flip_), "the transects are drawn from sea to land");
        // clang-format on
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("positions", 1);
    }
    std::string output() const override { return output_; }
    std::vector<std::filesystem::path> more_outputs() const override
    {
        std::vector<std::string> layers;
        if (transects_) layers = {"forecast_lines", "forecast_bands"};
        if (share_) layers.emplace_back("hindcast");
        return io::siblings_of(output_, layers);
    }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{positions_};
        if (transects_) inputs.emplace_back(*transects_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        const auto positions = read_positions(run);
        Crs crs;
        const std::vector<Transect> transects = read_transects(run, crs);
        const auto forecasts = forecast_all(positions, forecast_);
        if (!transects.empty()) require_known_transects(ids_of(forecasts), transects, positions_, *transects_);
        require_an_answer(forecasts);
        warn(run, forecasts);

        std::vector<Layer> layers{forecast_layer(forecasts, transects, crs, forecast_)};
        if (!transects.empty())
            for (Layer& layer : forecast_shapes(forecasts, transects, crs, forecast_)) layers.push_back(std::move(layer));
        if (share_) {
            const auto rows = hindcast(positions, *share_, forecast_);
            layers.push_back(hindcast_layer(rows));
            if (!run.quiet()) print(finding(rows));
        }
        run.finish(output, layers);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        forecast_.validate();
    }

private:
    void set_share(const std::string& given)
    {
        const auto share = parse_number(given);
        if (!share || *share < 0.2 || *share > 0.9)
            throw UsageError("RANGE", "", "--hindcast is '" + printable(given) + "'",
                             "give a share of the record from 0.2 to 0.9, as --hindcast=0.7");
        share_ = *share;
    }

    std::vector<Position> read_positions(Run& run) const
    {
        const Layer layer = io::read_layer(run.session, layers_.source(positions_));
        if (transects_) require_landward_ends(layer);
        return io::positions_from(run.session, layer, positions_, layers_.fields);
    }

    void require_landward_ends(const Layer& layer) const
    {
        const io::PositionFormat& format = io::position_format_of(io::StudyTable(layer, positions_), layers_.fields);
        if (format.from_landward_end) return;
        throw UnsafeError(
            "ORIGIN", positions_,
            format.title + ": their distances do not count from the landward end of transects, so they have no place on a map",
            "leave --transects out, or measure positions with tasi positions");
    }

    std::vector<Transect> read_transects(Run& run, Crs& crs) const
    {
        if (!transects_) return {};
        Layer layer = io::read_layer(run.session, {*transects_, std::nullopt, layers_.source(*transects_).assumed_crs});
        crs = analysis_crs(layers_.crs, {&layer}, {*transects_});
        run.session.note("analysis CRS", crs.name);
        require_crs_of_positions(run.session, positions_, crs);
        return io::transects_from(run.session, in_analysis_crs(run.session, std::move(layer), crs, *transects_), *transects_,
                                  layers_.fields, flip_);
    }

    void require_an_answer(const std::vector<TransectForecast>& forecasts) const
    {
        const bool any = std::any_of(forecasts.begin(), forecasts.end(), [](const TransectForecast& f) { return f.reason.empty(); });
        if (!any)
            throw NoResultError(
                "FORECAST", positions_,
                "no transect carries a forecast; the first says: " + (forecasts.empty() ? "no positions" : forecasts[0].reason),
                "add dates, or see docs/methods/forecasts.md for what a forecast needs");
        const auto is_before = [](const ForecastRow& row) {
            return std::find(row.flags.begin(), row.flags.end(), "before the last date") != row.flags.end();
        };
        const auto only_before = [&](const TransectForecast& f) {
            return !f.reason.empty() || std::all_of(f.rows.begin(), f.rows.end(), is_before);
        };
        if (std::all_of(forecasts.begin(), forecasts.end(), only_before))
            throw NoResultError("FORECAST", positions_, "every year lies before the last date of the records: the filter looks ahead alone",
                                "choose later years with --years, or --method linear");
        for (std::size_t y = 0; y < forecast_.years.size(); ++y) {
            const auto withheld = [&](const TransectForecast& f) {
                const auto& flags = f.rows[y].flags;
                return !f.reason.empty() || (!f.rows[y].distance_m && std::find(flags.begin(), flags.end(), "too far") != flags.end());
            };
            if (std::all_of(forecasts.begin(), forecasts.end(), withheld))
                throw UnsafeError("FAR", positions_,
                                  fmt::format("{} is more than three times the span of every record away", forecast_.years[y]),
                                  "choose a nearer year with --years, or say --far");
        }
    }

    void warn(Run& run, const std::vector<TransectForecast>& forecasts) const
    {
        warn_of_similar_ids(run, positions_, ids_of(forecasts));
        long none = 0, mixed = 0, far = 0, beyond = 0, broken = 0;
        for (const TransectForecast& one : forecasts) {
            none += !one.reason.empty();
            mixed += one.rates.mixed_levels;
            bool is_broken = false;
            for (const ForecastRow& row : one.rows) {
                const auto has = [&](const char* flag) { return std::find(row.flags.begin(), row.flags.end(), flag) != row.flags.end(); };
                far += has("too far");
                beyond += has("beyond record");
                is_broken = is_broken || has("broken series");
            }
            broken += is_broken;
        }
        const auto note = [&](const char* name, long count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, positions_, what, count);
        };
        note("NO-FORECAST", none, "a transect has no forecast: its flags say why");
        note("TIDE-MIX", mixed, mixed_levels_warning);
        note("BEYOND-RECORD", beyond, "a year is farther ahead than the span of the record");
        note("FAR", far,
             forecast_.far ? "a year is farther ahead than three times the span of the record"
                           : "a year is farther ahead than three times the span of the record: not given");
        note("BROKEN-SERIES", broken, "a shoreline jumped: its forecast rests on the part after the jump, or on both with the widest band");
    }

    std::string finding(const std::vector<HindcastRow>& rows) const
    {
        const HindcastRow& all = rows.back();
        const auto scored = std::count_if(rows.begin(), rows.end() - 1, [](const HindcastRow& r) { return r.scored > 0; });
        if (all.scored == 0) return "hindcast: no transect could be scored\n";
        return fmt::format(
            "hindcast: {} positions on {} of {} transects after the first {} % of their time: bias {} m, RMSE {} m ({} m if nothing moved, "
            "skill {}); "
            "the {} % band holds {} %\n",
            all.scored, scored, rows.size() - 1, format_fixed(100 * *share_, 0), format_fixed(*all.bias_m, 2), format_fixed(*all.rmse_m, 2),
            format_fixed(*all.no_change_rmse_m, 2), all.skill ? format_fixed(*all.skill, 3) : "none",
            format_number(forecast_.rates.confidence_pct), format_fixed(*all.in_band_pct, 1));
    }

    std::string positions_, output_;
    std::optional<std::string> transects_;
    std::optional<double> share_;
    bool flip_ = false;
    ForecastOptions forecast_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_forecast() { return std::make_unique<ForecastCommand>(); }

}  // namespace tasi::cli

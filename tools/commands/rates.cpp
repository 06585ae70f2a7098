#include "algorithms/rates/assess.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/position_stream.hpp"
#include "src/io/regressor_file.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/write_layer.hpp"
#include "tools/average_layer.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/positions_on_transects.hpp"
#include "tools/rates_layer.hpp"
#include "tools/similar_ids.hpp"

namespace tasi::cli {
namespace {

/// `flag`: outliers by `mad` are named and count.
std::vector<std::string> outlier_choices()
{
    std::vector<std::string> names{"flag"};
    for (const OutlierRule& rule : outlier_rules()) names.push_back(rule.name);
    return names;
}

class RatesCommand : public Command {
public:
    RatesCommand() : Command("rates", "Compute rates of shoreline change and what they are worth")
    {
        usage_ = "POSITIONS -o OUT";
        // clang-format off
        options_.add_options()
            ("positions", po::value(&positions_)->required(), "table of positions: transect, date, distance_m, and optionally uncert_m")
            ("output,o", po::value(&output_)->required(), "layer or table to write; the suffix chooses the format")
            ("transects", text(&transects_), "layer of the transects: gives the result its geometry")
            ("confidence", number("confidence", &rates_.confidence_pct, {50, 99.99}), "confidence of intervals, per cent")
            ("days-per-year", number("days-per-year", &rates_.days_per_year, {360, 366}), "length of a year; 365 for comparison with CoastCR")
            ("as-of", moment("as-of", &rates_.as_of), "date of the present shoreline (default: the newest position)")
            ("outliers", choice("outliers", &outliers_, outlier_choices()), "what happens to outliers: flag names those by mad and counts them; mad, despike, dea reject theirs; none looks for none")
            ("mad-limit", number("mad-limit", &rates_.outliers.modified_z, positive), "modified z-score beyond which mad and dea take a position for an outlier")
            ("spike", number("spike", &rates_.outliers.spike_m, positive), "size of a spike for despike, metres")
            ("season", choice("season", &rates_.explanations.season, season_models()), "fit a season beside the trend: none, harmonics (one and two waves a year), means (four quarters)")
            ("regressor", text(&regressor_), "file of a series that may explain positions, e.g. an index of El Nino: fitted beside the trend")
            ("lag", number("lag", &lag_months_, {0, 120}), "lag of the regressor, months (default: the one from 0 to 6 that explains most)")
            ("min-positions", whole_number("min-positions", &rates_.certainty.assessed_observations, 3, 1000000), "fewer positions are not assessed")
            ("min-span", number("min-span", &rates_.certainty.assessed_span_yr, {0, 1000}), "a shorter record is not assessed, years")
            ("average-by", text(&average_by_), "add average rates of regions: baseline, or a field of --transects")
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
        if (options().reject_outliers) layers.emplace_back("rejected");
        if (average_by_) layers.emplace_back("averages");
        return io::siblings_of(output_, layers);
    }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{positions_};
        if (transects_) inputs.emplace_back(*transects_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        RateOptions options = this->options();
        if (regressor_) options.explanations.regressor = regressor(run);
        std::vector<TransectRates> rates = read_and_assess(run, options);
        Crs crs;
        std::vector<std::string> regions;
        const std::vector<Transect> transects = read_transects(run, crs, regions);
        require_an_answer(rates);
        if (!transects.empty()) require_known_transects(ids_of(rates), transects, positions_, *transects_);
        warn(run, rates);
        std::vector<Layer> layers{rates_layer(rates, transects, crs, options)};
        if (options.reject_outliers) layers.push_back(rejected_layer(rates, transects, crs));
        if (average_by_) layers.push_back(averages_layer(rates, transects, regions, crs));
        run.finish(output, layers);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        if (lag_months_ && (!regressor_ || *lag_months_ != std::floor(*lag_months_)))
            throw UsageError("LAG", "", fmt::format("--lag is {}", *lag_months_), "give whole months, and --regressor");
        if (average_by_ && !transects_)
            throw UsageError("AVERAGE", "", "--average-by needs the order of the transects along the coast", "give --transects");
        options().validate();
    }

private:
    RateOptions options() const
    {
        RateOptions options = rates_;
        options.outliers.rule = outliers_ == "flag" ? "mad" : outliers_;
        options.reject_outliers = outliers_ != "flag" && outliers_ != "none";
        if (lag_months_) options.explanations.lag_months = static_cast<int>(*lag_months_);
        return options;
    }

    Regressor regressor(Run& run) const
    {
        const io::DatedValues series = io::read_regressor(run.session, *regressor_);
        return {*regressor_, series.year, series.value};
    }

    /// A table as `tasi positions` writes it is read transect by transect, any other one whole.
    std::vector<TransectRates> read_and_assess(Run& run, const RateOptions& options) const
    {
        const io::FieldChoice& choice = layers_.fields;
        const bool as_found = !choice.date && !choice.date_format && !choice.uncertainty && !choice.id && !layers_.layer;
        std::vector<TransectRates> rates;
        const auto take = [&](io::PositionsOfTransects&& records) {
            const std::size_t before = rates.size();
            rates.resize(before + records.size());
            parallel_for(static_cast<int>(records.size()), [&](int i) {
                const std::size_t k = static_cast<std::size_t>(i);
                rates[before + k] = assess_record(records[k].front().transect, records[k], options);
            });
        };
        if (as_found && io::stream_positions(run.session, positions_, take)) {
            add_present(rates, options);
            return rates;
        }
        rates.clear();
        io::LayerSource where = layers_.source(positions_);
        return assess_all(io::positions_from(run.session, io::read_layer(run.session, where), positions_, choice), options);
    }

    /// The region of every transect, in the order of the layer.
    std::vector<std::string> regions_of(const Layer& layer, const std::vector<Transect>& transects) const
    {
        std::vector<std::string> regions;
        const bool by_baseline = average_by_ == "baseline";
        const io::StudyTable table(layer, *transects_);
        const int field = layer.field(*average_by_);
        if (!by_baseline && field < 0)
            throw UsageError("FIELD", *transects_, "there is no field '" + printable(*average_by_) + "' to average by",
                             "choose baseline or one of: " + table.field_list());
        for (std::size_t i = 0; i < transects.size(); ++i)
            regions.push_back(by_baseline ? transects[i].baseline : table.text(layer.features[i], field));
        return regions;
    }

    std::vector<Transect> read_transects(Run& run, Crs& crs, std::vector<std::string>& regions) const
    {
        if (!transects_) return {};
        Layer layer = io::read_layer(run.session, {*transects_, std::nullopt, layers_.source(*transects_).assumed_crs});
        crs = analysis_crs(layers_.crs, {&layer}, {*transects_});
        run.session.note("analysis CRS", crs.name);
        require_crs_of_positions(run.session, positions_, crs);
        layer = in_analysis_crs(run.session, std::move(layer), crs, *transects_);
        std::vector<Transect> transects = io::transects_from(run.session, layer, *transects_, layers_.fields, flip_);
        if (average_by_ && transects.size() != layer.features.size())
            throw UnsafeError("TRANSECT", *transects_, "not every feature is one transect", "give one line a feature");
        if (average_by_) regions = regions_of(layer, transects);
        return transects;
    }

    void require_an_answer(const std::vector<TransectRates>& rates) const
    {
        const RateDoubts doubts = doubts_of(rates);
        const bool enough_dates = doubts.few_dates < static_cast<long>(rates.size());
        if (!any_rate(rates) && doubts.implausible > doubts.short_span)
            throw UnsafeError("IMPLAUSIBLE", positions_,
                              fmt::format("no transect has a rate below {:.0f} m/yr", rates_.implausible_m_per_yr),
                              "check that distances are metres and that the dates are right");
        if (!any_rate(rates) && enough_dates)
            throw NoResultError("SHORT-SPAN", positions_, "the span of the record is too short: no transect has a rate",
                                "add shorelines of other years");
        if (rates.empty()) throw NoResultError("EMPTY", positions_, "no positions", "measure some with tasi positions");
        if (!any_rate(rates))
            throw NoResultError("FEW-DATES", positions_,
                                "too few dates on every transect: at least two dates are needed, three for a regression",
                                "add shorelines of other dates");
    }

    void warn(Run& run, const std::vector<TransectRates>& rates) const
    {
        warn_of_similar_ids(run, positions_, ids_of(rates));
        const RateDoubts doubts = doubts_of(rates);
        const auto note = [&](const char* name, long count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, positions_, what, count);
        };
        note("DUPLICATE", doubts.duplicates, "identical rows: a duplicate counts once");
        note("SAME-DAY", doubts.same_day, "several positions on the same day: all count");
        note("OUTLIER", doubts.outliers - doubts.rejected, "a position is an outlier of its transect's trend: it counts, and is flagged");
        note("REJECTED", doubts.rejected, "a position is an outlier and does not count: see the layer rejected");
        note("NOT-ADJUSTED", doubts.not_adjusted, "a record does not allow the season or the regressor: LRRadj is missing");
        note("FEW-DATES", doubts.few_dates, "a transect has too few dates for a regression: not assessed");
        note("CONSTANT", doubts.constant, "all distances of a transect are the same number, which no measurements are: not assessed");
        note("TIDE-MIX", doubts.mixed_levels, mixed_levels_warning);
        note("SHORT-SPAN", doubts.short_span, "the span of a record is too short to assess a rate");
        if (rates_.as_of && outside_records(rates))
            run.session.warnings.add(
                "AS-OF", positions_,
                "--as-of " + rates_.as_of->iso() + " lies outside of the record: the present shoreline is extrapolated");
        note("IMPLAUSIBLE", doubts.implausible, fmt::format("a rate of {:.0f} m/yr or more is not given", rates_.implausible_m_per_yr));
    }

    bool outside_records(const std::vector<TransectRates>& rates) const
    {
        std::optional<Instant> first, last;
        for (const TransectRates& one : rates) {
            if (one.first && (!first || *one.first < *first)) first = one.first;
            if (one.last && (!last || *last < *one.last)) last = one.last;
        }
        return first && (*rates_.as_of < *first || years_between(*last, *rates_.as_of) > 1);
    }

    std::string positions_, output_;
    std::optional<std::string> transects_;
    std::string outliers_ = "flag";
    std::optional<std::string> regressor_, average_by_;
    std::optional<double> lag_months_;
    bool flip_ = false;
    RateOptions rates_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_rates() { return std::make_unique<RatesCommand>(); }

}  // namespace tasi::cli

#include "algorithms/rates/assess.hpp"

#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/input_file.hpp"
#include "src/io/run_record.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/rates_layer.hpp"

namespace tasi::cli {
namespace {

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
            ("flip", po::bool_switch(&flip_), "the transects are drawn from sea to land");
        // clang-format on
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("positions", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{positions_};
        if (transects_) inputs.emplace_back(*transects_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        io::LayerSource where = layers_.source(positions_);
        const auto positions = io::positions_from(run.session, io::read_layer(run.session, where), positions_, layers_.fields);
        Crs crs;
        const std::vector<Transect> transects = read_transects(run, crs);
        const auto rates = assess_all(positions, rates_);
        require_an_answer(rates);
        require_transects(rates, transects);
        warn(run, rates);
        run.finish(output, {rates_layer(rates, transects, crs, rates_)});
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        rates_.validate();
    }

private:
    std::vector<Transect> read_transects(Run& run, Crs& crs) const
    {
        if (!transects_) return {};
        Layer layer = io::read_layer(run.session, {*transects_, std::nullopt, layers_.source(*transects_).assumed_crs});
        crs = analysis_crs(layers_.crs, {&layer}, {*transects_});
        run.session.note("analysis CRS", crs.name);
        require_crs_of_positions(run, crs);
        return io::transects_from(run.session, in_analysis_crs(run.session, std::move(layer), crs, *transects_), *transects_,
                                  layers_.fields, flip_);
    }

    /// A CSV of positions states no CRS, but its run record does.
    void require_crs_of_positions(Run& run, const Crs& crs) const
    {
        const std::filesystem::path record = io::run_record_of(positions_);
        if (!std::filesystem::is_regular_file(record)) return;
        const nlohmann::json json = io::read_json(run.session, record);
        if (!json.is_object() || !json.contains("notes") || !json.at("notes").is_object()) return;
        const auto measured = json.at("notes").find("analysis CRS");
        if (measured == json.at("notes").end() || !measured->is_string() || *measured == crs.name) return;
        throw UnsafeError("CRS", positions_,
                          "the positions were measured in " + measured->get<std::string>() + ", the transects are in " + crs.name,
                          "use the transects of the positions, or the same --crs for both");
    }

    void require_an_answer(const std::vector<TransectRates>& rates) const
    {
        const RateDoubts doubts = doubts_of(rates);
        const bool enough_dates = doubts.few_dates < static_cast<long>(rates.size());
        if (!any_rate(rates) && enough_dates)
            throw NoResultError("SHORT-SPAN", positions_, "the span of the record is too short: no transect has a rate",
                                "add shorelines of other years");
        if (rates.empty()) throw NoResultError("EMPTY", positions_, "no positions", "measure some with tasi positions");
        if (!any_rate(rates))
            throw NoResultError("FEW-DATES", positions_,
                                "too few dates on every transect: at least two dates are needed, three for a regression",
                                "add shorelines of other dates");
    }

    void require_transects(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects) const
    {
        if (transects.empty()) return;
        std::set<std::string> known;
        for (const Transect& t : transects) known.insert(t.id);
        for (const TransectRates& one : rates)
            if (!known.contains(one.transect))
                throw UnsafeError("TRANSECT", positions_, "transect '" + one.transect + "' is not in " + *transects_,
                                  "give the transects on which the positions were measured");
    }

    void warn(Run& run, const std::vector<TransectRates>& rates) const
    {
        const RateDoubts doubts = doubts_of(rates);
        const auto note = [&](const char* name, long count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, positions_, what, count);
        };
        note("DUPLICATE", doubts.duplicates, "identical rows: a duplicate counts once");
        note("SAME-DAY", doubts.same_day, "several positions on the same day: all count");
        note("OUTLIER", doubts.outliers, "a position is an outlier of its transect's trend: it counts, and is flagged");
        note("FEW-DATES", doubts.few_dates, "a transect has too few dates for a regression: not assessed");
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
    bool flip_ = false;
    RateOptions rates_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_rates() { return std::make_unique<RatesCommand>(); }

}  // namespace tasi::cli

#include "algorithms/tides/estimate_slope.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/similar_ids.hpp"
#include "tools/tide_model.hpp"
#include "tools/times_of_day.hpp"

namespace tasi::cli {
namespace {

Layer layer_of(const std::vector<SlopeEstimate>& estimates)
{
    Layer layer{"slopes", Geometry::Kind::none, false, {}, {}, {}, "Beach slopes"};
    layer.fields = {{"transect", FieldType::text, "Transect", ""},
                    {"n", FieldType::integer, "Positions used", ""},
                    {"slope", FieldType::real, "Beach slope (tan beta)", "m/m"},
                    {"slope_lo", FieldType::real, "Beach slope, lower end of its interval", "m/m"},
                    {"slope_hi", FieldType::real, "Beach slope, upper end of its interval", "m/m"},
                    {"method", FieldType::text, "Method", ""},
                    {"flags", FieldType::text, "Flags", ""}};
    for (const SlopeEstimate& e : estimates)
        layer.features.push_back({static_cast<std::int64_t>(layer.features.size()) + 1,
                                  {},
                                  {e.transect, std::int64_t{e.n}, real_or_null(e.slope), real_or_null(e.lower), real_or_null(e.upper),
                                   e.method, io::text_or_null(join(e.flags, ";"))}});
    return layer;
}

std::vector<std::string> method_names()
{
    std::vector<std::string> names;
    for (const SlopeMethod& method : slope_methods()) names.push_back(method.name);
    return names;
}

class SlopesCommand : public Command {
public:
    SlopesCommand() : Command("slopes", "Estimate beach slopes from uncorrected positions and the tide")
    {
        usage_ = "POSITIONS -o OUT.csv";
        // clang-format off
        options_.add_options()
            ("positions", po::value(&positions_)->required(), "table of positions with tide_m and the place before correction: raw_m, or distance_m")
            ("output,o", po::value(&output_)->required(), "table to write; the suffix chooses the format")
            ("method", choice("method", &slopes_.method, method_names()), "how the slope is estimated")
            ("min-dates", whole_number("min-dates", &slopes_.min_dates, 10, 100000), "positions that a transect needs")
            ("tides", text(&tides_), "levels of the sea, a series or harmonic constituents, in place of the column tide_m")
            ("tide-interpolation", choice("tide-interpolation", &interpolation_, {"linear", "cubic"}), "between the samples of a series: linear up to 1 h, cubic up to 3 h apart")
            ("layer", text(&layer_), "layer of an input that holds several")
            ("date-field", text(&fields_.date), "field that holds the date (default: found by its name)")
            ("date-format", text(&fields_.date_format), "how dates are written, in strptime's notation, e.g. %m/%d/%Y")
            ("id-field", text(&fields_.id), "field that names a transect (default: found by its name)");
        // clang-format on
        positional_.add("positions", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{positions_};
        if (tides_) inputs.emplace_back(*tides_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        auto positions =
            io::positions_from(run.session, io::read_layer(run.session, {positions_, layer_, std::nullopt}), positions_, fields_);
        if (tides_) give_levels(run, positions);
        require_levels(positions);
        const auto estimates = for_file(positions_, [&] { return estimate_slopes(positions, slopes_); });
        judge(run, estimates);
        run.finish(output, {layer_of(estimates)});
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        slopes_.validate();
    }

private:
    void give_levels(Run& run, std::vector<Position>& positions) const
    {
        std::vector<Instant> dates;
        for (const Position& p : positions) dates.push_back(p.date);
        const TimesOfDay times(dates);
        if (std::none_of(dates.begin(), dates.end(), [&](const Instant& date) { return times.known(date); }))
            throw UnsafeError("DATE", positions_, "the dates have no time of day, and a day has no one tide", "give positions with times");
        const TideModel tides = TideModel::read(run.session, *tides_, interpolation_named(interpolation_));
        times.warn(run.session, dates, positions_);
        long without = 0;
        for (Position& p : positions) {
            p.tide_m = times.known(p.date) ? tides.level_m(p.date) : std::nullopt;
            without += p.tide_m ? 0 : 1;
        }
        if (without > 0) run.session.warnings.add("NO-TIDE", *tides_, "no level at the time of a position: it is not used", without);
    }

    void require_levels(const std::vector<Position>& positions) const
    {
        if (std::any_of(positions.begin(), positions.end(), [](const Position& p) { return p.tide_m.has_value(); })) return;
        throw UnsafeError("NO-TIDE", positions_, "no position has a tide", "fill the column tide_m, or give --tides");
    }

    void judge(Run& run, const std::vector<SlopeEstimate>& estimates) const
    {
        std::vector<std::string> ids;
        for (const SlopeEstimate& one : estimates) ids.push_back(one.transect);
        warn_of_similar_ids(run, positions_, ids);
        const auto none = std::count_if(estimates.begin(), estimates.end(), [](const SlopeEstimate& e) { return !e.slope; });
        if (none == static_cast<long>(estimates.size()))
            throw NoResultError(
                "NO-SLOPE", positions_,
                "no transect shows a slope; transect " + estimates.front().transect + ": " + join(estimates.front().flags, ", "),
                "give more dates, better tides, or slopes from surveys");
        if (none > 0) run.session.warnings.add("NO-SLOPE", positions_, "a transect shows no slope: see its flags", none);
    }

    std::string positions_, output_, interpolation_ = "linear";
    std::optional<std::string> tides_, layer_;
    io::FieldChoice fields_;
    SlopeOptions slopes_;
};

}  // namespace

std::unique_ptr<Command> make_slopes() { return std::make_unique<SlopesCommand>(); }

}  // namespace tasi::cli

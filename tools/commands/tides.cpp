#include <algorithm>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_fields.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/tide_model.hpp"

namespace tasi::cli {
namespace {

class TidesCommand : public Command {
public:
    TidesCommand() : Command("tides", "Tell the level of the sea at given times")
    {
        usage_ = "-o OUT.csv --constituents FILE --times FILE";
        // clang-format off
        options_.add_options()
            ("output,o", po::value(&output_)->required(), "table to write; the suffix chooses the format")
            ("constituents", text(&constituents_), "harmonic constituents of a place, JSON or CSV")
            ("series", text(&series_), "CSV with time and tide_m, in place of --constituents")
            ("times", po::value(&times_)->required(), "table or layer whose times are wanted, e.g. positions or shorelines")
            ("datum-offset", number("datum-offset", &offset_m_, {-20, 20}), "metres that are added to every level")
            ("tide-interpolation", choice("tide-interpolation", &interpolation_, {"linear", "cubic"}), "between the samples of a series: linear up to 1 h, cubic up to 3 h apart")
            ("layer", text(&layer_), "layer of --times that holds several")
            ("date-field", text(&date_field_), "field that holds the times (default: found by its name)")
            ("date-format", text(&date_format_), "how times are written, in strptime's notation, e.g. %d/%m/%Y %H:%M");
        // clang-format on
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), {source(), times_});
        const TideModel tides = constituents_ ? TideModel::from_constituents(run.session, *constituents_)
                                              : TideModel::from_series(run.session, *series_, interpolation_named(interpolation_));
        run.session.note("datum offset", format_number(offset_m_) + " m");
        const std::vector<Instant> times = times_wanted(run);
        Layer table{"tides",
                    Geometry::Kind::none,
                    false,
                    {},
                    {{"time", FieldType::date_time, "Date and time (UTC)", ""}, {"tide_m", FieldType::real, "Level of the sea", "m"}},
                    {},
                    "Level of the sea"};
        long without = 0;
        for (const Instant& time : times) {
            const auto level_m = tides.level_m(time);
            without += level_m ? 0 : 1;
            table.features.push_back(
                {static_cast<std::int64_t>(table.features.size()) + 1, {}, {time, level_m ? real_or_null(*level_m + offset_m_) : Value()}});
        }
        if (without == static_cast<long>(times.size()))
            throw NoResultError("NO-TIDE", source(), "has no level at any of the times of " + times_,
                                "give a series of these dates; its samples must lie within an hour of each other");
        if (without > 0) run.session.warnings.add("NO-TIDE", source(), "no level at a time: it is missing", without);
        run.finish(output, {std::move(table)});
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        if (constituents_.has_value() == series_.has_value())
            throw UsageError("TIDES", "", "one of --constituents and --series is needed, and only one", "give the file with the tides");
    }

private:
    const std::string& source() const { return constituents_ ? *constituents_ : *series_; }

    /// Each time once, in order.
    std::vector<Instant> times_wanted(Run& run) const
    {
        const Layer layer = io::read_layer(run.session, {times_, layer_, std::nullopt});
        const io::StudyTable table(layer, times_);
        int field = -1;
        for (const char* name : {"time_utc", "time"})
            if (field < 0 && !date_field_) field = layer.field(name);
        if (field < 0) field = table.required_field(io::FieldRole::date, date_field_);
        std::vector<Instant> times = io::read_dates(run.session, table, field, date_format_);
        for (std::size_t i = 0; i < times.size(); ++i)
            if (times[i].date_only)
                throw UnsafeError("DATE", times_, table.cell(layer.features[i], field) + " has no time of day, and a day has no one tide",
                                  "give times, or name the field that holds them with --date-field");
        std::sort(times.begin(), times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
        if (times.empty()) throw NoResultError("EMPTY", times_, "holds no time", "give a table with times");
        return times;
    }

    std::optional<std::string> constituents_, series_, layer_, date_field_, date_format_;
    std::string output_, times_, interpolation_ = "linear";
    double offset_m_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_tides() { return std::make_unique<TidesCommand>(); }

}  // namespace tasi::cli

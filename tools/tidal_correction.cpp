#include "tools/tidal_correction.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/rates/significance.hpp"
#include "algorithms/tides/wave_setup.hpp"
#include "src/core/text.hpp"
#include "src/io/slope_table.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/wave_series.hpp"

namespace tasi::cli {
namespace {

constexpr double regression_terms = 7;  ///< of the slopes of `tasi slopes`
constexpr double slope_confidence_pct = 95;

bool is_slope_file(const std::string& slope)
{
    std::error_code unknown;
    return lower_case(slope).ends_with(".csv") || std::filesystem::is_regular_file(slope, unknown);
}

/// 1 sigma of 1 / tan beta out of a 95 % interval; nothing where the table states none, or one that is no confidence interval.
std::optional<double> run_error(const io::SlopeRow& row)
{
    if (!row.lower || !row.upper || lower_case(row.method) == "spectral") return std::nullopt;
    if (!(*row.lower > 0) || !(*row.upper > *row.lower)) return std::nullopt;
    const bool few = !row.n || *row.n <= regression_terms;
    const double widths =
        few ? two_sided_normal_quantile(slope_confidence_pct) : two_sided_student_quantile(slope_confidence_pct, *row.n - regression_terms);
    return (1 / *row.lower - 1 / *row.upper) / (2 * widths);
}

/// Without a time of day there is no tide.
void require_times_of_day(const std::vector<Instant>& dates, const TimesOfDay& times, const std::string& file, const std::string& field)
{
    if (std::any_of(dates.begin(), dates.end(), [&](const Instant& date) { return times.known(date); })) return;
    throw UnsafeError("DATE", file, "the field " + printable(field) + " holds days without a time of day, and a day has no one tide",
                      "name the field that holds date and time with --date-field, or leave --tides out");
}

/// Units, time zone, sign and slope at once: whatever is wrong with them, the shore does not follow.
void warn_of_response(Run& run, const TideResponse& response, const std::string& file)
{
    run.session.note("tide response",
                     fmt::format("{:.2f} ({:.2f} to {:.2f}), {} dates", response.ratio, response.lower, response.upper, response.dates));
    if (!response.contradicts()) return;
    run.session.warnings.add(
        "TIDE-RESPONSE", file,
        fmt::format("the shore moves {:.2f} ({:.2f} to {:.2f}) times as far as these levels and slopes say, and 1 is right: are "
                    "they metres, in UTC, of this coast, and are the slopes its own?",
                    response.ratio, response.lower, response.upper));
}

}  // namespace

void TidalOptions::declare(po::options_description& options)
{
    // clang-format off
    options.add_options()
        ("tides", text(&tides), "levels of the sea, a series or harmonic constituents: positions are moved to one level")
        ("slope", text(&slope), "beach slope (tan beta) for --tides: a number, a column of the transects, or a table made by tasi slopes")
        ("datum", text(&datum), "level that positions are moved to: NAME, or NAME=HEIGHT above the zero of the tides, e.g. MHWS=+0.70")
        ("setup", text(&setup), "CSV with time, hs_m and tp_s of waves in deep water: their set-up is corrected as well")
        ("tide-uncertainty", number("tide-uncertainty", &tide_uncertainty_m, not_negative), "1 sigma of the levels, metres")
        ("slope-uncertainty", number("slope-uncertainty", &slope_uncertainty, not_negative), "1 sigma of tan beta (default: that of the table, else 0.3 of the slope)")
        ("tide-interpolation", choice("tide-interpolation", &interpolation, {"linear", "cubic"}), "between the samples of a series: linear up to 1 h, cubic up to 3 h apart");
    // clang-format on
}

std::vector<std::string> tidal_options()
{
    TidalOptions options;
    po::options_description declared;
    options.declare(declared);
    std::vector<std::string> names;
    for (const auto& option : declared.options()) names.push_back(option->long_name());
    return names;
}

void TidalOptions::check() const
{
    require_datum(datum);
    if (tides.has_value() != slope.has_value())
        throw UsageError("TIDES", "", "--tides and --slope go together: one without the other corrects nothing", "give both or none");
    if (setup && !tides) throw UsageError("SETUP", "", "--setup goes with --tides and --slope", "give all three, or leave --setup out");
    if (!slope) return;
    if (const auto tan_beta = parse_number(*slope))
        if (const auto fault = slope_fault(*tan_beta))
            throw UsageError("SLOPE", "", "--slope: " + *fault, "give tan beta, above 0.005 up to 1");
}

std::vector<std::filesystem::path> TidalOptions::inputs() const
{
    std::vector<std::filesystem::path> files;
    if (tides) files.emplace_back(*tides);
    if (setup) files.emplace_back(*setup);
    if (slope && !parse_number(*slope) && is_slope_file(*slope)) files.emplace_back(*slope);
    return files;
}

TidalFields::TidalFields(const TidalOptions& options, const Layer& shorelines, const Layer& transects, const std::string& file,
                         const io::FieldChoice& choice)
{
    if (!options.wanted()) return;
    const int field = choice.date ? shorelines.field(*choice.date) : io::StudyTable(shorelines, "").field(io::FieldRole::date);
    date = field < 0 ? "date" : shorelines.fields[static_cast<std::size_t>(field)].name;
    if (!parse_number(*options.slope) && !is_slope_file(*options.slope)) slopes = io::slopes_in_column(transects, file, *options.slope);
}

TidalCorrection::TidalCorrection(Run& run, const TidalOptions& options, const TidalFields& fields, const std::vector<Transect>& transects,
                                 const std::vector<Instant>& dates, const std::string& shorelines_file)
    : options_(options), times_(dates)
{
    require_times_of_day(dates, times_, shorelines_file, fields.date);
    times_.warn(run.session, dates, shorelines_file);
    const TideModel tides = TideModel::read(run.session, *options.tides, interpolation_named(options.interpolation));
    datum_ = tidal_datum(options.datum, tides, *options.tides);
    reference_ = {datum_.level_m, options.tide_uncertainty_m, options.setup.has_value()};
    run.session.note("datum", datum_.label);
    read_slopes(run, fields, transects);
    look_up(run, tides, dates, shorelines_file);
}

BeachSlope TidalCorrection::beach(double tan_beta, const std::string& whose) const
{
    if (const auto fault = slope_fault(tan_beta))
        throw UnsafeError("SLOPE", *options_.slope, whose + ": " + *fault,
                          "give tan beta, above 0.005 up to 1, or nothing where it is not known");
    return BeachSlope::with_error(tan_beta, options_.slope_uncertainty.value_or(usual_slope_error * tan_beta));
}

void TidalCorrection::read_slopes(Run& run, const TidalFields& fields, const std::vector<Transect>& transects)
{
    const auto number = parse_number(*options_.slope);
    if (!number && !fields.slopes) return read_slope_file(run, transects);
    for (std::size_t i = 0; i < transects.size(); ++i) {
        const auto tan_beta = number ? number : fields.slopes->at(i);
        if (tan_beta) slopes_.emplace(transects[i].id, beach(*tan_beta, "transect " + transects[i].id));
    }
}

void TidalCorrection::read_slope_file(Run& run, const std::vector<Transect>& transects)
{
    for (const io::SlopeRow& row : io::read_slopes(run.session, *options_.slope)) {
        if (!row.slope) continue;
        BeachSlope slope = beach(*row.slope, "transect " + row.transect);
        if (const auto error = run_error(row); error && !options_.slope_uncertainty) slope.run_error = *error;
        slopes_.emplace(row.transect, slope);
    }
    const auto known = [&](const Transect& t) { return slopes_.contains(t.id); };
    if (std::none_of(transects.begin(), transects.end(), known))
        throw UnsafeError("SLOPE", *options_.slope, "holds no slope of any of the transects",
                          "give the slopes of these transects, by their ids");
}

void TidalCorrection::look_up(Run& run, const TideModel& tides, const std::vector<Instant>& dates, const std::string& file)
{
    std::optional<WaveSeries> waves;
    if (options_.setup) {
        auto samples = io::read_wave_series(run.session, *options_.setup);
        waves = for_file(*options_.setup, [&] { return WaveSeries(std::move(samples)); });
    }
    bool any = false;
    for (const Instant& date : dates) {
        if (!times_.known(date)) continue;
        SeaState& sea = seas_[date.milliseconds];
        if (!sea.level_m) sea.level_m = tides.level_m(date);
        any = any || sea.level_m;
        if (!waves) continue;
        if (const auto wave = waves->at(date)) sea.setup_shift_m = setup_shift_m(wave->height_m, wave->period_s);
    }
    if (!any)
        throw NoResultError("NO-TIDE", *options_.tides, "has no level at the time of any shoreline of " + file,
                            "give tides of these dates; the samples of a series must lie within an hour of each other");
}

Position TidalCorrection::corrected(Position position) const
{
    const auto sea = seas_.find(position.date.milliseconds);
    const auto slope = slopes_.find(position.transect);
    const bool known = sea != seas_.end() && times_.known(position.date);  // a day is stored as its midnight
    return corrected_for_tide(std::move(position), known ? sea->second : SeaState{},
                              slope == slopes_.end() ? std::nullopt : std::optional(slope->second), reference_);
}

void TidalCorrection::correct(std::vector<Position>& positions, TidalCounts& counts) const
{
    for (Position& position : positions) {
        position = corrected(std::move(position));
        counts.corrected += position.distance_m.has_value();
        if (!position.raw_m) continue;
        const auto flagged = [&](const char* flag) {
            return std::find(position.flags.begin(), position.flags.end(), flag) != position.flags.end();
        };
        counts.no_tide += flagged("no tide"), counts.no_slope += flagged("no slope");
        counts.flat_beach += flagged("flat beach"), counts.no_wave += flagged("no wave");
    }
    counts.response.add(positions);
}

void TidalCorrection::warn(Run& run, const TidalCounts& counts) const
{
    const auto note = [&](const char* name, const std::string& file, long rows, const std::string& what) {
        if (rows > 0) run.session.warnings.add(name, file, what, rows);
    };
    note("NO-TIDE", *options_.tides, counts.no_tide, "no level at the time of a position: it is missing, not uncorrected");
    note("NO-SLOPE", *options_.slope, counts.no_slope, "no slope for the transect of a position: it is missing, not uncorrected");
    note("FLAT-BEACH", *options_.slope, counts.flat_beach, "a slope below 0.02: a small error of the tide moves the position far");
    if (options_.setup) note("NO-WAVE", *options_.setup, counts.no_wave, "no wave at the time of a position: its set-up is not corrected");
    if (const auto response = counts.response.response()) warn_of_response(run, *response, *options_.tides);
    if (counts.corrected == 0)
        throw NoResultError("TIDES", *options_.tides, "no position has both a tide and a slope",
                            "give tides of these dates and slopes of these transects");
}

Layer TidalCorrection::with_columns(Layer layer, const std::vector<Position>& positions) const
{
    layer.fields.push_back({"datum", FieldType::text, "Level that positions are moved to", ""});
    if (options_.setup) layer.fields.push_back({"setup_m", FieldType::real, "Correction for wave set-up, seaward", "m"});
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const Position& p = positions[i];
        const auto sea = seas_.find(p.date.milliseconds);
        layer.features[i].values.push_back(p.distance_m ? Value(datum_.label) : Value());
        if (!options_.setup) continue;
        const bool known = p.distance_m && sea != seas_.end() && sea->second.setup_shift_m;
        layer.features[i].values.push_back(known ? real_or_null(*sea->second.setup_shift_m) : Value());
    }
    return layer;
}

}  // namespace tasi::cli

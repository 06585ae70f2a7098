#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "algorithms/validation/validation.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/atomic_output.hpp"
#include "tools/accuracy_figure.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/validation_table.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> rule_names()
{
    std::vector<std::string> names;
    for (const MatchRule& rule : match_rules()) names.push_back(rule.name);
    return names;
}

class ValidateCommand : public Command {
public:
    ValidateCommand() : Command("validate", "Compare positions with surveyed positions of the same transects")
    {
        usage_ = "POSITIONS SURVEYS";
        // clang-format off
        options_.add_options()
            ("positions", po::value(&positions_)->required(), "table of positions")
            ("surveys", po::value(&surveys_)->required(), "table of surveyed positions, from the same points and of the same datum")
            ("output,o", text(&output_), "table to write; the suffix chooses the format (default: only print)")
            ("figure", text(&figure_), "SVG picture to write: positions against surveys, and the histogram of errors")
            ("match", choice("match", &options_of_.match.rule, rule_names()), "how to bring dates together")
            ("within", number("within", &options_of_.match.within_days, not_negative), "days between a position and the nearest survey, at most")
            ("min-days", number("min-days", &options_of_.match.near_days, not_negative), "match auto: a survey this near is taken as it is")
            ("confidence", number("confidence", &options_of_.rates.confidence_pct, {50, 99.99}), "confidence of trend_ci, per cent")
            ("days-per-year", number("days-per-year", &options_of_.rates.days_per_year, {360, 366}), "length of a year")
            ("layer", text(&layer_), "layer of the positions, in a file that holds several")
            ("survey-layer", text(&survey_layer_), "layer of the surveys, in a file that holds several")
            ("survey-date-format", text(&survey_date_format_), "how the dates of the surveys are written (default: found)");
        // clang-format on
        fields_.declare_fields(options_);
        positional_.add("positions", 1).add("surveys", 1);
    }
    std::string output() const override { return output_.value_or(""); }

    void run(Run& run) const override
    {
        const std::vector<fs::path> inputs{positions_, surveys_};
        std::optional<io::AtomicOutput> output, figure;
        if (output_) output.emplace(*output_, run.overwrite(), inputs);
        if (figure_) figure.emplace(*figure_, run.overwrite(), inputs);
        const Layer measured = io::read_layer(run.session, {positions_, layer_, std::nullopt});
        const auto positions = io::positions_from(run.session, measured, positions_, fields_.fields);
        io::FieldChoice of_surveys;
        of_surveys.date_format = survey_date_format_;
        const Layer surveyed = io::read_layer(run.session, {surveys_, survey_layer_, std::nullopt});
        const auto surveys = io::positions_from(run.session, surveyed, surveys_, of_surveys);
        require_same_datum(io::datums_of(measured), io::datums_of(surveyed));
        const Validation result = validate(positions, surveys, options_of_);
        require_an_answer(result);
        warn(run, result);
        print(validation_text(result));
        if (figure && !run.dry_run())
            io::write_text(figure->working_path(), accuracy_figure(result, fs::path(positions_).filename().string() + " against " +
                                                                               fs::path(surveys_).filename().string()));
        if (output) run.finish(*output, {validation_layer(result)});
        if (figure) run.finish(*figure);
    }

protected:
    void check() const override
    {
        if (output_) require_format(*output_, false);
        if (figure_ && lower_case(fs::path(*figure_).extension().string()) != ".svg")
            throw UsageError("FORMAT", printable(*figure_), "a figure is an SVG picture", "use the suffix .svg");
        options_of_.match.validate();
        options_of_.rates.validate();
    }

private:
    void require_same_datum(const std::set<std::string>& measured, const std::set<std::string>& surveyed) const
    {
        if (measured.empty() || surveyed.empty() || measured == surveyed) return;
        throw UnsafeError("DATUM", surveys_,
                          "the surveys are about " + printable(*surveyed.begin()) + ", the positions about " + printable(*measured.begin()),
                          "give both at one datum: the difference would be taken for an error");
    }

    void require_an_answer(const Validation& result) const
    {
        if (result.rows.front().transect == "all")
            throw UnsafeError("TRANSECT", surveys_, "no transect of the positions is in the surveys",
                              "give both the same transect ids; the positions begin with '" +
                                  printable(result.only_in_positions.empty() ? "" : result.only_in_positions.front()) +
                                  "', the surveys with '" +
                                  printable(result.only_in_surveys.empty() ? "" : result.only_in_surveys.front()) + "'");
        if (result.pairs.empty())
            throw NoResultError("PAIRS", positions_,
                                "no position has a survey within " + format_number(options_of_.match.within_days) + " days",
                                "allow more days with --within, or give surveys of the same time");
    }

    void warn(Run& run, const Validation& result) const
    {
        const auto note = [&](const char* name, const std::string& file, std::size_t count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, file, what, static_cast<long>(count));
        };
        note("NO-SURVEY", positions_, result.only_in_positions.size(), "a transect has no surveys");
        note("NO-POSITION", surveys_, result.only_in_surveys.size(), "a surveyed transect has no positions");
        note("SAME-MOMENT", positions_, result.same_moment, "several positions of one moment: the first counts");
        const auto exact = [](const Pair& pair) { return pair.satellite_m == pair.survey_m; };
        note("IDENTICAL", surveys_, std::all_of(result.pairs.begin(), result.pairs.end(), exact) ? result.pairs.size() : 0,
             "every position equals its survey to the last digit: both may be the same data");
        std::size_t few = 0, elsewhere = 0;
        for (const ValidationRow& row : result.rows) {
            few += !row.accuracy;
            elsewhere += !row.transect.starts_with("all") && row.accuracy && counts_from_elsewhere(*row.accuracy);
        }
        note("SURVEY-OFFSET", surveys_, elsewhere,
             "positions and surveys of a transect lie more than 50 m apart in the median: do both count metres from the same point?");
        if (const auto& scale = result.scale; scale && scale->contradicts())
            run.session.warnings.add(
                "SURVEY-SCALE", surveys_,
                fmt::format("positions move {:.2f} m for each metre of the surveys, and 1 is right: feet give {} m, centimetres {} m",
                            scale->moved, scale->moved < 1 ? "0.30" : "3.28", scale->moved < 1 ? "0.01" : "100"));
        note("FEW-PAIRS", positions_, few, "fewer than 8 pairs: no statistics");
    }

    std::string positions_, surveys_;
    std::optional<std::string> output_, figure_, layer_, survey_layer_, survey_date_format_;
    ValidationOptions options_of_;
    LayerOptions fields_;
};

}  // namespace

std::unique_ptr<Command> make_validate() { return std::make_unique<ValidateCommand>(); }

}  // namespace tasi::cli

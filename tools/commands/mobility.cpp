#include <algorithm>

#include <fmt/format.h>

#include "algorithms/exposure/mobility.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/mobility_table.hpp"
#include "src/io/write_layer.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/mobility_exposure.hpp"
#include "tools/mobility_figures.hpp"
#include "tools/mobility_layers.hpp"

namespace tasi::cli {
namespace {

constexpr int usual_min_count = 10;

class MobilityCommand : public Command {
public:
    MobilityCommand() : Command("mobility", "Set displacement figures beside exposure, by administrative unit")
    {
        usage_ = "RISK FIGURES.csv -o OUT.csv";
        // clang-format off
        options_.add_options()
            ("risk", po::value(&risk_)->required(), "GeoPackage made by tasi risk --admin, or its table admin_summary as CSV")
            ("figures", po::value(&figures_)->required(), "displacement figures by P-code, as CSV (IOM DTM and the like)")
            ("output,o", po::value(&output_)->required(), "table to write: mobility, and mobility_reasons where reasons are stated")
            ("min-count", whole_number("min-count", &min_count_, 3, 1000000)->default_value(std::to_string(min_count_)), "counts below it, but above 0, are hidden")
            ("admin", text(&admin_), "layer of administrative units with P-codes: the table gets their areas")
            ("admin-id", text(&admin_id_), "field of the P-code in --admin (default: ADM1_PCODE to ADM3_PCODE)")
            ("level", text(&level_), "level of the units, 1 to 3 (default: that of the figures)")
            ("before", moment("before", &options_of_round_.before), "the newest round up to that day (default: the newest of all)")
            ("sharing", choice("sharing", &sharing_, {"public", "partners", "internal"}), "for whom the output is, written into it")
            ("by", choice("by", &by_, {"place", "origin"}), "units where people are, or where they come from")
            ("where", po::value(&where_)->composing()->value_name("COLUMN=VALUE"), "only rows of the figures with this value (repeatable)")
            ("pcode-field", text(&columns_.pcode), "column of the P-code (default: found by its name)")
            ("date-field", text(&columns_.date), "column of the date of the figures (default: found by its name)")
            ("date-format", text(&columns_.date_format), "how dates are written, in strptime's notation, e.g. %m/%d/%Y")
            ("round-field", text(&columns_.round), "column of the round (default: found by its name)")
            ("people-field", text(&columns_.people), "column of the number of people (default: found by its name)")
            ("reason-field", text(&columns_.reason), "column of the reason (default: found by its name)")
            ("assume-crs", text(&assume_crs_), "CRS of --admin when it states none");
        // clang-format on
        positional_.add("risk", 1).add("figures", 1);
    }
    std::string output() const override { return output_; }
    std::vector<std::filesystem::path> more_outputs() const override { return io::siblings_of(output_, {"mobility_reasons"}); }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{risk_, figures_};
        if (admin_) inputs.emplace_back(*admin_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        const AdminExposure exposure = AdminExposure::read(run.session, risk_);
        const io::MobilityTable given = io::read_mobility(run.session, figures_, columns());
        const PlacedFigures placed = placed_figures(given, exposure, wanted_level(), figures_);
        const MobilityTable table = tabulated(placed);
        say_what_is_left_out(run, given);
        warn(run, given, placed, table, exposure);
        const MobilityStatement statement{placed.level, min_count_, sharing_, by_ == "origin"};
        note(run, table, statement);
        std::optional<UnitAreas> areas;
        if (admin_) areas = areas_of(run, placed.level, exposure);
        std::vector<Layer> layers{mobility_layer(table, exposure, statement, areas ? &*areas : nullptr)};
        const bool reasons = std::any_of(table.reasons.begin(), table.reasons.end(), [](const std::string& r) { return !r.empty(); });
        if (reasons) layers.push_back(mobility_reasons_layer(table, exposure, statement));
        run.finish(output, layers);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        if (!lower_case(figures_).ends_with(".csv"))
            throw UsageError("FORMAT", printable(figures_), "displacement figures are read from CSV alone", "export the table as CSV");
        if (admin_id_ && !admin_) throw UsageError("ADMIN", "", "--admin-id is given without --admin", "give both");
        if (sharing_ == "public" && min_count_ < usual_min_count)
            throw UsageError("SHARING", "", fmt::format("--min-count {} is too low for --sharing public", min_count_),
                             fmt::format("give {} or more", usual_min_count));
        wanted_level();
        columns();
    }

private:
    std::optional<int> wanted_level() const
    {
        if (!level_) return std::nullopt;
        const auto level = parse_integer(*level_);
        if (level && *level >= 1 && *level <= 3) return static_cast<int>(*level);
        throw UsageError("LEVEL", "", "--level is '" + printable(*level_) + "'", "give 1, 2 or 3");
    }

    io::MobilityColumns columns() const
    {
        io::MobilityColumns columns = columns_;
        columns.by_origin = by_ == "origin";
        for (const std::string& given : where_) {
            const std::size_t sign = given.find('=');
            if (sign == 0 || sign == std::string::npos)
                throw UsageError("WHERE", "", "--where is '" + printable(given) + "'", "give it as --where COLUMN=VALUE");
            columns.where.emplace_back(given.substr(0, sign), given.substr(sign + 1));
        }
        return columns;
    }

    MobilityTable tabulated(const PlacedFigures& placed) const
    {
        MobilityOptions options = options_of_round_;
        options.min_count = min_count_;
        try {
            return tabulate_mobility(placed.figures, static_cast<std::size_t>(placed.level), options);
        } catch (const UnsafeError& error) {
            throw UnsafeError(error.name(), figures_, error.problem(), error.remedy());
        } catch (const NoResultError& error) {
            throw NoResultError(error.name(), figures_, error.problem(), error.remedy());
        }
    }

    void say_what_is_left_out(Run& run, const io::MobilityTable& given) const
    {
        run.session.note("columns of the figures that were read", join(given.columns_used, ", "));
        if (given.place_columns.empty()) return;
        std::vector<std::string> names;
        for (const std::string& name : given.place_columns) names.push_back(printable(name));
        run.session.note("columns of the figures that tell of places, not read and not written", join(names, ", "));
        run.tell("not read and not written, because they tell of places: " + join(names, ", "));
    }

    void warn(Run& run, const io::MobilityTable& given, const PlacedFigures& placed, const MobilityTable& table,
              const AdminExposure& exposure) const
    {
        Warnings& warnings = run.session.warnings;
        for (const MobilityPlace& place : table.places) {
            if (place.code.empty())
                warnings.add("NO-PCODE", figures_,
                             fmt::format("figures without a P-code of level {} stand in a row of their own", placed.level));
            else if (!exposure.unit(placed.level, place.code))
                warnings.add("PCODE", figures_,
                             fmt::format("P-codes that the risk layer does not have, for example {}", printable(place.code)));
            if (place.people.incomplete)
                warnings.add("MISSING", figures_, "units have a row without a number of people: their figure is left open");
        }
        if (given.repeated > 0) warnings.add("DUPLICATE", figures_, "a row stands in the table twice: it is counted once", given.repeated);
        if (table.places_of_other_rounds > 0)
            warnings.add("OLD-ROUND", figures_, "units have figures in other rounds alone: they stand without one",
                         table.places_of_other_rounds);
        if (table.round.empty() && table.first.day() != table.last.day())
            warnings.add("MIXED-DATES", figures_,
                         fmt::format("there are no rounds: figures of different days, {} to {}, stand side by side", table.first.day(),
                                     table.last.day()));
    }

    void note(Run& run, const MobilityTable& table, const MobilityStatement& statement) const
    {
        const std::string round =
            (table.round.empty() ? "" : "round " + printable(table.round) + ", ") + table.first.day() + " to " + table.last.day();
        run.session.note("figures used", round);
        run.session.note("sharing level", statement.sharing);
        run.session.note("caution", "exposure and displacement stand side by side: the table shows no cause");
        const auto hidden = [&](Disclosure disclosure) {
            return std::count_if(table.places.begin(), table.places.end(),
                                 [&](const MobilityPlace& place) { return place.people.disclosure == disclosure; });
        };
        run.tell(
            fmt::format("{}: {} units of level {} have figures, {} of them below {}, {} withheld to protect these; {} rows of other rounds "
                        "are not used",
                        round, table.places.size(), statement.level, hidden(Disclosure::below), min_count_, hidden(Disclosure::withheld),
                        table.other_rounds));
    }

    UnitAreas areas_of(Run& run, int level, const AdminExposure& exposure) const
    {
        std::optional<Crs> assumed;
        if (assume_crs_) assumed = io::crs_from_user(*assume_crs_);
        const Layer layer = io::read_layer(run.session, {*admin_, std::nullopt, assumed});
        UnitAreas areas = unit_areas(layer, *admin_, admin_id_, level, exposure);
        for (const std::string& code : exposure.codes(level))
            if (!areas.by_code.contains(code))
                run.session.warnings.add("NO-AREA", *admin_, fmt::format("units without an area, for example {}", printable(code)));
        return areas;
    }

    std::string risk_, figures_, output_, sharing_ = "internal", by_ = "place";
    int min_count_ = usual_min_count;
    std::optional<std::string> admin_, admin_id_, level_, assume_crs_;
    std::vector<std::string> where_;
    io::MobilityColumns columns_;
    MobilityOptions options_of_round_;
};

}  // namespace

std::unique_ptr<Command> make_mobility() { return std::make_unique<MobilityCommand>(); }

}  // namespace tasi::cli

#include "algorithms/transects/crossing_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/transects/crossing_rules.hpp"
#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/write_layer.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/tidal_correction.hpp"

namespace tasi::cli {
namespace {

class PositionsCommand : public Command {
public:
    PositionsCommand() : Command("positions", "Measure where shorelines cross transects")
    {
        usage_ = "SHORELINES TRANSECTS -o OUT.csv";
        // clang-format off
        options_.add_options()
            ("shorelines", po::value(&shorelines_)->required(), "layer of dated shorelines")
            ("transects", po::value(&transects_)->required(), "layer of transects, drawn from land to sea")
            ("output,o", po::value(&output_)->required(), "table to write; the suffix chooses the format")
            ("crossing", choice("crossing", &cross_.rule, rule_names()), "which crossing counts where a shoreline crosses a transect several times")
            ("reference", text(&reference_), "layer of the line for --crossing reference")
            ("min-island", number("min-island", &min_island_km2_, not_negative), "rings smaller than this in front of the shore are left out by --crossing seaward, km2")
            ("uncertainty", number("uncertainty", &uncertainty_m_, positive), "1 sigma of shorelines that state none, metres (default: unknown)")
            ("geolocation", number("geolocation", &cross_.geolocation_m, not_negative), "1 sigma of the place of the images, metres, where the shorelines' uncertainty does not hold it")
            ("angle-uncertainty", po::bool_switch(&cross_.angle_uncertainty), "widen the uncertainty where the shore runs obliquely to the transect")
            ("flip", po::bool_switch(&flip_), "the transects are drawn from sea to land");
        // clang-format on
        tidal_.declare(options_);
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("shorelines", 1).add("transects", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{shorelines_, transects_};
        for (const auto& file : tidal_.inputs()) inputs.push_back(file);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        io::LayerInParts shorelines(run.session, layers_.source(shorelines_));
        Layer transect_layer = io::read_layer(run.session, layers_.source(transects_));
        const Crs crs = analysis_crs(layers_.crs, {&transect_layer, &shorelines.table()}, {transects_, shorelines_});
        run.session.note("analysis CRS", crs.name);
        const TidalFields tidal_fields(tidal_, shorelines.table(), transect_layer, transects_, layers_.fields);
        const auto transects = io::transects_from(run.session, io::transformed(run.session, std::move(transect_layer), crs), transects_,
                                                  layers_.fields, flip_);
        CrossOptions options = cross_;
        options.reference = reference(run, crs);
        options.min_island_m2 = 1e6 * min_island_km2_;
        options.uncertainty_m = uncertainty_m_;
        CrossingTable table(transects, options);
        const std::vector<Instant> dates = cross(run, shorelines, crs, table);
        const CrossSummary sum = table.summary();
        require_seaward(sum);
        warn(run, sum);
        std::optional<TidalCorrection> tides;
        if (tidal_.wanted()) tides.emplace(run, tidal_, tidal_fields, transects, dates, shorelines_);
        if (!run.dry_run()) write(run, output, table, tides);
        run.finish(output);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        tidal_.check();
        if ((cross_.rule == "reference") != reference_.has_value())
            throw UsageError("REFERENCE", "", "--crossing reference and --reference go together", "give both or none");
    }

private:
    static std::vector<std::string> rule_names()
    {
        std::vector<std::string> names;
        for (const CrossingRule& rule : crossing_rules()) names.push_back(rule.name);
        return names;
    }

    /// Date after date, so that the lines of all dates are never held together. The dates.
    std::vector<Instant> cross(Run& run, io::LayerInParts& shorelines, const Crs& crs, CrossingTable& table) const
    {
        Extent extent;
        std::vector<Instant> dates;
        const auto place = [&](Layer part) {
            Layer placed = io::transformed(run.session, std::move(part), crs);
            if (const Extent one = extent_of(placed); !one.empty()) extent.add(one.least), extent.add(one.most);
            return placed;
        };
        io::shorelines_in_parts(run.session, shorelines, shorelines_, layers_.fields, place, [&](const std::vector<Shoreline>& part) {
            table.add(part);
            for (const Shoreline& shoreline : part) dates.push_back(shoreline.date);
        });
        table.finish();
        if (!extent.empty())
            require_area_of_use(crs, {(extent.least.x + extent.most.x) / 2, (extent.least.y + extent.most.y) / 2}, shorelines_);
        require_overlap(extent_of(table.transects()), extent);
        return dates;
    }

    void require_overlap(const Extent& transects, const Extent& shorelines) const
    {
        if (transects.empty() || shorelines.empty() || transects.overlaps(shorelines, 5000)) return;
        throw UnsafeError("EXTENT", transects_, "the transects do not overlap the shorelines; their extents lie far apart",
                          "check the CRS (zone) of both layers");
    }

    /// Shorelines made by tasi have water on their right: it must lie ahead on transects drawn from land to sea.
    void require_seaward(const CrossSummary& sum) const
    {
        if (sum.water_behind <= sum.water_ahead) return;
        throw UnsafeError(
            "DIRECTION", transects_,
            fmt::format("at {} of {} positions the water lies towards the start of the transect: they seem to be drawn from sea to land",
                        sum.water_behind, sum.water_ahead + sum.water_behind),
            flip_ ? "leave --flip out" : "give --flip");
    }

    /// Transect after transect: one block of rows at a time is spelled out.
    void write(Run& run, const io::AtomicOutput& output, const CrossingTable& table, const std::optional<TidalCorrection>& tides) const
    {
        constexpr std::size_t rows_of_a_block = 50'000, most_rows_held = 5'000'000;
        TidalCounts counts, sample;
        const auto block = [&](std::size_t first, std::size_t count, TidalCounts& counted) {
            std::vector<Position> positions = table.positions(first, count);
            if (!tides) return io::layer_of(positions);
            tides->correct(positions, counted);
            return tides->with_columns(io::layer_of(positions), positions);
        };
        io::TableOutput rows(run.session, output, block(0, 1, sample));
        if (!rows.to_disk() && table.rows() > most_rows_held)
            throw LimitError("POSITIONS", output_,
                             fmt::format("{} rows are more than this format is written with, 5,000,000", table.rows()), "write a .csv");
        const std::size_t step = std::max<std::size_t>(1, rows_of_a_block / std::max<std::size_t>(1, table.dates()));
        for (std::size_t first = 0; first < table.transects().size(); first += step)
            rows.append(block(first, std::min(step, table.transects().size() - first), counts));
        if (tides) tides->warn(run, counts);
        rows.close();
    }

    std::vector<Polyline> reference(Run& run, const Crs& crs) const
    {
        if (!reference_) return {};
        Layer layer = io::read_layer(run.session, {*reference_, std::nullopt, layers_.source(*reference_).assumed_crs});
        return lines_of(io::transformed(run.session, std::move(layer), crs), *reference_);
    }

    void warn(Run& run, const CrossSummary& sum) const
    {
        if (sum.found == 0)
            throw NoResultError("NO-CROSSING", transects_, "no crossing of any shoreline with any transect",
                                "check the CRS and the reach of the transects");
        const auto note = [&](const char* name, long count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, shorelines_, what, count);
        };
        note("NO-CROSSING", sum.no_crossing, "no crossing on a transect at a date: the position is missing");
        note("BEYOND-REACH", sum.beyond_reach, "the shoreline lies beyond the end of a transect: the position is missing");
        note("CROSSINGS", sum.multiple, fmt::format("multiple crossings of a transect with a shoreline: the rule '{}' chose", cross_.rule));
        note("NO-CHOICE", sum.no_choice,
             fmt::format("the rule '{}' found no answer among several crossings: the position is missing", cross_.rule));
        note("COLLINEAR", sum.collinear, "a shoreline runs along a transect: that part gives no position");
        note("ISLAND", sum.island_ignored, "several crossings, of which an island ring seaward of the shore was ignored");
    }

    std::optional<std::string> reference_;
    std::string shorelines_, transects_, output_;
    bool flip_ = false;
    double min_island_km2_ = 0.05;
    std::optional<double> uncertainty_m_;
    CrossOptions cross_;
    TidalOptions tidal_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_positions() { return std::make_unique<PositionsCommand>(); }

}  // namespace tasi::cli

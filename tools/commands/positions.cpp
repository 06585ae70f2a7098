#include "algorithms/transects/positions.hpp"

#include <fmt/format.h>

#include "algorithms/transects/crossing_rules.hpp"
#include "src/core/error.hpp"
#include "src/io/crs.hpp"
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
        Layer shoreline_layer = io::read_layer(run.session, layers_.source(shorelines_));
        Layer transect_layer = io::read_layer(run.session, layers_.source(transects_));
        const Crs crs = analysis_crs(layers_.crs, {&transect_layer, &shoreline_layer}, {transects_, shorelines_});
        run.session.note("analysis CRS", crs.name);
        const TidalFields tidal_fields(tidal_, shoreline_layer, transect_layer, transects_, layers_.fields);
        const auto transects = io::transects_from(run.session, io::transformed(run.session, std::move(transect_layer), crs), transects_,
                                                  layers_.fields, flip_);
        const auto shorelines = io::shorelines_from(run.session, in_analysis_crs(run.session, std::move(shoreline_layer), crs, shorelines_),
                                                    shorelines_, layers_.fields);
        require_overlap(transects, shorelines);
        CrossOptions options = cross_;
        options.reference = reference(run, crs);
        std::optional<TidalCorrection> tides;
        if (tidal_.wanted()) tides.emplace(run, tidal_, tidal_fields, transects, shorelines, shorelines_);
        auto positions = cross_all(transects, shorelines, options);
        warn(run, summary_of(positions));
        if (tides) tides->correct(run, positions);
        Layer table = io::layer_of(positions);
        run.finish(output, {tides ? tides->with_columns(std::move(table), positions) : std::move(table)});
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

    void require_overlap(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines) const
    {
        const Extent a = extent_of(transects), b = extent_of(shorelines);
        if (a.empty() || b.empty() || a.overlaps(b, 5000)) return;
        throw UnsafeError("EXTENT", transects_, "the transects do not overlap the shorelines; their extents lie far apart",
                          "check the CRS (zone) of both layers");
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
    CrossOptions cross_;
    TidalOptions tidal_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_positions() { return std::make_unique<PositionsCommand>(); }

}  // namespace tasi::cli

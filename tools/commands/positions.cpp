#include "algorithms/transects/positions.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"

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
            ("crossing", choice("crossing", &cross_.rule, crossing_rule_names()), "which crossing counts where a shoreline crosses a transect several times")
            ("flip", po::bool_switch(&flip_), "the transects are drawn from sea to land");
        // clang-format on
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("shorelines", 1).add("transects", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), {shorelines_, transects_});
        Layer shoreline_layer = io::read_layer(run.session, layers_.source(shorelines_));
        Layer transect_layer = io::read_layer(run.session, layers_.source(transects_));
        const Crs crs = analysis_crs(layers_.crs, {&transect_layer, &shoreline_layer}, {transects_, shorelines_});
        run.session.note("analysis CRS", crs.name);
        const auto transects = io::transects_from(run.session, io::transformed(run.session, std::move(transect_layer), crs), transects_, layers_.fields, flip_);
        const auto shorelines = io::shorelines_from(run.session, io::transformed(run.session, std::move(shoreline_layer), crs), shorelines_, layers_.fields);
        require_overlap(transects, shorelines);
        const Crossed crossed = cross_all(transects, shorelines, cross_);
        warn(run, crossed);
        run.finish(output, {io::layer_of(crossed.positions)});
    }

protected:
    void check() const override { require_format(output_, false); }

private:
    void require_overlap(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines) const
    {
        const Extent a = extent_of(transects), b = extent_of(shorelines);
        if (a.empty() || b.empty() || a.overlaps(b, 5000)) return;
        throw UnsafeError("EXTENT", transects_, "the transects do not overlap the shorelines; their extents lie far apart",
                          "check the CRS (zone) of both layers");
    }

    void warn(Run& run, const Crossed& crossed) const
    {
        const auto note = [&](const char* name, long count, const std::string& what) {
            if (count > 0) run.session.warnings.add(name, shorelines_, what, count);
        };
        note("NO-CROSSING", crossed.no_crossing, "no crossing on a transect at a date: the position is missing");
        note("BEYOND-REACH", crossed.beyond_reach, "the shoreline lies beyond the end of a transect: the position is missing");
        note("CROSSINGS", crossed.multiple, fmt::format("a transect crosses a shoreline several times: the rule '{}' was used", cross_.rule));
        note("COLLINEAR", crossed.collinear, "a shoreline runs along a transect: that part gives no position");
        note("ISLAND", crossed.islands_ignored, "an island ring seaward of the shore was ignored");
        if (crossed.positions.size() == static_cast<std::size_t>(crossed.no_crossing + crossed.beyond_reach))
            throw NoResultError("NO-CROSSING", transects_, "no shoreline crosses any transect", "check the CRS and the reach of the transects");
    }

    std::string shorelines_, transects_, output_;
    bool flip_ = false;
    CrossOptions cross_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_positions() { return std::make_unique<PositionsCommand>(); }

}  // namespace tasi::cli

#include "algorithms/transects/cast.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

class TransectsCommand : public Command {
public:
    TransectsCommand() : Command("transects", "Cast shore-normal transects along a baseline")
    {
        cast_.repair = false;
        usage_ = "BASELINE -o OUT";
        // clang-format off
        options_.add_options()
            ("baseline", po::value(&baseline_)->required(), "baseline layer (lines); the sea is on the right-hand side")
            ("output,o", po::value(&output_)->required(), "layer to write; the suffix chooses the format")
            ("spacing", number("spacing", &cast_.spacing_m, {0.01}), "metres between transects")
            ("landward", number("landward", &cast_.landward_m, not_negative), "metres behind the baseline")
            ("seaward", number("seaward", &cast_.seaward_m, not_negative), "metres in front of the baseline")
            ("smoothing", number("smoothing", &cast_.smoothing_m, not_negative), "metres of baseline that give a transect its direction (0: the segment itself)")
            ("start", number("start", &cast_.start_m, not_negative), "metres from the start of the baseline to the first transect")
            ("sea", choice("sea", &sea_, {"right", "left"}), "side of the sea, seen along the baseline")
            ("repair", po::bool_switch(&cast_.repair), "turn neighbours that cross each other apart");
        // clang-format on
        layers_.declare(options_);
        positional_.add("baseline", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), {baseline_});
        Layer layer = io::read_layer(run.session, layers_.source(baseline_));
        const Crs crs = analysis_crs(layers_.crs, {&layer}, {baseline_});
        layer = in_analysis_crs(run.session, std::move(layer), crs, baseline_);
        run.session.note("analysis CRS", crs.name);
        TransectOptions options = cast_;
        options.sea = sea_ == "left" ? Sea::left : Sea::right;
        const CastResult result = cast(baselines(layer), options);
        for (const std::string& doubt : result.doubts) run.session.warnings.add("DIRECTION", baseline_, doubt);
        for (const Adjustment& change : result.adjusted)
            run.session.note("adjusted " + change.transect, fmt::format("{}: cast at azimuth {:.3f}, now {:.3f}", change.how,
                                                                        change.cast_azimuth_deg, change.azimuth_deg));
        run.finish(output, {io::layer_of(result.transects, crs)});
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        cast_.validate();
    }

private:
    std::vector<Baseline> baselines(const Layer& layer) const
    {
        std::vector<Baseline> result;
        for (Polyline& line : lines_of(layer, baseline_)) {
            const int order = static_cast<int>(result.size());
            result.push_back({std::to_string(order + 1), std::move(line), order});
        }
        return result;
    }

    std::string baseline_, output_, sea_ = "right";
    TransectOptions cast_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_transects() { return std::make_unique<TransectsCommand>(); }

}  // namespace tasi::cli

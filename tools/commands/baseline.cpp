#include "algorithms/transects/make_baseline.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/io/crs.hpp"
#include "src/io/study_fields.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

/// `baseline`: one line each, the sea on its right.
Layer layer_of(const std::vector<Baseline>& baselines, const Crs& crs)
{
    Layer layer;
    layer.name = "baseline";
    layer.description = "Baselines; the sea is on the right-hand side";
    layer.kind = Geometry::Kind::lines;
    layer.multi = false;
    layer.crs = crs;
    layer.fields = {
        {"baseline", FieldType::text, "Baseline"}, {"order", FieldType::integer, "Order"}, {"length_m", FieldType::real, "Length", "m"}};
    for (const Baseline& one : baselines)
        layer.features.push_back({0, Geometry::of(one.line), {one.id, std::int64_t{one.order}, length(one.line)}});
    return layer;
}

class BaselineCommand : public Command {
public:
    BaselineCommand() : Command("baseline", "Draw baselines behind a shoreline")
    {
        usage_ = "SHORELINES -o OUT";
        // clang-format off
        options_.add_options()
            ("shorelines", po::value(&shorelines_)->required(), "layer of dated shorelines")
            ("output,o", po::value(&output_)->required(), "layer to write; the suffix chooses the format")
            ("offset", number("offset", &baseline_.offset_m, positive), "metres from the newest whole shoreline, or from the envelope")
            ("envelope", po::bool_switch(&baseline_.envelope), "set off from the outermost of all shorelines, not from the newest")
            ("seaward", po::bool_switch(&seaward_), "put the baseline in front of the shorelines, not behind them")
            ("smoothing", number("smoothing", &baseline_.smoothing_m, not_negative), "metres over which that line is averaged")
            ("min-length", number("min-length", &baseline_.min_length_m, not_negative), "shorter lines get no baseline, metres")
            ("side", choice("side", &side_, {"right", "left"}), "side of the sea, seen along the shorelines (right: those made by tasi)")
            ("coast", text(&coast_), "polygons of land, evidence for the side of the sea");
        // clang-format on
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("shorelines", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), {shorelines_});
        Layer layer = io::read_layer(run.session, layers_.source(shorelines_));
        const Crs crs = analysis_crs(layers_.crs, {&layer}, {shorelines_});
        run.session.note("analysis CRS", crs.name);
        const auto shorelines = shorelines_from(run, io::transformed(run.session, std::move(layer), crs));
        require_known_side(shorelines);
        BaselineOptions options = baseline_;
        options.place = seaward_ ? Beside::water : Beside::land;
        options.land = land(run, crs);
        options.sea = side_ == "left" ? Sea::left : Sea::right;
        const BaselineResult result = make_baselines(shorelines, options);
        for (const std::string& doubt : result.doubts) run.session.warnings.add("BASELINE", shorelines_, doubt);
        run.finish(output, {layer_of(result.baselines, crs)});
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        baseline_.validate();
    }

private:
    /// Lines without any date, as a coast from a map is, are one shoreline.
    std::vector<Shoreline> shorelines_from(Run& run, const Layer& layer) const
    {
        const auto& names = io::known_names(io::FieldRole::date);
        const bool dated = layers_.fields.date || layer.kind != Geometry::Kind::lines ||
                           std::any_of(names.begin(), names.end(), [&](const std::string& name) { return layer.field(name) >= 0; });
        if (dated) return io::shorelines_from(run.session, layer, shorelines_, layers_.fields);
        run.session.note("shorelines", "without dates: all lines are one shoreline");
        Shoreline all;
        all.lines = lines_of(layer, shorelines_);
        return {all};
    }

    std::vector<Polygon> land(Run& run, const Crs& crs) const
    {
        if (!coast_) return {};
        const Layer layer =
            io::transformed(run.session, io::read_layer(run.session, {*coast_, std::nullopt, layers_.source(*coast_).assumed_crs}), crs);
        std::vector<Polygon> polygons;
        for (const Feature& feature : layer.features)
            polygons.insert(polygons.end(), feature.geometry.polygons.begin(), feature.geometry.polygons.end());
        if (polygons.empty()) throw UnsafeError("GEOMETRY", *coast_, "there are no polygons", "give polygons of land");
        return polygons;
    }

    /// Nothing in a line tells on which side of it the sea lies, but our own lines are drawn with the sea on the right.
    void require_known_side(const std::vector<Shoreline>& shorelines) const
    {
        const bool own = std::any_of(shorelines.begin(), shorelines.end(), [](const Shoreline& s) { return !s.method.empty(); });
        if (own && side_ == "left")
            throw UnsafeError("SIDE", shorelines_, "shorelines made by tasi have the sea on their right, and --side is left",
                              "leave --side out");
    }

    std::string shorelines_, output_, side_ = "right";
    std::optional<std::string> coast_;
    bool seaward_ = false;
    BaselineOptions baseline_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_baseline() { return std::make_unique<BaselineCommand>(); }

}  // namespace tasi::cli

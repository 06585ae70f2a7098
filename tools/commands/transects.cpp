#include "algorithms/transects/cast.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/transects/crossing_table.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
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
            ("order-field", text(&order_field_), "field that numbers the baselines (default: order, where there is one)")
            ("shorelines", text(&shorelines_), "layer of dated shorelines: they tell --repair what part of a transect is used, and those made by tasi on which side the sea is")
            ("repair", po::bool_switch(&cast_.repair), "turn neighbours that cross each other apart");
        // clang-format on
        layers_.declare(options_);
        layers_.declare_fields(options_);
        positional_.add("baseline", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs{baseline_};
        if (shorelines_) inputs.emplace_back(*shorelines_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        Layer layer = io::read_layer(run.session, layers_.source(baseline_));
        const Crs crs = analysis_crs(layers_.crs, {&layer}, {baseline_});
        layer = in_analysis_crs(run.session, std::move(layer), crs, baseline_);
        run.session.note("analysis CRS", crs.name);
        TransectOptions options = cast_;
        options.sea = sea_ == "left" ? Sea::left : Sea::right;
        const std::vector<Shoreline> shorelines = read_shorelines(run, crs);
        const CastResult result = cast(baselines(layer), options, shorelines);
        require_side(result.transects, shorelines);
        for (const std::string& doubt : result.doubts) run.session.warnings.add("DIRECTION", baseline_, doubt);
        const auto flagged = [&](const std::string& flag) {
            return std::count_if(result.transects.begin(), result.transects.end(),
                                 [&](const Transect& t) { return std::find(t.flags.begin(), t.flags.end(), flag) != t.flags.end(); });
        };
        if (const long count = flagged("crosses its neighbour"); count > 0)
            run.session.warnings.add("TRANSECTS-CROSS", baseline_, "a transect crosses its neighbour: use --repair, or more --smoothing",
                                     count);
        if (const long count = flagged("crosses another shore"); count > 0)
            run.session.warnings.add("TRANSECTS-CROSS", baseline_, "a transect still crosses others after --repair", count);
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
    /// By the column of `--order-field` or `order`; as they come where there is none.
    std::vector<const Feature*> in_order(const Layer& layer) const
    {
        std::vector<const Feature*> features;
        for (const Feature& feature : layer.features) features.push_back(&feature);
        const int field = layer.field(order_field_.value_or("order"));
        if (order_field_ && field < 0)
            throw UsageError("FIELD", baseline_, "there is no field '" + printable(*order_field_) + "' for the order",
                             "see the columns of the layer");
        if (field < 0) return features;
        const auto order = [&](const Feature* f) { return number_of(f->values[static_cast<std::size_t>(field)]); };
        for (const Feature* feature : features)
            if (!order(feature))
                throw UnsafeError("ORDER", baseline_, fmt::format("feature {} has no order", feature->number),
                                  "number all baselines, or none");
        std::stable_sort(features.begin(), features.end(), [&](const Feature* a, const Feature* b) { return *order(a) < *order(b); });
        return features;
    }

    /// The cell of `--id-field` or `baseline`; else its number, from 1.
    std::string name_of(const Layer& layer, const Feature& feature, int order) const
    {
        const int field = layer.field(layers_.fields.id.value_or("baseline"));
        if (layers_.fields.id && field < 0)
            throw UsageError("FIELD", baseline_, "there is no field '" + printable(*layers_.fields.id) + "' for the baseline",
                             "see the columns of the layer");
        const std::string name = field < 0 ? "" : text_of(feature.values[static_cast<std::size_t>(field)]);
        return name.empty() || feature.geometry.lines.size() > 1 ? std::to_string(order + 1) : name;
    }

    std::vector<Shoreline> read_shorelines(Run& run, const Crs& crs) const
    {
        if (!shorelines_) return {};
        Layer layer = io::read_layer(run.session, {*shorelines_, std::nullopt, layers_.source(*shorelines_).assumed_crs});
        io::FieldChoice fields = layers_.fields;
        fields.id.reset();
        return io::shorelines_from(run.session, in_analysis_crs(run.session, std::move(layer), crs, *shorelines_), *shorelines_, fields);
    }

    /// Shorelines made by tasi have water on their right: it must lie ahead.
    void require_side(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines) const
    {
        if (shorelines.empty()) return;
        CrossingTable table(transects, {});
        table.add(shorelines);
        table.finish();
        const CrossSummary sum = table.summary();
        if (sum.water_behind > sum.water_ahead)
            throw UnsafeError("SIDE", baseline_,
                              fmt::format("at {} of {} crossings the shorelines have their water on the other side of the baseline",
                                          sum.water_behind, sum.water_ahead + sum.water_behind),
                              sea_ == "left" ? "leave --sea left out" : "give --sea left");
    }

    std::vector<Baseline> baselines(const Layer& layer) const
    {
        std::vector<Baseline> result;
        for (const Feature* feature : in_order(layer)) {
            Layer one = layer;
            one.features = {*feature};
            for (Polyline& line : lines_of(one, baseline_)) {
                const int order = static_cast<int>(result.size());
                result.push_back({name_of(layer, *feature, order), std::move(line), order});
            }
        }
        if (result.empty()) lines_of(layer, baseline_);  // says what is wrong with it
        return result;
    }

    std::string baseline_, output_, sea_ = "right";
    std::optional<std::string> shorelines_, order_field_;
    TransectOptions cast_;
    LayerOptions layers_;
};

}  // namespace

std::unique_ptr<Command> make_transects() { return std::make_unique<TransectsCommand>(); }

}  // namespace tasi::cli

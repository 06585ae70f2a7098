#include <algorithm>

#include "src/core/error.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tools/commands.hpp"
#include "tools/composite_blocks.hpp"
#include "tools/composite_sheet.hpp"
#include "tools/layer_inputs.hpp"

namespace tasi::cli {
namespace {

class CompositeCommand : public Command {
public:
    CompositeCommand() : Command("composite", "Combine the scenes of a year or season into one median image of a water index")
    {
        usage_ = "SCENE... -o DIR";
        // clang-format off
        options_.add_options()
            ("scene", po::value(&scenes_), "product folders or archives, folders that hold them, or GeoTIFFs")
            ("output,o", po::value(&output_)->required(), "folder to make: rasters of each period and composites.json")
            ("index", choice("index", &choice_.index, index_names()), "water index")
            ("period", choice("period", &choice_.period, {"year", "season", "all"}), "what one composite covers; December counts to the season of the next year")
            ("tides", text(&choice_.tides), "CSV with time and tide_m: only scenes near --tide-level take part")
            ("tide-level", number("tide-level", &choice_.tide.level_m), "middle of the tides that are kept, metres")
            ("tide-range", number("tide-range", &choice_.tide.share, Range{0, 1, false}), "share of the observed range of tides that is kept to each side")
            ("min-count", whole_number("min-count", &choice_.statistics.min_count, 1, 1000)->default_value("6"), "with fewer observations a pixel is that of three years; 1: each period alone")
            ("crs", text(&choice_.crs), "CRS of the result, projected in metres (default: that of most scenes)");
        // clang-format on
        input_.declare(options_);
        positional_.add("scene", -1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs = input_.files();
        inputs.insert(inputs.end(), scenes_.begin(), scenes_.end());
        if (choice_.tides) inputs.emplace_back(*choice_.tides);
        io::AtomicOutput output(output_, run.overwrite(), inputs, io::AtomicOutput::Kind::folder);
        const CompositePlan plan = plan_composites(run, scenes_, choice_, input_);
        if (!run.dry_run()) {
            const std::vector<PeriodResult> results = compute_composites(run, plan, choice_, output);
            require_answers(run, results);
            write_composite_sheet(run, plan, choice_, results, output);
            for (const PeriodResult& result : results) write_styles(files_of(result.period, choice_.index), output);
        }
        run.finish(output);
    }

protected:
    void check() const override
    {
        input_.check();
        if (!input_.band_files.empty()) throw UsageError("INPUT", "", "--band is given: one scene is no composite", "give scenes");
        if (scenes_.empty()) throw UsageError("INPUT", "", "no scene is given", "see tasi composite --help");
    }

private:
    /// A file without any number is no composite: one among others is named, and when all are the run has no result.
    void require_answers(Run& run, const std::vector<PeriodResult>& results) const
    {
        for (const PeriodResult& result : results)
            if (result.filled == 0)
                run.session.warnings.add("EMPTY-PERIOD", files_of(result.period, choice_.index).median,
                                         "no pixel of the period " + result.period.name() + " has an answer");
        if (std::any_of(results.begin(), results.end(), [](const PeriodResult& result) { return result.filled > 0; })) return;
        throw NoResultError("NO-VALID-PIXELS", scenes_.front(), "no pixel of any period has an answer",
                            "look at the clouds of the scenes, use a longer --period or a wider --tide-range, or --min-count 1");
    }

    /// Each raster opens in QGIS with classes and a legend.
    static void write_styles(const CompositeFiles& files, const io::AtomicOutput& output)
    {
        const std::pair<const std::string&, const char*> kinds[] = {
            {files.median, "value"}, {files.count, "count"}, {files.sd, "sd"}, {files.pooled, "pooled"}};
        for (const auto& [file, what] : kinds)
            io::write_text(output.working_path(std::filesystem::path(file).replace_extension(".qml").string()), report::raster_qml(what));
    }

    static std::vector<std::string> index_names()
    {
        return water_index_names(true);  // the edge of vegetation has seasons, and a composite no season
    }

    std::vector<std::string> scenes_;
    std::string output_;
    CompositeChoice choice_;
    SceneInputOptions input_;
};

}  // namespace

std::unique_ptr<Command> make_composite() { return std::make_unique<CompositeCommand>(); }

}  // namespace tasi::cli

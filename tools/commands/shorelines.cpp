#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/study_layers.hpp"
#include "tools/commands.hpp"
#include "tools/console.hpp"
#include "tools/derived_inputs.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/line_methods.hpp"
#include "tools/registration.hpp"
#include "tools/scene_shoreline.hpp"

namespace tasi::cli {
namespace {

/// The worst of several failures: a security refusal first, bad data before no answer.
int severity(ExitCode code)
{
    static const std::vector<ExitCode> worst_first{ExitCode::refused,    ExitCode::bug,    ExitCode::output,   ExitCode::limit,
                                                   ExitCode::unreadable, ExitCode::unsafe, ExitCode::no_result};
    const auto found = std::find(worst_first.begin(), worst_first.end(), code);
    return static_cast<int>(worst_first.end() - found);
}

class ShorelinesCommand : public Command {
public:
    ShorelinesCommand() : Command("shorelines", "Extract the shoreline of every scene")
    {
        usage_ = "SCENE... -o OUT";
        const std::string threshold_help =
            "a number, " + threshold_choices() +
            ", or auto: otsu, where that fails along a border found by itself, of composites the natural cut of the index";
        std::string method_help;
        for (const LineMethod& method : line_methods()) method_help += (method_help.empty() ? "" : "; ") + method.name + ": " + method.doc;
        // clang-format off
        options_.add_options()
            ("scene", po::value(&scenes_), "product folders or archives, folders that hold them, composites, GeoTIFFs, or index rasters")
            ("output,o", po::value(&output_)->required(), "layer to write; the suffix chooses the format")
            ("index", choice("index", &extraction_.index, index_names()), "water index; ndvi: the edge of vegetation")
            ("threshold", text(&extraction_.threshold), threshold_help.c_str())
            ("method", choice("method", &extraction_.method, line_method_names()), method_help.c_str())
            ("coast", text(&extraction_.coast), "layer of a reference shoreline: only pixels near it take part, in the threshold those within 100 m")
            ("buffer", number("buffer", &extraction_.buffer_m, positive), "metres around --coast")
            ("sea", text(&extraction_.sea), "layer of points or polygons in the sea (default: known from --coast, else guessed)")
            ("neck", number("neck", &extraction_.trace.sea.neck_m, {0, 10000, true}), "lagoons and rivers behind a mouth narrower than this are not sea, metres; 0: off")
            ("min-island", number("min-island", &extraction_.trace.sea.min_land_m2, not_negative), "smaller land in the sea is no island, m2 (default: 5 pixels)")
            ("min-water", number("min-water", &extraction_.trace.sea.min_water_m2, not_negative), "smaller water is no sea, also where --sea or --coast say so, m2 (default: 5 pixels)")
            ("min-length", number("min-length", &extraction_.min_length_m, not_negative), "shorter lines are dropped, metres")
            ("verbose-uncertainty", po::bool_switch(&extraction_.verbose_uncertainty), "columns for what uncert_m is made of, and a layer of vertices with theirs")
            ("coregister", text(&extraction_.coregister), "first, or a scene or band: shift every scene to where its land matches that one")
            ("max-shift", number("max-shift", &extraction_.max_shift_px, {0, 20, false}), "largest shift of --coregister, pixels; a larger one is refused")
            ("crs", text(&crs_), "CRS of the result, projected in metres (default: that of the first scene)");
        // clang-format on
        input_.declare(options_);
        positional_.add("scene", -1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs = input_.files();
        inputs.insert(inputs.end(), scenes_.begin(), scenes_.end());
        if (extraction_.coast) inputs.emplace_back(*extraction_.coast);
        if (extraction_.sea) inputs.emplace_back(*extraction_.sea);
        if (extraction_.coregister && *extraction_.coregister != "first") inputs.emplace_back(*extraction_.coregister);
        refuse_options_of_scenes(run, scenes_, extraction_, input_, [&](const std::string& option) { return given(option); });
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        const auto facts = each_once(run, scenes_at(run, scenes_, input_));
        std::optional<Crs> crs;
        if (crs_) crs = io::crs_from_user(*crs_), io::require_metres(*crs, "--crs " + *crs_);
        ExtractionOptions extraction = extraction_;
        extraction.scratch = std::filesystem::absolute(output.working_path()).parent_path();
        if (extraction.coregister) {
            extraction.reference = reference_scene(run, facts, extraction, input_);
            run.session.note("coregistration reference", extraction.reference->id);
        }
        std::vector<Shoreline> shorelines = extract_all(run, facts, extraction, crs);
        std::stable_sort(shorelines.begin(), shorelines.end(), [](const Shoreline& a, const Shoreline& b) {
            return std::tie(a.date.milliseconds, a.scene_id) < std::tie(b.date.milliseconds, b.scene_id);
        });
        run.session.note("analysis CRS", crs->name);
        std::vector<Layer> layers{io::layer_of(shorelines, *crs, extraction_.verbose_uncertainty)};
        if (extraction_.verbose_uncertainty) layers.push_back(io::vertices_of(shorelines, *crs));
        run.finish(output, layers);
    }

protected:
    void check() const override
    {
        require_format(output_, false);
        input_.check();
        if (scenes_.empty() == input_.band_files.empty())
            throw UsageError("INPUT", "", "give either scenes or --band files", "see tasi shorelines --help");
        if (given("max-shift") && !extraction_.coregister)
            throw UsageError("SHIFT", "", "--max-shift is given without --coregister", "give both, or leave --max-shift out");
        threshold_choice(extraction_.threshold);
        if (water_index_named(extraction_.index).land_high && extraction_.method != "contour" && extraction_.method != "auto")
            throw UsageError("METHOD", "",
                             "--method " + extraction_.method + " is of water, and " + extraction_.index + " finds the edge of vegetation",
                             "give --method contour");
    }

private:
    bool given(const std::string& option) const
    {
        const std::string word = "--" + option;
        return std::any_of(arguments().begin(), arguments().end(),
                           [&](const std::string& one) { return one == word || one.starts_with(word + "="); });
    }

    static std::vector<std::string> index_names() { return water_index_names(); }

    /// One row per scene. A scene that fails stays in the result, without a line and with the reason; when all fail, the worst failure ends
    /// the run.
    std::vector<Shoreline> extract_all(Run& run, const std::vector<scenes::SceneFacts>& facts, const ExtractionOptions& extraction,
                                       std::optional<Crs>& crs) const
    {
        std::vector<Shoreline> shorelines;
        std::optional<Error> worst;
        Progress progress(!run.quiet());
        long found = 0;
        for (const scenes::SceneFacts& one : facts) {
            progress.show(fmt::format("{} of {} scenes", shorelines.size(), facts.size()));
            try {
                Crs own;
                Shoreline shoreline = extract(run, one.path, extraction, input_, own);
                if (!crs) io::require_metres(own, one.path), crs = own;
                const io::Transformer transform(run.session, own, *crs);
                for (Polyline& line : shoreline.lines) line = transform(line);
                if (!shoreline.lines.empty()) require_area_of_use(*crs, shoreline.lines.front().front(), one.path);
                shorelines.push_back(std::move(shoreline));
                ++found;
            } catch (const Error& error) {
                // Changed composites are no matter of one period.
                if (!concerns_one_scene(error.code()) || facts.size() == 1 || error.name() == "COMPOSITES") throw;
                if (!worst || severity(error.code()) > severity(worst->code())) worst = error;
                run.session.warnings.add("SCENE", error.file(), "no shoreline: " + error.problem());
                if (one.time) shorelines.push_back(failed(one, error));
            }
        }
        if (found == 0) throw *worst;
        return shorelines;
    }

    Shoreline failed(const scenes::SceneFacts& facts, const Error& error) const
    {
        Shoreline shoreline;
        shoreline.scene_id = facts.id;
        shoreline.date = *facts.time;
        shoreline.sensor = facts.sensor;
        shoreline.index = extraction_.index;
        shoreline.method = extraction_.method;
        shoreline.flags = {"failed: " + lower_case(error.name())};
        return shoreline;
    }

    std::vector<std::string> scenes_;
    std::string output_;
    std::optional<std::string> crs_;
    ExtractionOptions extraction_;
    SceneInputOptions input_;
};

}  // namespace

std::unique_ptr<Command> make_shorelines() { return std::make_unique<ShorelinesCommand>(); }

}  // namespace tasi::cli

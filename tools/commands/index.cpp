#include <limits>
#include <optional>

#include "src/core/error.hpp"
#include "src/io/block_raster.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tools/commands.hpp"
#include "tools/layer_inputs.hpp"
#include "tools/scene_inputs.hpp"
#include "tools/scene_walk.hpp"

namespace tasi::cli {
namespace {

class IndexCommand : public Command {
public:
    IndexCommand() : Command("index", "Compute a water index, or the reflectance of one band, of a scene")
    {
        usage_ = "SCENE -o OUT.tif";
        // clang-format off
        options_.add_options()
            ("scene", po::value(&scene_), "product folder or archive, or a GeoTIFF")
            ("output,o", po::value(&output_)->required(), "GeoTIFF to write (float32, NaN where masked)")
            ("index", choice("index", &index_, quantity_names()), "what to compute")
            ("style", po::bool_switch(&style_), "write OUT.qml too: QGIS opens the image in classes");
        // clang-format on
        input_.declare(options_);
        positional_.add("scene", 1);
    }
    std::string output() const override { return output_; }
    std::vector<std::filesystem::path> more_outputs() const override
    {
        if (!style_) return {};
        return {std::filesystem::absolute(output_).parent_path() / style_name()};
    }

    void run(Run& run) const override
    {
        std::vector<std::filesystem::path> inputs = input_.files();
        if (!scene_.empty()) inputs.emplace_back(scene_);
        io::AtomicOutput output(output_, run.overwrite(), inputs);
        const Quantity quantity = quantity_named(index_);
        const scenes::Scene scene = open(run, scene_, input_);
        const SceneWalk walk(run, scene, quantity, input_);
        std::optional<io::BlockRaster> writer;
        if (!run.dry_run())
            writer.emplace(output.working_path(), walk.grid(), io::BlockRaster::Kind::real, quantity.name(), output.target().string());
        const SceneImage image = walk.walk([&](ImagePart&& part) {
            part.values = (part.mask != 0).select(std::numeric_limits<float>::quiet_NaN(), part.values);
            if (writer) writer->write(part.at, part.values);
        });
        warn_about_pixels(run, image, input_);
        if (quantity.index && !quantity.index->land_high) warn_when_inverted(run, image, quantity.index->natural_cut);
        run.session.note("analysis CRS", image.grid.crs.name);
        if (writer) {
            writer->finish();
            if (style_) io::write_text(output.working_path(style_name()), report::raster_qml(style_key(quantity)));
        }
        run.finish(output);
    }

protected:
    void check() const override
    {
        require_format(output_, true);
        input_.check();
        if (scene_.empty() == input_.band_files.empty())
            throw UsageError("INPUT", "", "give either one SCENE or --band files", "see tasi index --help");
    }

private:
    std::string style_name() const { return std::filesystem::path(output_).filename().replace_extension(".qml").string(); }

    static std::string style_key(const Quantity& quantity)
    {
        if (!quantity.index) return "reflectance";
        return quantity.index->land_high ? "value_of_land" : "value";
    }

    std::string scene_, output_, index_ = "ndwi";
    bool style_ = false;
    SceneInputOptions input_;
};

}  // namespace

std::unique_ptr<Command> make_index() { return std::make_unique<IndexCommand>(); }

}  // namespace tasi::cli

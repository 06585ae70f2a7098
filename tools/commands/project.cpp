#include <filesystem>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/gpkg_project.hpp"
#include "src/io/write_archive.hpp"
#include "src/io/write_layer.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tools/commands.hpp"
#include "tools/project_inputs.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

class ProjectCommand : public Command {
public:
    ProjectCommand() : Command("project", "Make one QGIS project of finished layers: groups, labels, legend and a sheet to print")
    {
        usage_ = "LAYERS... -o OUT.qgz";
        // clang-format off
        options_.add_options()
            ("layers", po::value(&layers_)->required(), "outputs of tasi: GeoPackages and other vector files, rasters, a folder of composites")
            ("output,o", po::value(&output_)->required(), "OUT.qgz, which shows the layers where they are, or OUT.gpkg, which holds a copy of them")
            ("title", po::value(&title_), "title of the project (default: the name of the output)")
            ("folder", po::value(&folder_), "folder in which OUT.qgz will stand (default: that of the output)");
        // clang-format on
        positional_.add("layers", -1);
    }
    std::string output() const override { return output_; }
    std::string place_option() const override { return "folder"; }

    void run(Run& run) const override
    {
        const bool copied = lower_case(fs::path(output_).extension().string()) == ".gpkg";
        std::vector<fs::path> given(layers_.begin(), layers_.end());
        io::AtomicOutput output(output_, run.overwrite(), given);
        const std::vector<ProjectInput> inputs = project_inputs(run, layers_);
        if (copied) refuse_rasters(inputs);
        if (run.dry_run()) {
            run.finish(output);
            return;
        }
        const std::string stem = fs::path(output_).stem().string();
        const std::string qgz = io::zip_of(stem + ".qgs", project_of(inputs, copied));
        if (copied)
            write_copies(run, output, inputs, qgz);
        else
            io::write_text(output.working_path(), qgz);
        run.finish(output);
    }

protected:
    void check() const override
    {
        const std::string suffix = lower_case(fs::path(output_).extension().string());
        if (suffix != ".qgz" && suffix != ".gpkg")
            throw UsageError("FORMAT", output_, "a project is a .qgz or stands in a .gpkg", "name the output OUT.qgz or OUT.gpkg");
    }

private:
    static bool is_map(const ProjectInput& input) { return input.raster || input.layer.kind != Geometry::Kind::none; }

    static void refuse_rasters(const std::vector<ProjectInput>& inputs)
    {
        for (const ProjectInput& input : inputs)
            if (input.raster)
                throw UsageError("RASTER", printable(input.file.string()), "an image is not copied into a GeoPackage",
                                 "leave it out, or write OUT.qgz");
    }

    std::string title() const { return title_.empty() ? fs::path(output_).stem().string() : title_; }

    /// The source of a layer as seen from the project.
    std::string source_of(const ProjectInput& input, bool copied) const
    {
        if (copied) return "./" + fs::path(output_).filename().string() + "|layername=" + input.layer.name;
        const fs::path home = folder_.empty() ? fs::absolute(output_).parent_path() : fs::absolute(folder_);
        const std::string path = fs::weakly_canonical(input.file).lexically_relative(fs::weakly_canonical(home)).string();
        const std::string file = path.starts_with("..") ? path : "./" + path;
        return input.several ? file + "|layername=" + input.layer.name : file;
    }

    std::string project_of(const std::vector<ProjectInput>& inputs, bool copied) const
    {
        std::vector<report::ProjectLayer> layers;
        std::vector<Layer> tables;
        for (const ProjectInput& input : inputs) {
            tables.push_back(input.layer);
            if (!is_map(input)) continue;  // a table has no place, no CRS and no symbols
            const std::string source = source_of(input, copied);
            layers.push_back(input.raster ? report::project_raster(input.layer.name, input.what, source, input.layer.crs, input.box)
                                          : report::project_layer(input.layer, source, input.style, printable(input.file.string())));
        }
        return report::project_xml({title(), report::sources_of(tables), TASI_VERSION}, layers);
    }

    /// A GeoPackage with all layers, styled, and the project that shows them.
    void write_copies(Run& run, const io::AtomicOutput& output, const std::vector<ProjectInput>& inputs, const std::string& qgz) const
    {
        std::vector<Layer> layers;
        for (const ProjectInput& input : inputs)
            layers.push_back(report::with_aliases(input.layer, input.style, printable(input.file.string())));
        io::write_layers(run.session, output, layers, report::layer_look);
        io::store_project(output.working_path(), title(), qgz);
    }

    std::vector<std::string> layers_;
    std::string output_, title_, folder_;
};

}  // namespace

std::unique_ptr<Command> make_project() { return std::make_unique<ProjectCommand>(); }

}  // namespace tasi::cli

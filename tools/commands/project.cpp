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

std::vector<std::string> language_codes()
{
    std::vector<std::string> codes;
    for (const report::Language& language : report::languages()) codes.push_back(language.code);
    return codes;
}

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
            ("lang", choice("lang", &language_, language_codes()), "language: English, Portuguese or Tetum")
            ("copy", text(&copy_)->value_name("NAME"), "name of a GeoPackage with a copy of all layers and the project itself, written beside OUT.qgz")
            ("folder", po::value(&folder_), "folder in which OUT.qgz will stand (default: that of the output)");
        // clang-format on
        positional_.add("layers", -1);
    }
    std::string output() const override { return output_; }
    std::string place_option() const override { return "folder"; }

    std::vector<fs::path> more_outputs() const override
    {
        if (!copy_) return {};
        return {fs::absolute(output_).parent_path() / *copy_};
    }

    void run(Run& run) const override
    {
        std::vector<fs::path> given(layers_.begin(), layers_.end());
        io::AtomicOutput output(output_, run.overwrite(), given);
        const std::vector<ProjectInput> inputs = in_language(run, project_inputs(run, layers_));
        if (is_geopackage()) refuse_rasters(inputs);
        if (run.dry_run()) {
            run.finish(output);
            return;
        }
        if (is_geopackage()) {
            write_copies(run, output.working_path(), inputs);
        } else {
            io::write_text(output.working_path(), zipped(output_, inputs, false));
            if (copy_) write_copies(run, output.working_path(*copy_), without_rasters(inputs));
        }
        run.finish(output);
    }

protected:
    void check() const override
    {
        const std::string suffix = lower_case(fs::path(output_).extension().string());
        if (suffix != ".qgz" && suffix != ".gpkg")
            throw UsageError("FORMAT", output_, "a project is a .qgz or stands in a .gpkg", "name the output OUT.qgz or OUT.gpkg");
        if (!copy_) return;
        if (suffix == ".gpkg") throw UsageError("COPY", output_, "the output holds copies already", "leave out --copy, or write OUT.qgz");
        if (fs::path(*copy_).has_parent_path() || lower_case(fs::path(*copy_).extension().string()) != ".gpkg")
            throw UsageError("COPY", *copy_, "is no name of a GeoPackage beside the output", "give a name such as coast.gpkg");
    }

private:
    bool is_geopackage() const { return lower_case(fs::path(output_).extension().string()) == ".gpkg"; }
    const report::MapWords& words() const { return report::map_words(language_); }

    static bool is_map(const ProjectInput& input) { return input.raster || input.layer.kind != Geometry::Kind::none; }

    /// The administrative units that give the rows of a table a place. A table without them has no place, no CRS and no symbols: it stays
    /// in its file.
    static const ProjectInput* units_of(const ProjectInput& table, const std::vector<ProjectInput>& inputs, bool copied)
    {
        if (table.layer.field("pcode") < 0 || !table.several) return nullptr;
        for (const ProjectInput& input : inputs)
            if (input.layer.name == "admin_units" && is_map(input) && input.several && (copied || input.file == table.file)) return &input;
        return nullptr;
    }

    std::vector<ProjectInput> in_language(Run& run, std::vector<ProjectInput> inputs) const
    {
        for (ProjectInput& input : inputs)
            if (!input.raster) translate(run, input, words());
        return inputs;
    }

    static std::vector<ProjectInput> without_rasters(std::vector<ProjectInput> inputs)
    {
        std::erase_if(inputs, [](const ProjectInput& input) { return input.raster; });
        if (inputs.empty())
            throw NoResultError("EMPTY", "", "there are images alone: none is copied into a GeoPackage", "leave out --copy");
        return inputs;
    }

    static void refuse_rasters(const std::vector<ProjectInput>& inputs)
    {
        for (const ProjectInput& input : inputs)
            if (input.raster)
                throw UsageError("RASTER", printable(input.file.string()), "an image is not copied into a GeoPackage",
                                 "leave it out, or write OUT.qgz");
    }

    std::string title() const { return title_.empty() ? fs::path(output_).stem().string() : title_; }

    /// The source of a layer as seen from the project, which shows the files where they are, or stands in `home` with copies.
    std::string source_of(const ProjectInput& input, const fs::path& home, bool copied) const
    {
        if (copied) return "./" + home.filename().string() + "|layername=" + input.layer.name;
        const fs::path folder = folder_.empty() ? fs::absolute(output_).parent_path() : fs::absolute(folder_);
        const std::string path = fs::weakly_canonical(input.file).lexically_relative(fs::weakly_canonical(folder)).string();
        const std::string file = path.starts_with("..") ? path : "./" + path;
        return input.several ? file + "|layername=" + input.layer.name : file;
    }

    /// The project as QGIS stores it, for a place under the name of `home`.
    std::string zipped(const fs::path& home, const std::vector<ProjectInput>& inputs, bool copied) const
    {
        std::vector<report::ProjectLayer> layers;
        std::vector<Layer> tables;
        for (const ProjectInput& input : inputs) {
            tables.push_back(input.layer);
            const std::string source = source_of(input, home, copied), file = printable(input.file.string());
            if (!is_map(input)) {
                if (const ProjectInput* units = units_of(input, inputs, copied))
                    layers.push_back(report::project_table(input.layer, units->layer, source, input.style, file, words()));
                continue;
            }
            layers.push_back(input.raster ? report::project_raster(input.layer.name, input.what, source, input.style, input.layer.crs,
                                                                   input.box, words())
                                          : report::project_layer(input.layer, source, input.style, file, words()));
        }
        const report::ProjectText text{title(), report::sources_of(tables, words()), TASI_VERSION};
        return io::zip_of(home.stem().string() + ".qgs", report::project_xml(text, layers, words()));
    }

    /// A GeoPackage with all layers, styled, and the project that shows them. The name that it will have is that of `file`.
    void write_copies(Run& run, const fs::path& file, const std::vector<ProjectInput>& inputs) const
    {
        std::vector<Layer> layers;
        for (const ProjectInput& input : inputs) layers.push_back(input.layer);
        io::write_layers(run.session, file, layers, [&](const Layer& layer, const std::vector<io::Column>& columns) {
            return report::layer_look_in(words(), layer, columns);
        });
        io::store_project(file, title(), zipped(file, inputs, true));
    }

    std::vector<std::string> layers_;
    std::string output_, title_, folder_, language_ = "en";
    std::optional<std::string> copy_;
};

}  // namespace

std::unique_ptr<Command> make_project() { return std::make_unique<ProjectCommand>(); }

}  // namespace tasi::cli

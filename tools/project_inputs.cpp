#include "tools/project_inputs.hpp"

#include <algorithm>
#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/columns.hpp"
#include "src/io/formats.hpp"
#include "src/io/geopackage_check.hpp"
#include "src/io/input_file.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/raster_file.hpp"
#include "src/io/read_look.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tools/composite_sheet.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

/// The style that the layer would have in this file, had it been written now.
std::string style_of(Run& run, const Layer& layer, const fs::path& file, const report::MapWords& words)
{
    const auto columns = io::columns_of(run.session, layer, io::format_for(file, false), printable(file.string()));
    const std::string document = report::layer_look_in(words, layer, columns).qml;
    return document.substr(document.find("<qgis"));
}

/// The part of a style that draws and labels.
std::string_view drawing_of(const std::string& style)
{
    const std::size_t first = style.find("<renderer-v2"), last = style.find("<aliases");
    return first == std::string::npos ? std::string_view() : std::string_view(style).substr(first, last - first);
}

ProjectInput vector_input(Run& run, const fs::path& file, const std::optional<std::string>& name)
{
    ProjectInput input;
    input.file = file;
    input.several = name.has_value();
    input.layer = io::read_layer(run.session, {file.string(), name, {}});
    input.style = io::read_style(run.session, file, input.layer.name);
    if (!input.style.empty()) input.layer = report::with_aliases(std::move(input.layer), input.style, printable(file.string()));
    const bool drawn = input.layer.kind == Geometry::Kind::none || !drawing_of(input.style).empty();
    if (input.style.empty() || !drawn) input.style = style_of(run, input.layer, file, report::map_words());
    input.layer = report::with_aliases(std::move(input.layer), input.style, printable(file.string()));
    return input;
}

ProjectInput raster_input(Run& run, const fs::path& file, const std::string& what)
{
    const io::RasterFile raster(run.session, file.string());
    io::require_map_grid(raster);
    const Grid& grid = raster.info().grid;
    ProjectInput input;
    input.file = file;
    input.raster = true;
    input.what = what;
    input.style = io::read_style(run.session, file, input.file.stem().string());
    input.layer.name = file.stem().string();
    input.layer.crs = grid.crs;
    input.box.add(Point{grid.x0, grid.y0});
    input.box.add(Point{grid.x0 + grid.cols * grid.dx, grid.y0 + grid.rows * grid.dy});
    return input;
}

void add_geopackage(Run& run, const fs::path& file, std::vector<ProjectInput>& inputs)
{
    for (const io::GeoPackageTable& table : io::check_geopackage(io::checked_input(run.session, file.string()), file.string()))
        inputs.push_back(vector_input(run, file, table.name));
}

void add_newest_composite(Run& run, const fs::path& sheet, std::vector<ProjectInput>& inputs)
{
    const std::vector<CompositeRecord> records = read_composite_sheet(run.session, sheet);
    if (!records.empty()) inputs.push_back(raster_input(run, records.back().files.median, "value"));
}

void add(Run& run, const std::string& name, std::vector<ProjectInput>& inputs)
{
    const fs::path file(name);
    const std::string suffix = lower_case(file.extension().string());
    if (const auto sheet = composite_sheet_at(name))
        add_newest_composite(run, *sheet, inputs);
    else if (suffix == ".gpkg")
        add_geopackage(run, file, inputs);
    else if (suffix == ".tif" || suffix == ".tiff")
        inputs.push_back(raster_input(run, file, "value"));
    else
        inputs.push_back(vector_input(run, file, {}));
}

}  // namespace

void translate(Run& run, ProjectInput& input, const report::MapWords& words)
{
    if (words.language().code == report::map_words().language().code) return;
    const bool ours = drawing_of(input.style) == drawing_of(style_of(run, input.layer, input.file, report::map_words()));
    input.layer = report::with_words(std::move(input.layer), words);
    if (ours) input.style = style_of(run, input.layer, input.file, words);
}

std::vector<ProjectInput> project_inputs(Run& run, const std::vector<std::string>& files)
{
    std::vector<ProjectInput> inputs;
    for (const std::string& file : files) add(run, file, inputs);
    std::erase_if(inputs, [](const ProjectInput& input) { return !input.raster && input.layer.features.empty(); });
    std::set<std::string> names;
    for (const ProjectInput& input : inputs)
        if (!names.insert(input.layer.name).second)
            throw UsageError("LAYER", printable(input.file.string()), "a second layer is named " + printable(input.layer.name),
                             "give one of them");
    if (inputs.empty()) throw NoResultError("EMPTY", files.front(), "there is no layer with anything in it", "give results of a study");
    return inputs;
}

}  // namespace tasi::cli

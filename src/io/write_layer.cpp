#include "src/io/write_layer.hpp"

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/columns.hpp"
#include "src/io/disk.hpp"
#include "src/io/formats.hpp"
#include "src/io/write_csv.hpp"
#include "src/io/write_ogr.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

/// Written under this name first: a journal beside a name of 255 bytes would have none.
constexpr const char* working_stem = ".part";

/// Where the layers of one output go.
struct Place {
    fs::path file;      ///< of the first layer
    std::string shown;  ///< its name in messages

    fs::path sibling(const std::string& layer) const
    {
        const std::string name = file.stem().string() + '_' + layer + file.extension().string();
        if (layer.empty() || fs::path(name).has_parent_path())
            throw BugError("LAYER", shown, "a layer named \"" + printable(layer) + "\" gives no file name", "report it");
        return file.parent_path() / name;
    }
};

/// Gives the file `.part.shp` and those made with it (`.part.dbf`) their names.
void give_name(const fs::path& working, const fs::path& file)
{
    const fs::path folder = file.parent_path();
    for (const std::string& name : files_below(folder)) {
        const fs::path part = folder / name;
        if (part.parent_path() == folder && part.stem() == working_stem)
            rename_file(part, part == working ? file : fs::path(file).replace_extension(part.extension()));
    }
}

void write_file(Session& session, const fs::path& file, const OutputFormat& format, const std::vector<const Layer*>& layers,
                const std::string& shown, const LookOf& look_of)
{
    if (!format.geometry) {
        write_csv(file, *layers.front(), columns_of(session, *layers.front(), format, shown));
        return;
    }
    const fs::path working = file.parent_path() / (working_stem + format.suffix);
    write_ogr(session, working, format, layers, shown, look_of);
    give_name(working, file);
}

void write_place(Session& session, const Place& place, const std::vector<Layer>& layers, const LookOf& look_of)
{
    const OutputFormat& format = format_for(place.file, false);
    if (layers.empty()) throw BugError("LAYER", place.shown, "there is no layer to write", "report it");
    if (format.driver == "ESRI Shapefile" && layers.front().kind == Geometry::Kind::none)
        throw UsageError("FORMAT", place.shown, "a table without geometry is no Shapefile", "use .csv or .gpkg");
    std::vector<const Layer*> all;
    for (const Layer& layer : layers) all.push_back(&layer);
    if (format.several_layers) {
        write_file(session, place.file, format, all, place.shown, look_of);
        return;
    }
    for (const Layer* layer : all)
        write_file(session, layer == all.front() ? place.file : place.sibling(layer->name), format, {layer}, place.shown, look_of);
}

}  // namespace

std::vector<fs::path> siblings_of(const fs::path& target, const std::vector<std::string>& layers)
{
    std::vector<fs::path> files;
    if (format_for(target, false).several_layers) return files;
    for (const std::string& layer : layers) files.push_back(Place{target, printable(target.string())}.sibling(layer));
    return files;
}

void write_layers(Session& session, const AtomicOutput& output, const std::vector<Layer>& layers, const LookOf& look_of)
{
    write_place(session, {output.working_path(), printable(output.target().string())}, layers, look_of);
}

void write_layers(Session& session, const fs::path& file, const std::vector<Layer>& layers, const LookOf& look_of)
{
    write_place(session, {fs::absolute(file), printable(file.filename().string())}, layers, look_of);
}

TableOutput::TableOutput(Session& session, const AtomicOutput& output, const Layer& sample)
    : session_(session), output_(output), whole_(sample)
{
    whole_.features.clear();
    const std::string shown = printable(output.target().string());
    const OutputFormat& format = format_for(output.working_path(), false);
    if (!format.geometry) csv_ = std::make_unique<CsvFile>(output.working_path(), sample, columns_of(session, sample, format, shown));
}

TableOutput::~TableOutput() = default;

void TableOutput::append(Layer block)
{
    if (csv_) return csv_->append(block);
    for (Feature& feature : block.features) {
        feature.number = static_cast<std::int64_t>(whole_.features.size()) + 1;
        whole_.features.push_back(std::move(feature));
    }
}

void TableOutput::close()
{
    if (csv_) return csv_->close();
    write_layers(session_, output_, {whole_});
}

}  // namespace tasi::io

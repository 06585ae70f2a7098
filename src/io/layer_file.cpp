#include "src/io/layer_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/geojson_check.hpp"
#include "src/io/geopackage_check.hpp"
#include "src/io/input_file.hpp"
#include "src/io/ogr_layer.hpp"
#include "src/io/shapefile_check.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

/// A file to read, and how it is called in messages.
struct VectorInput {
    fs::path path;
    std::string file;
    std::optional<std::string> chosen;
};

std::string suffix_of(const fs::path& path) { return lower_case(path.extension().string()); }

std::string first_bytes(const fs::path& path)
{
    std::array<char, 4096> start{};
    std::ifstream in(path, std::ios::binary);
    in.read(start.data(), start.size());
    return {start.data(), static_cast<std::size_t>(in.gcount())};
}

[[noreturn]] void refuse_choice(const VectorInput& input, const std::string& what, const std::vector<std::string>& names)
{
    throw UsageError("LAYER", input.file, what, "choose one with --layer: " + join(names, ", "));
}

/// The layer that is meant: the chosen one, or the only one.
std::size_t choose(const VectorInput& input, const std::vector<std::string>& names)
{
    std::vector<std::string> shown;
    for (const std::string& name : names) shown.push_back(printable(name));
    if (names.empty()) throw UnreadableError("LAYER", input.file, "holds no vector layer", "give a file with a layer");
    if (!input.chosen) {
        if (names.size() > 1) refuse_choice(input, fmt::format("holds {} layers ({})", names.size(), join(shown, ", ")), shown);
        return 0;
    }
    const auto found = std::find(names.begin(), names.end(), *input.chosen);
    if (found == names.end()) refuse_choice(input, fmt::format("has no layer '{}'", printable(*input.chosen)), shown);
    return static_cast<std::size_t>(found - names.begin());
}

OgrSource geopackage(Session&, const VectorInput& input)
{
    std::vector<GeoPackageTable> tables = check_geopackage(input.path, input.file);
    const bool some_geometry = std::any_of(tables.begin(), tables.end(), [](const GeoPackageTable& t) { return t.has_geometry; });
    if (some_geometry && !input.chosen) std::erase_if(tables, [](const GeoPackageTable& t) { return !t.has_geometry; });
    std::vector<std::string> names;
    for (const GeoPackageTable& table : tables) names.push_back(table.name);
    GeoPackageTable& table = tables[choose(input, names)];
    check_geopackage_rows(input.path, input.file, table);
    return {.driver = "GPKG",
            .options = {"IMMUTABLE=YES", "LIST_ALL_TABLES=NO"},
            .layer = table.name,
            .crs_stated = table.srs_id > 0,
            .crs_definition = table.crs_definition,
            .features = table.rows};
}

OgrSource shapefile(Session& session, const VectorInput& input)
{
    if (!first_bytes(input.path).starts_with(std::string_view("\0\0\x27\x0a", 4)))
        throw UnreadableError("SHAPEFILE", input.file, "is not a shapefile (it does not start as one)", "fetch the file again");
    const ShapefileParts parts = check_shapefile(session, input.path, input.file);
    OgrSource source{.driver = "ESRI Shapefile",
                     .layer = input.path.stem().string(),
                     .features = parts.records,
                     .encoding_unknown = parts.encoding_unknown};
    if (parts.encoding_unknown) source.options = {"ENCODING="};
    return source;
}

OgrSource geojson(Session& session, const VectorInput& input)
{
    check_strict_json(read_bytes(session, input.path, session.max_text_bytes), input.file);
    // Dates stay text, so that all tables have theirs read by the same rules.
    return {.driver = "GeoJSON", .options = {"DATE_AS_STRING=YES"}};
}

OgrSource flatgeobuf(Session&, const VectorInput& input)
{
    if (!first_bytes(input.path)
             .starts_with("fgb\x03"
                          "fgb"))
        throw UnreadableError("FLATGEOBUF", input.file, "is not a FlatGeobuf (it does not start as one)", "fetch the file again");
    return {.driver = "FlatGeobuf", .options = {"VERIFY_BUFFERS=YES"}};
}

/// One row per format that is read through GDAL: what has to hold before GDAL may open the file.
struct VectorFormat {
    std::string_view suffix;
    OgrSource (*examine)(Session&, const VectorInput&);
};
constexpr std::array formats{
    VectorFormat{".gpkg", geopackage}, VectorFormat{".shp", shapefile},  VectorFormat{".geojson", geojson},
    VectorFormat{".json", geojson},    VectorFormat{".fgb", flatgeobuf},
};

/// Files that are only a description of where other data are.
void refuse_indirect(const VectorInput& input)
{
    const std::string start = first_bytes(input.path);
    if (trimmed(start).empty()) throw UnreadableError("FORMAT", input.file, "is empty", "fetch the file again");
    for (const std::string_view mark : {"<OGRVRTDataSource", "<VRTDataset", "<GDAL_WMS", "<OGRWFSDataSource"})
        if (start.find(mark) != std::string::npos)
            throw RefusedError("DRIVER", input.file, "points to other data (VRT or a web service), which is not allowed",
                               "give the data themselves");
}

const VectorFormat& format_of(const VectorInput& input)
{
    const std::string suffix = suffix_of(input.path);
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const VectorFormat& f) { return f.suffix == suffix; });
    if (found != formats.end()) return *found;
    std::string known = ".csv";
    for (const VectorFormat& format : formats) known += ' ' + std::string(format.suffix);
    throw UnreadableError("FORMAT", input.file, fmt::format("the suffix '{}' is not that of a layer", printable(suffix)),
                          "give one of: " + known);
}

Layer csv_layer(Session& session, const LayerSource& source, const VectorInput& input)
{
    Layer layer = read_csv(session, source.path);
    if (source.layer) choose(input, {layer.name});
    return layer;
}

void require_crs(const Layer& layer, const VectorInput& input)
{
    if (layer.kind == Geometry::Kind::none || !layer.crs.empty()) return;
    const std::string part = suffix_of(input.path) == ".shp" ? " (its .prj part is missing or empty)" : "";
    throw UnsafeError("CRS", input.file, "layer has no CRS" + part, "give --assume-crs EPSG:nnnn");
}

/// The file as GDAL is to open it, with the layer that is meant.
OgrSource examined(Session& session, const VectorInput& input, const LayerSource& source)
{
    OgrSource ogr = format_of(input).examine(session, input);
    if (ogr.layer.empty()) {
        const std::vector<std::string> names = ogr_layer_names(input.path, input.file, ogr);
        ogr.layer = names[choose(input, names)];
    } else if (input.chosen) {
        choose(input, {ogr.layer});
    }
    ogr.assumed_crs = source.assumed_crs;
    return ogr;
}

}  // namespace

Layer read_layer(Session& session, const LayerSource& source)
{
    const VectorInput input{checked_input(session, source.path), printable(source.path), source.layer};
    refuse_indirect(input);
    if (suffix_of(input.path) == ".csv") return csv_layer(session, source, input);
    Layer layer = read_ogr_layer(session, input.path, input.file, examined(session, input, source));
    require_crs(layer, input);
    return layer;
}

struct LayerInParts::Parts {
    VectorInput input;
    OgrSource ogr;
};

LayerInParts::LayerInParts(Session& session, const LayerSource& source) : session_(session)
{
    const VectorInput input{checked_input(session, source.path), printable(source.path), source.layer};
    refuse_indirect(input);
    const std::string suffix = suffix_of(input.path);
    if (suffix == ".gpkg" || suffix == ".fgb" || suffix == ".shp") {
        const OgrSource ogr = examined(session, input, source);
        Session silent;  // what this pass finds, the second finds again
        table_ = ogr.encoding_unknown ? Layer{} : read_ogr_table(silent, input.path, input.file, ogr);
        if (table_.kind != Geometry::Kind::none) parts_ = std::make_unique<Parts>(Parts{input, ogr});
    }
    if (parts_)
        require_crs(table_, input);
    else
        table_ = read_layer(session, source);
}

LayerInParts::~LayerInParts() = default;

void LayerInParts::read(std::size_t vertices, const std::function<void(Layer)>& take)
{
    if (parts_)
        read_ogr_layer_in_parts(session_, parts_->input.path, parts_->input.file, parts_->ogr, vertices, take);
    else
        take(std::move(table_));
}

std::vector<std::string> geopackage_layers(Session& session, const std::string& path)
{
    std::vector<std::string> names;
    for (const GeoPackageTable& table : check_geopackage(checked_input(session, path), printable(path))) names.push_back(table.name);
    return names;
}

}  // namespace tasi::io

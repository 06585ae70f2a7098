#include "src/io/write_ogr.hpp"

#include <chrono>
#include <memory>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/columns.hpp"
#include "src/io/crs.hpp"
#include "src/io/disk.hpp"
#include "src/io/gdal_errors.hpp"
#include "src/io/geometry_to_ogr.hpp"
#include "src/io/gpkg_aliases.hpp"
#include "src/io/gpkg_looks.hpp"

namespace tasi::io {
namespace {

using Type = Column::Type;

/// One dataset while it is written: what to say when something fails.
struct Writing {
    const OutputFormat& format;
    const std::filesystem::path& file;
    const std::string& shown;
    const ErrorWatch& watch;

    /// What GDAL says, about the output in place of the working file.
    std::string message() const
    {
        std::string text = watch.first_message();
        const std::string working = printable(file.string());
        for (std::size_t at = 0; (at = text.find(working, at)) != std::string::npos; at += shown.size())
            text.replace(at, working.size(), shown);
        return text;
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw OutputError("WRITE", shown, join({what, message()}, message().empty() ? "" : ": "),
                          "check room and permissions, or choose another format");
    }
    void check(OGRErr result, const std::string& step) const
    {
        if (result != OGRERR_NONE || watch.failures() > 0) fail("cannot " + step);
    }
};

CPLStringList list_of(const std::vector<std::string>& options)
{
    CPLStringList list;
    for (const std::string& option : options) list.AddString(option.c_str());
    return list;
}

std::unique_ptr<OGRSpatialReference> reference_of(const Layer& layer, const Writing& writing)
{
    if (layer.kind == Geometry::Kind::none) return nullptr;
    if (layer.crs.empty()) throw BugError("CRS", writing.shown, "layer " + printable(layer.name) + " has no CRS", "report it");
    auto reference = std::make_unique<OGRSpatialReference>();
    reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    writing.check(reference->importFromWkt(layer.crs.wkt.c_str()), "understand the CRS " + printable(layer.crs.name));
    return reference;
}

CPLStringList layer_options(const Layer& layer, const std::vector<Column>& columns, const OutputFormat& format)
{
    CPLStringList options = list_of(format.layer_options);
    if (format.driver == "GPKG") {
        options.SetNameValue("FID", free_name("fid", columns).c_str());
        options.SetNameValue("GEOMETRY_NAME", free_name("geom", columns).c_str());
        if (!layer.description.empty()) options.SetNameValue("DESCRIPTION", layer.description.c_str());
        if (layer.kind == Geometry::Kind::none) options.SetNameValue("SPATIAL_INDEX", nullptr);
    }
    // Without the index GDAL 3.6 makes no file at all for a layer without features.
    if (format.driver == "FlatGeobuf" && layer.features.empty()) options.SetNameValue("SPATIAL_INDEX", "YES");
    // 0.1 micrometres in the plane, a micrometre on the globe.
    if (format.driver == "GeoJSON") options.SetNameValue("COORDINATE_PRECISION", layer.crs.projected ? "7" : "11");
    return options;
}

OGRFieldType field_type(Type type)
{
    switch (type) {
        case Type::text:
            return OFTString;
        case Type::integer:
            return OFTInteger64;
        case Type::real:
            return OFTReal;
        case Type::day:
            return OFTDate;
        case Type::moment:
            return OFTDateTime;
    }
    return OFTString;
}

void create_fields(OGRLayer& made, const std::vector<Column>& columns, const Writing& writing)
{
    for (const Column& column : columns) {
        OGRFieldDefn field(column.name.c_str(), field_type(column.type));
        field.SetWidth(column.width);
        field.SetPrecision(column.decimals);
        writing.check(made.CreateField(&field, FALSE), "make the field " + printable(column.name));
        const OGRFeatureDefn& definition = *made.GetLayerDefn();
        if (definition.GetFieldDefn(definition.GetFieldCount() - 1)->GetNameRef() != column.name)
            writing.fail("cannot name the field " + printable(column.name));
    }
}

void set_moment(OGRFeature& row, int field, const Instant& instant)
{
    const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(instant.milliseconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(moment - midnight);
    const auto second =
        static_cast<float>(static_cast<double>(time.seconds().count()) + static_cast<double>(time.subseconds().count()) / 1000);
    constexpr int utc = 100;
    row.SetField(field, static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                 static_cast<int>(static_cast<unsigned>(day.day())), static_cast<int>(time.hours().count()),
                 static_cast<int>(time.minutes().count()), second, utc);
}

void set_cell(OGRFeature& row, int field, const Column& column, const Value& value)
{
    const auto* real = std::get_if<double>(&value);
    const auto* integer = std::get_if<std::int64_t>(&value);
    if (std::holds_alternative<std::monostate>(value) || (real && std::isnan(*real)))
        row.SetFieldNull(field);
    else if (column.type == Type::text)
        row.SetField(field, column_text(column, value).c_str());
    else if (real)
        row.SetField(field, *real == 0 ? 0.0 : *real);
    else if (integer && column.type == Type::real)
        row.SetField(field, static_cast<double>(*integer));
    else if (integer)
        row.SetField(field, static_cast<GIntBig>(*integer));
    else
        set_moment(row, field, std::get<Instant>(value));
}

std::unique_ptr<OGRGeometry> checked_geometry(const Layer& layer, const Feature& feature, const Writing& writing)
{
    const Geometry& geometry = feature.geometry;
    const std::size_t parts = geometry.points.size() + geometry.lines.size() + geometry.polygons.size();
    if ((geometry.kind != Geometry::Kind::none && geometry.kind != layer.kind) || (!layer.multi && parts > 1))
        throw BugError("LAYER", writing.shown, "layer " + printable(layer.name) + " holds a geometry of another kind", "report it");
    if (parts == 0 && !writing.format.null_geometry)
        throw OutputError("FORMAT", writing.shown, fmt::format("a {} cannot hold rows without geometry", writing.format.title),
                          "use .gpkg or .geojson");
    return ogr_geometry(geometry, layer.multi);
}

/// What a layer must have when it is read again.
struct Count {
    long long features = 0, vertices = 0;
    friend bool operator==(const Count&, const Count&) = default;
};

Count write_features(OGRLayer& made, const Layer& layer, const std::vector<Column>& columns, const Writing& writing)
{
    Count count;
    for (const Feature& feature : layer.features) {
        OGRFeature row(made.GetLayerDefn());
        for (std::size_t i = 0; i < columns.size(); ++i) set_cell(row, static_cast<int>(i), columns[i], feature.values[i]);
        auto geometry = checked_geometry(layer, feature, writing);
        count.vertices += vertex_count(geometry.get());
        ++count.features;
        if (geometry) row.SetGeometryDirectly(geometry.release());
        writing.check(made.CreateFeature(&row), fmt::format("write feature {} of layer {}", count.features, printable(layer.name)));
    }
    return count;
}

/// The look beside the data: rows of a GeoPackage, `x.qml` and `x.qmd` for other formats.
void write_look(GDALDataset& dataset, const Layer& layer, const std::vector<Column>& columns, const LookOf& look_of, const Writing& writing)
{
    if (!look_of) return;
    const LayerLook look = look_of(layer, columns);
    if (writing.format.driver == "GPKG") {
        state_look(dataset, layer.name, layer.kind == Geometry::Kind::none ? "" : free_name("geom", columns), look);
        return;
    }
    const auto beside = [&](const char* suffix, const std::string& text) {
        if (text.empty()) return;
        CheckedFile file(std::filesystem::path(writing.file).replace_extension(suffix));
        file.append(text);
        file.close();
    };
    beside(".qml", look.qml);
    beside(".qmd", look.metadata);
}

Count write_layer(Session& session, GDALDataset& dataset, const Layer& layer, const LookOf& look_of, const Writing& writing)
{
    const std::vector<Column> columns = columns_of(session, layer, writing.format, writing.shown);
    const auto reference = reference_of(layer, writing);
    OGRLayer* made = dataset.CreateLayer(layer.name.c_str(), reference.get(), ogr_type(layer.kind, layer.multi),
                                         layer_options(layer, columns, writing.format).List());
    if (!made) writing.fail("cannot make the layer " + printable(layer.name));
    create_fields(*made, columns, writing);
    if (writing.format.driver == "GPKG") state_aliases(dataset, layer.name, columns);
    write_look(dataset, layer, columns, look_of, writing);
    return write_features(*made, layer, columns, writing);
}

Crs crs_in(OGRLayer& layer, const Writing& writing)
{
    const OGRSpatialReference* reference = layer.GetSpatialRef();
    if (!reference) return {};
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* wkt = nullptr;
    const OGRErr result = reference->exportToWkt(&wkt, options);
    const std::string text = wkt ? wkt : "";
    CPLFree(wkt);
    writing.check(result, "read the CRS again");
    return crs_from_wkt(text, writing.shown);
}

bool means_the_same(const Crs& a, const Crs& b)
{
    const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
    if (a == b) return true;
    OGRSpatialReference first, second;
    return !a.empty() && !b.empty() && first.importFromWkt(a.wkt.c_str()) == OGRERR_NONE &&
           second.importFromWkt(b.wkt.c_str()) == OGRERR_NONE && first.IsSame(&second, options);
}

void check_layer(OGRLayer& made, const Layer& layer, const Count& expected, const Writing& writing)
{
    Count count;
    for (const auto& row : made) {
        ++count.features;
        count.vertices += vertex_count(row->GetGeometryRef());
    }
    if (count != expected || writing.watch.failures() > 0)
        writing.fail(fmt::format("layer {} reads back with {} features of {}", printable(layer.name), count.features, expected.features));
    if (layer.kind != Geometry::Kind::none && !means_the_same(crs_in(made, writing), layer.crs))
        writing.fail(fmt::format("a {} cannot state the CRS {}", writing.format.title, printable(layer.crs.name)));
}

void check_database(GDALDataset& dataset, const Writing& writing)
{
    OGRLayer* answer = dataset.ExecuteSQL("PRAGMA quick_check", nullptr, nullptr);
    const OGRFeatureUniquePtr row(answer ? answer->GetNextFeature() : nullptr);
    const std::string verdict = row ? row->GetFieldAsString(0) : "no answer";
    dataset.ReleaseResultSet(answer);
    if (verdict != "ok") writing.fail("the database is not sound: " + printable(verdict));
}

/// What a full disk leaves may look like a success to the writer; a reader sees it.
void check_file(const std::filesystem::path& file, const std::vector<const Layer*>& layers, const std::vector<Count>& expected,
                const Writing& writing)
{
    const char* const drivers[] = {writing.format.driver.c_str(), nullptr};
    const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers));
    if (!dataset || writing.watch.failures() > 0) writing.fail("cannot be read again");
    if (writing.format.driver == "GPKG") check_database(*dataset, writing);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        OGRLayer* made = layers.size() == 1 ? dataset->GetLayer(0) : dataset->GetLayerByName(layers[i]->name.c_str());
        if (!made) writing.fail("layer " + printable(layers[i]->name) + " cannot be read again");
        check_layer(*made, *layers[i], expected[i], writing);
    }
}

}  // namespace

void write_ogr(Session& session, const std::filesystem::path& file, const OutputFormat& format, const std::vector<const Layer*>& layers,
               const std::string& shown, const LookOf& look_of)
{
    const ErrorWatch watch;
    const Writing writing{format, file, shown, watch};
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(format.driver.c_str());
    if (!driver) throw BugError("FORMAT", shown, "GDAL has no driver " + format.driver, "install a GDAL with it");
    GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, list_of(format.creation_options).List()));
    if (!dataset) writing.fail("cannot be made");

    const bool transaction = dataset->TestCapability(ODsCTransactions) != 0;
    if (transaction) writing.check(dataset->StartTransaction(), "start a transaction");
    std::vector<Count> expected;
    for (const Layer* layer : layers) expected.push_back(write_layer(session, *dataset, *layer, look_of, writing));
    if (transaction) writing.check(dataset->CommitTransaction(), "commit");
    dataset->FlushCache(false);
    writing.check(OGRERR_NONE, "write");
    dataset.reset();
    writing.check(OGRERR_NONE, "close");

    const std::filesystem::path table = std::filesystem::path(file).replace_extension(".dbf");
    check_file(std::filesystem::exists(file) ? file : table, layers, expected, writing);
    if (watch.warnings() > 0) session.warnings.add("WRITER", shown, writing.message(), watch.warnings());
}

}  // namespace tasi::io

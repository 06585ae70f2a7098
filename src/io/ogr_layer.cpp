#include "src/io/ogr_layer.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/coordinate_unit.hpp"
#include "src/io/crs.hpp"
#include "src/io/gdal_errors.hpp"
#include "src/io/layer_encoding.hpp"
#include "src/io/ogr_geometry.hpp"
#include "src/io/ogr_values.hpp"

namespace tasi::io {
namespace {

[[noreturn]] void unreadable(const std::string& file, const std::string& what)
{
    throw UnreadableError("READ", file, what, "fetch the file again");
}

GDALDatasetUniquePtr open_vector(const std::filesystem::path& path, const std::string& file, const OgrSource& source,
                                 const ErrorWatch& watch)
{
    CPLStringList options;
    for (const std::string& option : source.options) options.AddString(option.c_str());
    const char* const drivers[] = {source.driver.c_str(), nullptr};
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options.List(), nullptr));
    if (!dataset || watch.failures() > 0) unreadable(file, fmt::format("cannot be read as {}: {}", source.driver, watch.first_message()));
    return dataset;
}

Geometry::Kind kind_from(OGRwkbGeometryType type)
{
    switch (wkbFlatten(OGR_GT_GetLinear(type))) {
        case wkbPoint:
        case wkbMultiPoint:
            return Geometry::Kind::points;
        case wkbLineString:
        case wkbMultiLineString:
            return Geometry::Kind::lines;
        case wkbPolygon:
        case wkbMultiPolygon:
            return Geometry::Kind::polygons;
        default:
            return Geometry::Kind::none;
    }
}

/// A file that names a code beside a definition must mean the same by both: programs differ in which one they believe.
void require_same_definition(const Crs& crs, const OgrSource& source, const std::string& file)
{
    if (source.crs_definition.find('[') == std::string::npos) return;
    const Crs defined = crs_from_wkt(source.crs_definition, file);
    const bool both_known = crs.name.starts_with("EPSG:") && defined.name.starts_with("EPSG:");
    if (both_known && crs.name != defined.name)
        throw UnsafeError("CRS", file, fmt::format("the CRS is in conflict: {} by its code, {} by its definition", crs.name, defined.name),
                          "write the layer again in its true CRS");
}

Crs crs_of(const OGRLayer& layer, const OgrSource& source, const std::string& file)
{
    const OGRSpatialReference* reference = const_cast<OGRLayer&>(layer).GetSpatialRef();
    if (!source.crs_stated || !reference) return source.assumed_crs.value_or(Crs{});
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    reference->exportToWkt(&text, options);
    const std::string wkt = text ? text : "";
    CPLFree(text);
    const Crs crs = crs_from_wkt(wkt, file);
    require_same_definition(crs, source, file);
    return crs.empty() ? source.assumed_crs.value_or(Crs{}) : crs;
}

std::size_t vertices_of(const Geometry& g)
{
    std::size_t count = g.points.size();
    for (const Polyline& line : g.lines) count += line.size();
    for (const Polygon& polygon : g.polygons) count += polygon.exterior.size();
    return count;
}

std::size_t parts_of(const Geometry& g) { return g.points.size() + g.lines.size() + g.polygons.size(); }

/// Reads the features of one open layer into a value.
class LayerReader {
public:
    LayerReader(Session& session, OGRLayer& source, const std::string& file, Crs crs) : session_(session), source_(source), file_(file)
    {
        layer_.name = source.GetName();
        layer_.crs = std::move(crs);
        layer_.kind = kind_from(source.GetGeomType());
        layer_.multi = OGR_GT_IsSubClassOf(wkbFlatten(OGR_GT_GetLinear(source.GetGeomType())), wkbGeometryCollection) != 0;
        const OGRFeatureDefn& definition = *source.GetLayerDefn();
        for (int i = 0; i < definition.GetFieldCount(); ++i) layer_.fields.push_back(field_from(*definition.GetFieldDefn(i)));
    }

    Layer read()
    {
        source_.ResetReading();
        while (const OGRFeatureUniquePtr feature{source_.GetNextFeature()}) add(*feature);
        warn();
        return std::move(layer_);
    }

    /// Calls `take` with part after part, and returns the number of features.
    long long read_in_parts(std::size_t vertices, const std::function<void(Layer)>& take)
    {
        long long features = 0;
        std::size_t held = 0;
        const auto hand_over = [&] {
            std::vector<Feature> next = std::exchange(layer_.features, {});
            Layer part = layer_;
            part.features = std::move(next);
            take(std::move(part));
            held = 0;
        };
        source_.ResetReading();
        while (const OGRFeatureUniquePtr feature{source_.GetNextFeature()}) {
            add(*feature);
            ++features;
            held += 1 + vertices_of(layer_.features.back().geometry);
            if (held >= vertices) hand_over();
        }
        if (!layer_.features.empty()) hand_over();
        warn();
        return features;
    }

private:
    void warn() const
    {
        if (infinite_ > 0) session_.warnings.add("NON-FINITE", file_, "infinite numbers were read as missing", infinite_);
        if (zones_ > 0) session_.warnings.add("DATE-ZONE", file_, "times with an offset from UTC were converted to UTC", zones_);
    }

    void add(const OGRFeature& from)
    {
        Feature feature;
        feature.number = from.GetFID();
        const bool degrees = !layer_.crs.empty() && !layer_.crs.projected;
        feature.geometry = geometry_from(from.GetGeometryRef(), degrees, file_, fmt::format("feature {}", feature.number));
        note_kind(feature);
        feature.values.reserve(layer_.fields.size());
        for (int i = 0; i < from.GetFieldCount(); ++i) {
            bool offset_applied = false;
            feature.values.push_back(value_from(from, i, offset_applied));
            infinite_ += is_infinite(from, i) ? 1 : 0;
            zones_ += offset_applied ? 1 : 0;
        }
        layer_.features.push_back(std::move(feature));
    }

    /// What the features hold counts, not what the layer declares; one layer holds one kind.
    void note_kind(const Feature& feature)
    {
        const Geometry::Kind kind = feature.geometry.kind;
        if (kind == Geometry::Kind::none) return;
        if (kind_known_ && kind != layer_.kind)
            throw UnsafeError("GEOMETRY", file_, fmt::format("feature {} is of another geometry type than those before it", feature.number),
                              "keep points, lines and polygons in layers of their own");
        layer_.kind = kind;
        kind_known_ = true;
        layer_.multi = layer_.multi || parts_of(feature.geometry) > 1;
    }

    Session& session_;
    OGRLayer& source_;
    const std::string& file_;
    Layer layer_;
    bool kind_known_ = false;
    long zones_ = 0;
    long infinite_ = 0;
};

void require_all(long long read, long long announced, const std::string& file)
{
    if (announced >= 0 && read != announced)
        unreadable(file, fmt::format("is truncated: {} of {} features could be read", read, announced));
}

/// How many features the file says that it has: by our own count, else by its header (0: it does not say).
long long announced_features(OGRLayer& layer, const OgrSource& source)
{
    if (source.features >= 0) return source.features;
    const GIntBig stated = layer.GetFeatureCount(FALSE);
    return stated > 0 ? stated : -1;
}

}  // namespace

std::vector<std::string> ogr_layer_names(const std::filesystem::path& path, const std::string& file, const OgrSource& source)
{
    const ErrorWatch watch;
    const auto dataset = open_vector(path, file, source, watch);
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset->GetLayers()) names.emplace_back(layer->GetName());
    return names;
}

namespace {

/// A layer opened for one reading, and what has to hold at its end.
struct OpenLayer {
    OpenLayer(const std::filesystem::path& path, const std::string& name, const OgrSource& source) : file(name)
    {
        dataset = open_vector(path, file, source, watch);
        layer = dataset->GetLayerByName(source.layer.c_str());
        if (!layer) unreadable(file, fmt::format("layer '{}' cannot be opened", printable(source.layer)));
        announced = announced_features(*layer, source);
    }

    void require_end(Session& session, long long features) const
    {
        if (watch.failures() > 0) unreadable(file, "cannot be read to the end: " + watch.first_message());
        if (watch.warnings() > 0) session.warnings.add("READER", file, watch.first_message(), watch.warnings());
        require_all(features, announced, file);
    }

    const std::string& file;
    ErrorWatch watch;
    GDALDatasetUniquePtr dataset;
    OGRLayer* layer = nullptr;
    long long announced = -1;
};

/// As much of a feature as its place needs: its first vertex, and how far it reaches.
Feature outline_of(const Feature& feature)
{
    std::vector<Point> points;
    Point far{0, 0};
    for (const Polyline& line : feature.geometry.lines)
        for (const Point& p : line) {
            if (points.empty()) points.push_back(p);
            far = {std::max(far.x, std::abs(p.x)), std::max(far.y, std::abs(p.y))};
        }
    if (!points.empty()) points.push_back(far);
    Feature outline;
    outline.number = feature.number;
    outline.geometry = {Geometry::Kind::points, points, {}, {}};
    return outline;
}

}  // namespace

void read_ogr_layer_in_parts(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source,
                             std::size_t vertices, const std::function<void(Layer)>& take)
{
    const OpenLayer from(path, file, source);
    LayerReader reader(session, *from.layer, file, crs_of(*from.layer, source, file));
    Layer outlines;
    const long long features = reader.read_in_parts(vertices, [&](Layer part) {
        require_utf8(part, file);
        outlines.crs = part.crs;
        for (const Feature& feature : part.features)
            if (feature.geometry.kind == Geometry::Kind::lines) outlines.features.push_back(outline_of(feature));
        take(std::move(part));
    });
    from.require_end(session, features);
    require_one_unit(outlines, file);
}

Layer read_ogr_table(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source)
{
    const OpenLayer from(path, file, source);
    const char* const ignored[] = {"OGR_GEOMETRY", nullptr};
    from.layer->SetIgnoredFields(const_cast<const char**>(ignored));
    Layer table = LayerReader(session, *from.layer, file, crs_of(*from.layer, source, file)).read();
    from.require_end(session, static_cast<long long>(table.features.size()));
    require_utf8(table, file);
    return table;
}

Layer read_ogr_layer(Session& session, const std::filesystem::path& path, const std::string& file, const OgrSource& source)
{
    const OpenLayer from(path, file, source);
    Layer layer = LayerReader(session, *from.layer, file, crs_of(*from.layer, source, file)).read();
    from.require_end(session, static_cast<long long>(layer.features.size()));
    require_one_unit(layer, file);
    if (source.encoding_unknown) settle_encoding(session, layer, file);
    require_utf8(layer, file);
    return layer;
}

}  // namespace tasi::io

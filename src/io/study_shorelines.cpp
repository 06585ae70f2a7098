#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Where the columns of a shoreline layer are; -1 for those that it has not.
struct ShorelineFields {
    int date, uncertainty, sensor, scene_id, index, method, threshold, sep, cloud_pct, flags, shift_e, shift_n;

    ShorelineFields(const StudyTable& table, const FieldChoice& choice)
        : date(table.required_field(FieldRole::date, choice.date)),
          uncertainty(table.field(FieldRole::uncertainty, choice.uncertainty)),
          sensor(table.field(FieldRole::sensor)),
          scene_id(table.layer().field("scene_id")),
          index(table.layer().field("index")),
          method(table.layer().field("method")),
          threshold(table.layer().field("threshold")),
          sep(table.layer().field("sep")),
          cloud_pct(table.layer().field("cloud_pct")),
          flags(table.layer().field("flags")),
          shift_e(table.layer().field("shift_e_m")),
          shift_n(table.layer().field("shift_n_m"))
    {
    }
};

/// The parts of a feature that have a direction; a feature without any is a dated shoreline that is nowhere.
std::vector<Polyline> lines_of(Session& session, const StudyTable& table, const Feature& feature)
{
    const Geometry& geometry = feature.geometry;
    if (geometry.kind == Geometry::Kind::points || geometry.kind == Geometry::Kind::polygons)
        throw UnsafeError("GEOMETRY", table.file(),
                          fmt::format("{} is a {}: the geometry type of shorelines is line", table.place(feature),
                                      geometry.kind == Geometry::Kind::points ? "point" : "polygon"),
                          "give a line layer");
    std::vector<Polyline> lines;
    std::copy_if(geometry.lines.begin(), geometry.lines.end(), std::back_inserter(lines),
                 [](const Polyline& line) { return line.size() >= 2; });
    if (lines.empty())
        session.warnings.add("EMPTY", table.file(), fmt::format("{} has a date but an empty geometry", table.place(feature)));
    return lines;
}

Shoreline shoreline_of(const StudyTable& table, const Feature& feature, const ShorelineFields& fields)
{
    Shoreline shoreline;
    shoreline.scene_id = table.text(feature, fields.scene_id);
    shoreline.sensor = table.text(feature, fields.sensor);
    shoreline.index = table.text(feature, fields.index);
    shoreline.method = table.text(feature, fields.method);
    shoreline.threshold = table.number(feature, fields.threshold).value_or(missing);
    shoreline.separability = table.number(feature, fields.sep).value_or(missing);
    shoreline.cloud_pct = table.number(feature, fields.cloud_pct).value_or(missing);
    shoreline.uncertainty_m = table.uncertainty(feature, fields.uncertainty).value_or(missing);
    shoreline.flags = table.flags(feature, fields.flags);
    shoreline.shift_e_m = table.number(feature, fields.shift_e).value_or(missing);
    shoreline.shift_n_m = table.number(feature, fields.shift_n).value_or(missing);
    return shoreline;
}

const std::vector<Field>& shoreline_columns()
{
    static const std::vector<Field> columns{
        {"scene_id", FieldType::text, "Scene", ""},
        {"date", FieldType::date_time, "Date and time (UTC)", ""},
        {"sensor", FieldType::text, "Sensor", ""},
        {"index", FieldType::text, "Water index", ""},
        {"method", FieldType::text, "Method", ""},
        {"threshold", FieldType::real, "Threshold of the index", ""},
        {"sep", FieldType::real, "Separability of land and water", "0..1"},
        {"cloud_pct", FieldType::real, "Cloud", "%"},
        {"uncert_m", FieldType::real, "Uncertainty (1 sigma)", "m"},
        {"shift_e_m", FieldType::real, "Shift of the image to the east, taken out", "m"},
        {"shift_n_m", FieldType::real, "Shift of the image to the north, taken out", "m"},
        {"length_m", FieldType::real, "Length", "m"},
        {"n_vertices", FieldType::integer, "Number of vertices", ""},
        {"flags", FieldType::text, "Flags", ""},
    };
    return columns;
}

const std::vector<Field>& part_columns()
{
    static const std::vector<Field> columns{
        {"geo_m", FieldType::real, "Uncertainty of the place of the scene", "m"},
        {"threshold_m", FieldType::real, "Uncertainty by threshold or colours", "m"},
        {"contour_m", FieldType::real, "Uncertainty of the line itself", "m"},
    };
    return columns;
}

void add_parts(Feature& feature, const LineErrors& parts)
{
    for (const double part : {parts.geolocation_m, parts.threshold_m, parts.contour_m}) feature.values.push_back(real_or_null(part));
}

/// The root of the sum of squares of the parts that are known; NaN without any.
double together_m(const LineErrors& parts)
{
    double square = std::nan("");
    for (const double part : {parts.geolocation_m, parts.threshold_m, parts.contour_m})
        if (!std::isnan(part)) square = (std::isnan(square) ? 0 : square) + part * part;
    return std::sqrt(square);
}

Feature feature_of(const Shoreline& s, std::int64_t number)
{
    double length_m = 0;
    std::int64_t vertices = 0;
    for (const Polyline& line : s.lines) {
        length_m += length(line);
        vertices += static_cast<std::int64_t>(line.size());
    }
    return {number,
            s.lines.empty() ? Geometry{} : Geometry::of(s.lines),
            {text_or_null(s.scene_id), s.date, text_or_null(s.sensor), text_or_null(s.index), text_or_null(s.method),
             real_or_null(s.threshold), real_or_null(s.separability), real_or_null(s.cloud_pct), real_or_null(s.uncertainty_m),
             real_or_null(s.shift_e_m), real_or_null(s.shift_n_m), real_or_null(length_m), vertices, text_or_null(join(s.flags, ";"))}};
}

/// The rows of a shoreline layer with their dates, which are judged together, and the way from a part of it to shorelines.
class ShorelineRows {
public:
    ShorelineRows(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice) : file_(file)
    {
        const StudyTable table(layer, file);
        if (layer.features.empty()) throw NoResultError("EMPTY", table.file(), "the layer has no features", "give a layer with shorelines");
        const bool without_geometry =
            layer.kind == Geometry::Kind::none && std::all_of(layer.features.begin(), layer.features.end(),
                                                              [](const Feature& f) { return f.geometry.kind == Geometry::Kind::none; });
        if (without_geometry)
            throw UnsafeError("GEOMETRY", table.file(), "a table without geometry: the geometry type of shorelines is line",
                              "give a line layer");
        fields_.emplace(table, choice);
        dates_ = read_dates(session, table, fields_->date, choice.date_format);
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Shoreline s = without_lines(table, layer.features[i], i);
            ++rows_of_[{s.date.milliseconds, s.scene_id, s.sensor}];
        }
    }

    using Key = std::tuple<std::int64_t, std::string, std::string>;

    std::size_t count() const { return dates_.size(); }
    /// How many rows one date, scene and sensor has.
    const std::map<Key, std::size_t>& rows_of() const { return rows_of_; }

    /// `part` holds the rows from number `first` on.
    std::vector<Shoreline> shorelines(Session& session, const Layer& part, std::size_t first) const
    {
        const StudyTable table(part, file_);
        std::vector<Shoreline> shorelines;
        shorelines.reserve(part.features.size());
        for (std::size_t i = 0; i < part.features.size() && first + i < dates_.size(); ++i) {
            shorelines.push_back(without_lines(table, part.features[i], first + i));
            shorelines.back().lines = lines_of(session, table, part.features[i]);
        }
        return shorelines;
    }

private:
    Shoreline without_lines(const StudyTable& table, const Feature& feature, std::size_t row) const
    {
        Shoreline shoreline = shoreline_of(table, feature, *fields_);
        shoreline.date = dates_[row];
        if (shoreline.scene_id.empty()) shoreline.scene_id = fmt::format("{}_{}", dates_[row].day(), row + 1);
        return shoreline;
    }

    std::string file_;
    std::optional<ShorelineFields> fields_;
    std::vector<Instant> dates_;
    std::map<Key, std::size_t> rows_of_;
};

/// Holds shorelines back until all of their date, scene and sensor are there.
class WholeDates {
public:
    explicit WholeDates(const ShorelineRows& rows) : rows_(rows) {}

    void add(std::vector<Shoreline> shorelines)
    {
        for (Shoreline& shoreline : shorelines) {
            for (const Polyline& line : shoreline.lines) vertices_ += line.size();
            const ShorelineRows::Key key{shoreline.date.milliseconds, shoreline.scene_id, shoreline.sensor};
            std::vector<Shoreline>& group = waiting_[key];
            group.push_back(std::move(shoreline));
            if (group.size() < rows_.rows_of().at(key)) continue;
            whole_.insert(whole_.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
            waiting_.erase(key);
        }
    }
    std::size_t vertices() const { return vertices_; }
    std::vector<Shoreline> release()
    {
        vertices_ = 0;
        return std::exchange(whole_, {});
    }

private:
    const ShorelineRows& rows_;
    std::map<ShorelineRows::Key, std::vector<Shoreline>> waiting_;
    std::vector<Shoreline> whole_;
    std::size_t vertices_ = 0;
};

}  // namespace

std::vector<Shoreline> shorelines_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice)
{
    const ShorelineRows rows(session, layer, file, choice);
    return rows.shorelines(session, layer, 0);
}

void shorelines_in_parts(Session& session, LayerInParts& layer, const std::string& file, const FieldChoice& choice,
                         const std::function<Layer(Layer)>& place, const std::function<void(const std::vector<Shoreline>&)>& take)
{
    constexpr std::size_t vertices_of_a_part = 500'000, vertices_of_a_batch = 2'000'000;
    const ShorelineRows rows(session, layer.table(), file, choice);
    WholeDates dates(rows);
    std::size_t first = 0;
    layer.read(vertices_of_a_part, [&](Layer part) {
        const std::size_t count = part.features.size();
        const Layer placed = place(std::move(part));
        dates.add(rows.shorelines(session, placed, first));
        first += count;
        if (dates.vertices() >= vertices_of_a_batch) take(dates.release());
    });
    if (first != rows.count())
        throw UnreadableError("READ", printable(file), fmt::format("held {} features, and {} when it was read again", rows.count(), first),
                              "leave the file alone while it is read");
    take(dates.release());
}

Layer layer_of(const std::vector<Shoreline>& shorelines, const Crs& crs, bool with_parts)
{
    Layer layer{
        "shorelines", Geometry::Kind::lines, true, crs, shoreline_columns(), {}, "Shorelines, one per scene; water on the right-hand side"};
    if (with_parts) layer.fields.insert(layer.fields.end(), part_columns().begin(), part_columns().end());
    for (const Shoreline& shoreline : shorelines) {
        layer.features.push_back(feature_of(shoreline, static_cast<std::int64_t>(layer.features.size()) + 1));
        if (with_parts) add_parts(layer.features.back(), shoreline.parts);
    }
    return layer;
}

Layer vertices_of(const std::vector<Shoreline>& shorelines, const Crs& crs)
{
    std::vector<Field> columns{
        {"scene_id", FieldType::text, "Scene", ""},
        {"date", FieldType::date_time, "Date and time (UTC)", ""},
        {"part", FieldType::integer, "Number of the line", ""},
        {"vertex", FieldType::integer, "Number of the vertex along it", ""},
        {"uncert_m", FieldType::real, "Uncertainty (1 sigma)", "m"},
    };
    columns.insert(columns.end(), part_columns().begin(), part_columns().end());
    Layer layer{"vertices", Geometry::Kind::points, false, crs, columns, {}, "Vertices of the shorelines with their uncertainty"};
    for (const Shoreline& s : shorelines)
        for (std::size_t part = 0; part < s.errors.size(); ++part)
            for (std::size_t v = 0; v < s.lines[part].size(); ++v) {
                const VertexError& error = s.errors[part][v];
                const LineErrors parts{s.parts.geolocation_m, static_cast<double>(error.threshold_m), static_cast<double>(error.contour_m)};
                Feature feature{static_cast<std::int64_t>(layer.features.size()) + 1,
                                Geometry::of(s.lines[part][v]),
                                {text_or_null(s.scene_id), s.date, static_cast<std::int64_t>(part) + 1, static_cast<std::int64_t>(v) + 1,
                                 real_or_null(together_m(parts))}};
                add_parts(feature, parts);
                layer.features.push_back(std::move(feature));
            }
    return layer;
}

}  // namespace tasi::io

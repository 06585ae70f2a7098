#include <cmath>
#include <string>
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

struct PositionFields {
    int transect, date, distance, uncertainty, raw, tide, slope, sensor, scene_id, crossings, flags;

    PositionFields(const StudyTable& table, const FieldChoice& choice)
        : transect(table.required_field(FieldRole::id, choice.id)),
          date(table.required_field(FieldRole::date, choice.date)),
          distance(table.required_field(FieldRole::distance)),
          uncertainty(table.field(FieldRole::uncertainty, choice.uncertainty)),
          raw(table.layer().field("raw_m")),
          tide(table.layer().field("tide_m")),
          slope(table.layer().field("slope")),
          sensor(table.field(FieldRole::sensor)),
          scene_id(table.layer().field("scene_id")),
          crossings(table.layer().field("crossings")),
          flags(table.layer().field("flags"))
    {
    }
};

std::string transect_in(const StudyTable& table, const Feature& feature, int field)
{
    std::string id = table.text(feature, field);
    if (id.empty()) throw UnsafeError("TRANSECT", table.file(), table.place(feature) + " names no transect", "give every row a transect");
    return id;
}

int crossings_in(const StudyTable& table, const Feature& feature, int field)
{
    const auto count = table.number(feature, field);
    if (!count) return 0;
    if (*count < 0 || *count > 1e9 || *count != std::floor(*count))
        throw UnsafeError("NUMBER", table.file(), table.cell(feature, field) + " is not a number of crossings",
                          "give a whole number, 0 or above");
    return static_cast<int>(*count);
}

Position position_of(const StudyTable& table, const Feature& feature, const PositionFields& fields)
{
    Position position;
    position.transect = transect_in(table, feature, fields.transect);
    position.distance_m = table.number(feature, fields.distance);
    position.uncertainty_m = table.uncertainty(feature, fields.uncertainty);
    position.raw_m = table.number(feature, fields.raw);
    position.tide_m = table.number(feature, fields.tide);
    position.slope = table.number(feature, fields.slope);
    position.sensor = table.text(feature, fields.sensor);
    position.scene_id = table.text(feature, fields.scene_id);
    position.crossings = crossings_in(table, feature, fields.crossings);
    position.flags = table.flags(feature, fields.flags);
    return position;
}

Value optional_real(const std::optional<double>& value)
{
    if (!value) return std::monostate{};
    return real_or_null(*value);
}

const std::vector<Field>& position_columns()
{
    static const std::vector<Field> columns{
        {"transect", FieldType::text, "Transect", ""},
        {"date", FieldType::date_time, "Date and time (UTC)", ""},
        {"distance_m", FieldType::real, "Distance from the landward end, seaward positive", "m"},
        {"uncert_m", FieldType::real, "Uncertainty (1 sigma)", "m"},
        {"raw_m", FieldType::real, "Distance before tidal correction", "m"},
        {"tide_m", FieldType::real, "Tide", "m"},
        {"slope", FieldType::real, "Beach slope", "m/m"},
        {"sensor", FieldType::text, "Sensor", ""},
        {"scene_id", FieldType::text, "Scene", ""},
        {"crossings", FieldType::integer, "Number of crossings", ""},
        {"flags", FieldType::text, "Flags", ""},
    };
    return columns;
}

}  // namespace

std::vector<Position> positions_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice)
{
    const StudyTable table(layer, file);
    const PositionFields fields(table, choice);
    if (layer.features.empty()) throw NoResultError("EMPTY", table.file(), "the table has no rows", "give a table with positions");
    const std::vector<Instant> dates = read_dates(session, table, fields.date, choice.date_format);
    std::vector<Position> positions;
    positions.reserve(layer.features.size());
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        positions.push_back(position_of(table, layer.features[i], fields));
        positions.back().date = dates[i];
    }
    return positions;
}

Layer layer_of(const std::vector<Position>& positions)
{
    Layer layer{"positions", Geometry::Kind::none, false, {}, position_columns(), {}, "Positions of the shoreline on transects"};
    layer.features.reserve(positions.size());
    for (const Position& p : positions)
        layer.features.push_back({static_cast<std::int64_t>(layer.features.size()) + 1,
                                  {},
                                  {text_or_null(p.transect), p.date, optional_real(p.distance_m), optional_real(p.uncertainty_m),
                                   optional_real(p.raw_m), optional_real(p.tide_m), optional_real(p.slope), text_or_null(p.sensor),
                                   text_or_null(p.scene_id), std::int64_t{p.crossings}, text_or_null(join(p.flags, ";"))}});
    return layer;
}

}  // namespace tasi::io

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/position_formats.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {
namespace {

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

void require_one_datum(const StudyTable& table, const FieldChoice& choice)
{
    const int datum = table.layer().field("datum"), transect = table.field(FieldRole::id, choice.id);
    if (datum < 0 || transect < 0) return;
    std::map<std::string, std::string> labels;
    for (const Feature& row : table.layer().features) {
        const std::string label = table.text(row, datum);
        if (label.empty()) continue;
        const auto [known, is_new] = labels.emplace(table.text(row, transect), label);
        if (!is_new && known->second != label)
            throw UnsafeError("DATUM", table.file(),
                              table.place(row) + " is about " + printable(label) + ", earlier rows of transect '" +
                                  printable(known->first) + "' about " + printable(known->second),
                              "measure all positions of a transect to one datum");
    }
}

}  // namespace

std::set<std::string> datums_of(const Layer& layer)
{
    const StudyTable table(layer, "");
    std::set<std::string> labels;
    if (const int datum = layer.field("datum"); datum >= 0)
        for (const Feature& row : layer.features)
            if (std::string label = table.text(row, datum); !label.empty()) labels.insert(std::move(label));
    return labels;
}

std::vector<Position> positions_from(Session& session, const Layer& layer, const std::string& file, const FieldChoice& choice)
{
    const StudyTable table(layer, file);
    const PositionFormat& format = position_format_of(table, choice);
    require_one_datum(table, choice);
    session.note("positions in " + table.file(), format.title);
    if (!format.from_landward_end)
        session.warnings.add(
            "ORIGIN", table.file(),
            format.title + ": distances do not count from the landward end of transects: rates are right, places on a map are not");
    return format.read(session, table, choice);
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

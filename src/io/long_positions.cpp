#include "src/io/long_positions.hpp"

#include <cmath>
#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"

namespace tasi::io {
namespace {

/// The field of the first name that is there; -1 when there is none.
int first_of(const StudyTable& table, const std::vector<std::string>& names)
{
    for (const std::string& name : names)
        if (const int field = table.layer().field(name); field >= 0) return field;
    return -1;
}

int required(const StudyTable& table, FieldRole role, const std::optional<std::string>& choice, const std::vector<std::string>& names)
{
    const int known = choice ? -1 : first_of(table, names);
    return known >= 0 ? known : table.required_field(role, choice);
}

struct Fields {
    int transect, date, distance, uncertainty, raw, tide, slope, sensor, scene_id, crossings, flags, beach;

    Fields(const StudyTable& table, const FieldChoice& choice, const LongNames& names)
        : transect(required(table, FieldRole::id, choice.id, names.id)),
          date(required(table, FieldRole::date, choice.date, names.date)),
          distance(required(table, FieldRole::distance, std::nullopt, names.distance)),
          uncertainty(choice.uncertainty || names.uncertainty.empty() ? table.field(FieldRole::uncertainty, choice.uncertainty)
                                                                      : first_of(table, names.uncertainty)),
          raw(table.layer().field("raw_m")),
          tide(table.layer().field("tide_m")),
          slope(table.layer().field("slope")),
          sensor(table.field(FieldRole::sensor)),
          scene_id(table.layer().field("scene_id")),
          crossings(table.layer().field("crossings")),
          flags(table.layer().field("flags")),
          beach(names.id == std::vector<std::string>{"profile"} ? several_beaches(table) : -1)
    {
    }

    /// The field of the beach where profiles of several beaches share their names.
    static int several_beaches(const StudyTable& table)
    {
        const int field = table.layer().field("beach");
        std::set<std::string> beaches;
        for (const Feature& feature : table.layer().features) beaches.insert(table.text(feature, field));
        return beaches.size() > 1 ? field : -1;
    }
};

std::string transect_in(const StudyTable& table, const Feature& feature, const Fields& fields)
{
    std::string id = table.text(feature, fields.transect);
    if (id.empty()) throw UnsafeError("TRANSECT", table.file(), table.place(feature) + " names no transect", "give every row a transect");
    return fields.beach < 0 ? id : table.text(feature, fields.beach) + '_' + id;
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

Position position_of(const StudyTable& table, const Feature& feature, const Fields& fields)
{
    Position position;
    position.transect = transect_in(table, feature, fields);
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

std::vector<Instant> decimal_years(const StudyTable& table, int field)
{
    constexpr double first_year = 1700, last_year = 2201;
    constexpr std::int64_t noon_of_2000 = 946728000000;
    std::vector<Instant> dates;
    for (const Feature& feature : table.layer().features) {
        const auto year = table.number(feature, field);
        if (!year || *year < first_year || *year >= last_year)
            throw UnsafeError("DATE", table.file(), table.cell(feature, field) + " is not a decimal year from 1700 to 2200",
                              "write years such as 1988.25");
        dates.push_back({noon_of_2000 + std::llround((*year - 2000) * seconds_per_julian_year * 1000), false});
    }
    return dates;
}

}  // namespace

std::vector<Position> read_long(Session& session, const StudyTable& table, const FieldChoice& choice, const LongNames& names)
{
    const Fields fields(table, choice, names);
    const auto& features = table.layer().features;
    if (features.empty()) throw NoResultError("EMPTY", table.file(), "the table has no rows", "give a table with positions");
    const bool decimal = names.dates == DateForm::decimal_year && !choice.date;
    const std::vector<Instant> dates =
        decimal ? decimal_years(table, fields.date) : read_dates(session, table, fields.date, choice.date_format);
    std::vector<Position> positions;
    positions.reserve(features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        positions.push_back(position_of(table, features[i], fields));
        positions.back().date = dates[i];
    }
    return positions;
}

}  // namespace tasi::io

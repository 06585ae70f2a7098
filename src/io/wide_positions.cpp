#include "src/io/wide_positions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/date_reading.hpp"

namespace tasi::io {
namespace {

/// Columns that programs write beside the transects.
constexpr std::array about_the_image{"",         "satname",  "sensor",      "tide",       "tide_m",     "tides",      "cloud_cover",
                                     "scene_id", "filename", "geoaccuracy", "shorelines", "im_quality", "unnamed: 0", "flags"};

bool is_about_the_image(const std::string& name)
{
    return std::find(about_the_image.begin(), about_the_image.end(), lower_case(trimmed(name))) != about_the_image.end();
}

std::vector<int> transect_columns(const StudyTable& table, int date)
{
    std::vector<int> columns;
    const auto& fields = table.layer().fields;
    for (int i = 0; i < static_cast<int>(fields.size()); ++i)
        if (i != date && !is_about_the_image(fields[static_cast<std::size_t>(i)].name)) columns.push_back(i);
    return columns;
}

/// The year in `dist_1988`.
std::optional<int> year_of(const std::string& name)
{
    constexpr std::string_view start = "dist_";
    if (!lower_case(name).starts_with(start) || name.size() != start.size() + 4) return std::nullopt;
    const auto year = parse_integer(name.substr(start.size()));
    return year && *year >= 1700 && *year <= 2200 ? std::optional<int>(static_cast<int>(*year)) : std::nullopt;
}

struct YearColumn {
    int field, year;
};

std::vector<YearColumn> year_columns(const StudyTable& table)
{
    std::vector<YearColumn> columns;
    const auto& fields = table.layer().fields;
    for (int i = 0; i < static_cast<int>(fields.size()); ++i)
        if (const auto year = year_of(fields[static_cast<std::size_t>(i)].name)) columns.push_back({i, *year});
    std::sort(columns.begin(), columns.end(), [](const YearColumn& a, const YearColumn& b) { return a.year < b.year; });
    return columns;
}

}  // namespace

bool is_coastsat(const StudyTable& table)
{
    const bool is_table = table.layer().kind == Geometry::Kind::none;
    return is_table && table.field(FieldRole::date) >= 0 && table.field(FieldRole::id) < 0 && table.field(FieldRole::distance) < 0;
}

std::vector<Position> read_coastsat(Session& session, const StudyTable& table, const FieldChoice& choice)
{
    const int date = table.required_field(FieldRole::date, choice.date), sensor = table.field(FieldRole::sensor);
    const std::vector<int> columns = transect_columns(table, date);
    const auto& features = table.layer().features;
    if (columns.empty())
        throw UnsafeError("FIELD", table.file(), "there is no transect column; the columns are: " + table.field_list(),
                          "give a table of positions: transect, date, distance_m, or one column per transect");
    if (features.empty()) throw NoResultError("EMPTY", table.file(), "the table has no rows", "give a table with positions");
    const std::vector<Instant> dates = read_dates(session, table, date, choice.date_format);
    std::vector<Position> positions;
    positions.reserve(columns.size() * features.size());
    for (const int column : columns)
        for (std::size_t i = 0; i < features.size(); ++i) {
            Position position;
            position.transect = std::string(trimmed(table.layer().fields[static_cast<std::size_t>(column)].name));
            position.date = dates[i];
            position.distance_m = table.number(features[i], column);
            position.sensor = table.text(features[i], sensor);
            positions.push_back(std::move(position));
        }
    return positions;
}

bool is_dea(const StudyTable& table) { return year_columns(table).size() >= 2 && table.field(FieldRole::date) < 0; }

std::vector<Position> read_dea(Session&, const StudyTable& table, const FieldChoice&)
{
    const std::vector<YearColumn> columns = year_columns(table);
    const int uid = table.layer().field("uid");
    const int id = uid >= 0 ? uid : table.field(FieldRole::id), certainty = table.layer().field("certainty");
    const auto& features = table.layer().features;
    if (features.empty()) throw NoResultError("EMPTY", table.file(), "the table has no rows", "give a table with positions");
    std::vector<Position> positions;
    positions.reserve(columns.size() * features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        const std::string stated = table.text(features[i], id), doubt = table.text(features[i], certainty);
        for (const YearColumn& column : columns) {
            Position position;
            position.transect = stated.empty() ? std::to_string(i + 1) : stated;
            position.date = *instant_of(column.year, 7, 1);
            position.date.date_only = true;
            position.distance_m = table.number(features[i], column.field);
            if (!doubt.empty() && lower_case(doubt) != "good") position.flags.push_back("dea:" + doubt);
            positions.push_back(std::move(position));
        }
    }
    return positions;
}

}  // namespace tasi::io

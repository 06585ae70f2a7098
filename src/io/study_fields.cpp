#include "src/io/study_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

struct RoleNames {
    std::string title, option;
    std::vector<std::string> names;
};

const RoleNames& names_of(FieldRole role)
{
    static const std::map<FieldRole, RoleNames> table{
        {FieldRole::date, {"date", "--date-field", {"date", "DATE_", "DSAS_date", "dates", "datetime"}}},
        {FieldRole::uncertainty, {"uncertainty", "--uncertainty-field", {"uncert_m", "UNCERTAINTY", "DSAS_uncy", "uncy", "Uncertaint"}}},
        {FieldRole::id, {"transect", "--id-field", {"transect", "TransectID", "TransOrder", "transect_id", "name", "id"}}},
        {FieldRole::sensor, {"sensor", "", {"sensor", "satname"}}},
        {FieldRole::distance, {"distance_m", "", {"distance_m", "distance"}}},
    };
    return table.at(role);
}

bool is_blank(const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return std::holds_alternative<std::monostate>(value) || (text && trimmed(*text).empty());
}

}  // namespace

bool looks_like_no_data(double value)
{
    static constexpr std::array known{-999.0, -9999.0, -99999.0, -999999.0, -9999.99, -999.99, -9999.9,
                                      -999.9, 9999.0,  99999.0,  999999.0,  -32768.0, -32767.0};
    return std::find(known.begin(), known.end(), value) != known.end() || std::abs(value) >= 1e15;
}

const std::vector<std::string>& known_names(FieldRole role) { return names_of(role).names; }

StudyTable::StudyTable(const Layer& layer, std::string file) : layer_(layer), file_(printable(file)) {}

int StudyTable::field(FieldRole role, const std::optional<std::string>& choice) const
{
    if (choice) {
        const int found = layer_.field(*choice);
        if (found >= 0) return found;
        throw UsageError("FIELD", file_, fmt::format("there is no field '{}' for the {}", printable(*choice), names_of(role).title),
                         "choose one of: " + field_list());
    }
    for (const std::string& name : known_names(role))
        if (const int found = layer_.field(name); found >= 0) return found;
    return -1;
}

int StudyTable::required_field(FieldRole role, const std::optional<std::string>& choice) const
{
    const int found = field(role, choice);
    if (found >= 0) return found;
    const RoleNames& names = names_of(role);
    throw UnsafeError("FIELD", file_, fmt::format("there is no {} column; the columns are: {}", names.title, field_list()),
                      names.option.empty() ? "name it " + names.names.front() : "name it with " + names.option);
}

std::string StudyTable::text(const Feature& feature, int field) const
{
    if (field < 0) return {};
    return std::string(trimmed(text_of(feature.values[static_cast<std::size_t>(field)])));
}

std::optional<double> StudyTable::number(const Feature& feature, int field) const
{
    if (field < 0 || is_blank(feature.values[static_cast<std::size_t>(field)])) return std::nullopt;
    const auto value = number_of(feature.values[static_cast<std::size_t>(field)]);
    if (!value || !std::isfinite(*value))
        throw UnsafeError("NUMBER", file_, cell(feature, field) + " is not a number",
                          "write plain numbers with a decimal point, and nothing where a value is missing");
    if (looks_like_no_data(*value))
        throw UnsafeError("NODATA", file_, cell(feature, field) + " is a NoData value, not a measured number",
                          "leave the cell empty where a value is missing");
    return value;
}

std::optional<double> StudyTable::uncertainty(const Feature& feature, int field) const
{
    if (field < 0 || is_blank(feature.values[static_cast<std::size_t>(field)])) return std::nullopt;
    const auto value = number_of(feature.values[static_cast<std::size_t>(field)]);
    if (!value || !std::isfinite(*value) || *value <= 0 || looks_like_no_data(*value))
        throw UnsafeError("UNCERTAINTY", file_, cell(feature, field) + " is not an uncertainty",
                          "give 1 sigma in metres, above 0, or leave it empty");
    return value;
}

std::vector<std::string> StudyTable::flags(const Feature& feature, int field) const
{
    std::vector<std::string> flags;
    for (const std::string& part : split(text(feature, field), ';'))
        if (!trimmed(part).empty()) flags.emplace_back(trimmed(part));
    return flags;
}

std::string StudyTable::place(const Feature& feature) const
{
    return fmt::format("{} {}", layer_.kind == Geometry::Kind::none ? "row" : "feature", feature.number);
}

std::string StudyTable::cell(const Feature& feature, int field) const
{
    const auto index = static_cast<std::size_t>(field);
    return fmt::format("{}, column {}: '{}'", place(feature), printable(layer_.fields[index].name),
                       printable(text_of(feature.values[index]).substr(0, 80)));
}

std::string StudyTable::field_list() const
{
    std::vector<std::string> names;
    for (const Field& field : layer_.fields) names.push_back(printable(field.name));
    return names.empty() ? "none" : join(names, ", ");
}

Value text_or_null(const std::string& text)
{
    if (text.empty()) return std::monostate{};
    return text;
}

}  // namespace tasi::io

#include "src/io/columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/recorded_text.hpp"

namespace tasi::io {
namespace {

// The limits of a dBASE number: a field of 24 characters with at most 15 decimals; 18 digits read back as a 64-bit integer.
constexpr int real_width = 24, most_decimals = 15, integer_width = 18;
constexpr std::int64_t widest_integer = 999'999'999'999'999'999;
constexpr int least_text_width = 32;

std::string cleaned(const std::string& text)
{
    return is_valid_utf8(text) && text.find('\0') == std::string::npos ? text : printable(text);
}

bool agrees(FieldType type, const Value& value)
{
    if (std::holds_alternative<std::monostate>(value) || type == FieldType::text) return true;
    if (type == FieldType::date_time) return std::holds_alternative<Instant>(value);
    if (const auto* real = std::get_if<double>(&value)) return type == FieldType::real && !std::isinf(*real);
    return std::holds_alternative<std::int64_t>(value);
}

void check_cells(const Layer& layer, const std::string& file)
{
    for (const Feature& feature : layer.features) {
        if (feature.values.size() != layer.fields.size())
            throw BugError("LAYER", file,
                           fmt::format("layer {} has a row of {} cells for {} fields", printable(layer.name), feature.values.size(),
                                       layer.fields.size()),
                           "report it");
        for (std::size_t i = 0; i < layer.fields.size(); ++i)
            if (!agrees(layer.fields[i].type, feature.values[i]))
                throw BugError("LAYER", file,
                               fmt::format("field {} holds {}", printable(layer.fields[i].name), printable(text_of(feature.values[i]))),
                               "report it");
    }
}

std::string numbered(const std::string& name, int number, std::size_t longest)
{
    const std::string mark = fmt::format("_{}", number);
    return (longest == 0 ? name : whole_characters(name, longest - mark.size())) + mark;
}

/// Unique names within `longest` bytes (0: any).
std::vector<std::string> names_of(const Layer& layer, std::size_t longest)
{
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const Field& field : layer.fields) {
        const std::string whole = field.name.empty() ? "field" : cleaned(field.name);
        std::string name = longest == 0 ? whole : whole_characters(whole, longest);
        for (int n = 1; !taken.insert(lower_case(name)).second; ++n) name = numbered(whole, n, longest);
        names.push_back(name);
    }
    return names;
}

Column::Type type_of(const Layer& layer, std::size_t field)
{
    switch (layer.fields[field].type) {
        case FieldType::text:
            return Column::Type::text;
        case FieldType::integer:
            return Column::Type::integer;
        case FieldType::real:
            return Column::Type::real;
        case FieldType::date_time:
            break;
    }
    bool any = false;
    for (const Feature& feature : layer.features)
        if (const auto* instant = std::get_if<Instant>(&feature.values[field])) {
            if (!instant->date_only) return Column::Type::moment;
            any = true;
        }
    return any ? Column::Type::day : Column::Type::moment;
}

std::size_t longest_text(const Layer& layer, std::size_t field)
{
    std::size_t longest = 0;
    for (const Feature& feature : layer.features) longest = std::max(longest, cleaned(text_of(feature.values[field])).size());
    return longest;
}

/// As many decimals as leave room for the sign, the point and the largest number of the column; -1 when there is no room.
int decimals_that_fit(const Layer& layer, std::size_t field)
{
    double largest = 0;
    for (const Feature& feature : layer.features) largest = std::max(largest, std::abs(number_of(feature.values[field]).value_or(0)));
    const int digits = largest < 1 ? 1 : static_cast<int>(fmt::format("{:.0f}", largest).size());
    return digits + 2 > real_width ? -1 : std::min(most_decimals, real_width - 2 - digits);
}

bool has_too_wide_integer(const Layer& layer, std::size_t field)
{
    return std::any_of(layer.features.begin(), layer.features.end(), [&](const Feature& feature) {
        const auto* value = std::get_if<std::int64_t>(&feature.values[field]);
        return value && (*value > widest_integer || *value < -widest_integer / 10);
    });
}

void fix_text_width(Session& session, Column& column, std::size_t longest, const OutputFormat& format, const std::string& file)
{
    if (longest > format.text_bytes)
        session.warnings.add("TEXT-CUT", file,
                             fmt::format("field {} is cut from {} to {} bytes", printable(column.name), longest, format.text_bytes));
    column.width = static_cast<int>(std::clamp<std::size_t>(longest, least_text_width, format.text_bytes));
}

void fix_width(Session& session, Column& column, const Layer& layer, std::size_t field, const OutputFormat& format, const std::string& file)
{
    if (column.type == Column::Type::text) {
        fix_text_width(session, column, longest_text(layer, field), format, file);
    } else if (column.type == Column::Type::integer) {
        column.width = integer_width;
    } else if (column.type == Column::Type::real) {
        column.width = real_width;
        column.decimals = decimals_that_fit(layer, field);
    }
    if (column.decimals < 0 || (column.type == Column::Type::integer && has_too_wide_integer(layer, field)))
        throw OutputError("FORMAT", file, fmt::format("field {} has a number too wide for a {}", printable(column.name), format.title),
                          "choose another format, e.g. .gpkg");
}

}  // namespace

std::vector<Column> columns_of(Session& session, const Layer& layer, const OutputFormat& format, const std::string& file)
{
    check_cells(layer, file);
    const std::vector<std::string> names = names_of(layer, format.name_bytes);
    std::vector<Column> columns;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const Field& field = layer.fields[i];
        Column column{
            names[i], type_of(layer, i), 0, 0,
            field.unit.empty() ? field.alias : fmt::format("{} ({})", field.alias.empty() ? field.name : field.alias, field.unit)};
        if (column.name != field.name)
            session.warnings.add("FIELD-NAME", file,
                                 fmt::format("field {} is written as {}", printable(field.name), printable(column.name)));
        const bool as_text = (column.type == Column::Type::moment && !format.times) || (column.type == Column::Type::day && !format.days);
        if (as_text) column.type = Column::Type::text;
        if (format.text_bytes > 0) fix_width(session, column, layer, i, format, file);
        columns.push_back(column);
    }
    return columns;
}

std::string free_name(std::string wanted, const std::vector<Column>& columns)
{
    const auto is_taken = [&](const Column& column) { return lower_case(column.name) == lower_case(wanted); };
    while (std::any_of(columns.begin(), columns.end(), is_taken)) wanted += '_';
    return wanted;
}

std::string column_text(const Column& column, const Value& value)
{
    const std::string text = cleaned(text_of(value));
    return column.width == 0 ? text : whole_characters(text, static_cast<std::size_t>(column.width));
}

}  // namespace tasi::io

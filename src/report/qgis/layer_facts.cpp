#include "src/report/qgis/layer_facts.hpp"

#include <algorithm>
#include <set>

#include "src/core/text.hpp"
#include "src/report/qgis/layer_style.hpp"

namespace tasi::report {
namespace {

bool is_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What people call the column with the name of a place, the best first.
constexpr std::string_view place_names[] = {"name",       "place_name", "settlement", "settl_name", "locality", "village",  "aldeia",
                                            "toponym",    "placename",  "asciiname",  "name_en",    "name_pt",  "name_tet", "nome",
                                            "featurenam", "adm4_en",    "adm3_en",    "adm3_name",  "label"};

}  // namespace

std::string LayerFacts::column(std::string_view field) const
{
    const int i = layer_.field(field);
    return i < 0 ? "NULL" : field_expression(columns_[static_cast<std::size_t>(i)].name);
}

std::vector<int> LayerFacts::numbers_after(std::string_view prefix) const
{
    std::vector<int> numbers;
    for (const Field& field : layer_.fields) {
        const std::string_view name = field.name;
        if (name.starts_with(prefix) && is_digits(name.substr(prefix.size())) && name.size() - prefix.size() < 6)
            numbers.push_back(static_cast<int>(*parse_integer(name.substr(prefix.size()))));
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

std::vector<int> LayerFacts::years_in(std::string_view field) const
{
    const int i = layer_.field(field);
    std::set<int> years;
    if (i < 0) return {};
    for (const Feature& feature : layer_.features) {
        const Value& value = feature.values[static_cast<std::size_t>(i)];
        const auto number =
            parse_number(std::string_view(text_of(value)).substr(0, std::holds_alternative<Instant>(value) ? 4 : std::string::npos));
        if (number && *number == std::clamp(*number, -9999.0, 9999.0)) years.insert(static_cast<int>(*number));
    }
    return {years.begin(), years.end()};
}

std::vector<std::optional<double>> LayerFacts::numbers_in(std::string_view field) const
{
    const int i = layer_.field(field);
    std::vector<std::optional<double>> numbers;
    for (const Feature& feature : layer_.features)
        numbers.push_back(i < 0 ? std::nullopt : number_of(feature.values[static_cast<std::size_t>(i)]));
    return numbers;
}

std::vector<std::string> LayerFacts::texts_in(std::string_view field) const
{
    const int i = layer_.field(field);
    std::vector<std::string> texts;
    for (const Feature& feature : layer_.features)
        texts.push_back(i < 0 ? std::string() : text_of(feature.values[static_cast<std::size_t>(i)]));
    return texts;
}

std::string LayerFacts::confidence_pct() const
{
    for (const Field& field : layer_.fields) {
        const std::string_view name = field.name;
        if (!name.starts_with("LCI") || !is_digits(name.substr(3))) continue;
        const std::string digits(name.substr(3));
        return digits.size() < 3 || digits == "100" ? digits : digits.substr(0, 2) + "." + digits.substr(2);
    }
    return {};
}

std::string LayerFacts::place_name_field() const
{
    for (const std::string_view name : place_names)
        if (has(name) && layer_.fields[static_cast<std::size_t>(layer_.field(name))].type == FieldType::text) return std::string(name);
    return {};
}

std::string LayerFacts::place_name() const
{
    const std::string field = place_name_field();
    return field.empty() ? "" : column(field);
}

}  // namespace tasi::report

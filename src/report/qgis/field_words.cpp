#include "src/report/qgis/layer_look.hpp"

#include <algorithm>

#include "src/report/qgis/layer_looks.hpp"

namespace tasi::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A name with its first run of digits set apart: `p_2050` is `p_N` and `2050`.
std::pair<std::string, std::string> without_digits(const std::string& name)
{
    const auto first = std::find_if(name.begin(), name.end(), is_digit);
    const auto last = std::find_if_not(first, name.end(), is_digit);
    return {std::string(name.begin(), first) + "N" + std::string(last, name.end()), std::string(first, last)};
}

/// The table of words that a layer has beside the common one.
std::string own_table(const std::string& layer)
{
    if (layer.starts_with("assets_")) return "assets";
    return layer.starts_with("admin_") ? "admin" : layer;
}

/// The key of the words for a field, and what stands in their `{}`; empty for a field that is not ours.
std::pair<std::string, std::string> key_of(const std::string& layer, const std::string& field)
{
    const auto [pattern, digits] = without_digits(field);
    for (const std::string& table : {"field_in." + own_table(layer) + ".", std::string("field.")}) {
        if (map_words().has(table + field)) return {table + field, {}};
        if (map_words().has(table + pattern)) return {table + pattern, digits};
    }
    return {};
}

}  // namespace

Layer with_words(Layer layer, const MapWords& words)
{
    for (Field& field : layer.fields) {
        const auto [key, digits] = key_of(layer.name, field.name);
        if (key.empty()) continue;
        const std::string english = map_words().with(key, digits);
        // A column of the user may have the name of one of ours, and keeps what it is called.
        if (field.alias != english && !field.alias.starts_with(english + " (")) continue;
        field.alias = words.with(key, digits) + field.alias.substr(english.size());
    }
    return layer;
}

}  // namespace tasi::report

#include "src/core/layer.hpp"

#include <cmath>

#include "src/core/text.hpp"

namespace tasi {

int Layer::field(std::string_view wanted) const
{
    const std::string lower = lower_case(wanted);
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (lower_case(fields[i].name) == lower) return static_cast<int>(i);
    return -1;
}

Value real_or_null(double value)
{
    if (std::isnan(value)) return std::monostate{};
    return value == 0 ? 0.0 : value;
}

Value real_or_null(const std::optional<double>& value) { return real_or_null(value.value_or(std::nan(""))); }

std::string text_of(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) return format_number(*real);
    if (const auto* instant = std::get_if<Instant>(&value)) return instant->iso();
    return {};
}

std::optional<double> number_of(const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) return parse_number(*text);
    return std::nullopt;
}

}  // namespace tasi

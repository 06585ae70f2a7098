#pragma once

#include <optional>
#include <string>

#include "src/core/layer.hpp"

namespace tasi::report {

/// The cells of one layer by the names of their fields; a field that the layer does not have is NULL everywhere.
class Cells {
public:
    explicit Cells(const Layer& layer) : layer_(&layer) {}

    bool has(std::string_view field) const { return layer_->field(field) >= 0; }
    Value value(const Feature& feature, std::string_view field) const
    {
        const int i = layer_->field(field);
        return i < 0 ? Value{} : feature.values[static_cast<std::size_t>(i)];
    }
    std::string text(const Feature& feature, std::string_view field) const { return text_of(value(feature, field)); }
    std::optional<double> number(const Feature& feature, std::string_view field) const { return number_of(value(feature, field)); }
    std::optional<Instant> moment(const Feature& feature, std::string_view field) const
    {
        const Value cell = value(feature, field);
        if (const auto* instant = std::get_if<Instant>(&cell)) return *instant;
        const auto parsed = parse_iso(text_of(cell));
        return parsed ? std::optional(parsed->instant) : std::nullopt;
    }

private:
    const Layer* layer_;
};

}  // namespace tasi::report

#include "scenes/products/stac_fields.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi::scenes {
namespace {

const nlohmann::json& no_fields()
{
    static const nlohmann::json empty = nlohmann::json::object();
    return empty;
}

}  // namespace

const nlohmann::json* StacFields::find(const char* key) const
{
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void StacFields::refuse(const char* key, const char* wanted) const
{
    throw UnsafeError("STAC", file_, fmt::format("{} is no {}", key, wanted), "fetch the item again");
}

std::optional<std::string> StacFields::text(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_string()) refuse(key, "text");
    return value->get<std::string>();
}

std::optional<std::string> StacFields::word(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (value && value->is_number_integer()) return value->dump();
    return text(key);
}

std::optional<double> StacFields::number(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_number() || !std::isfinite(value->get<double>())) refuse(key, "finite number");
    return value->get<double>();
}

std::optional<bool> StacFields::flag(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_boolean()) refuse(key, "true or false");
    return value->get<bool>();
}

std::vector<std::string> StacFields::texts(const char* key) const
{
    std::vector<std::string> all;
    const nlohmann::json* value = find(key);
    if (!value) return all;
    if (!value->is_array()) refuse(key, "list of texts");
    for (const nlohmann::json& one : *value) {
        if (!one.is_string()) refuse(key, "list of texts");
        all.push_back(one.get<std::string>());
    }
    return all;
}

std::vector<double> StacFields::numbers(const char* key) const
{
    std::vector<double> all;
    const nlohmann::json* value = find(key);
    if (!value) return all;
    if (!value->is_array()) refuse(key, "list of numbers");
    for (const nlohmann::json& one : *value) {
        if (!one.is_number() || !std::isfinite(one.get<double>())) refuse(key, "list of numbers");
        all.push_back(one.get<double>());
    }
    return all;
}

StacFields StacFields::object(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (!value) return {no_fields(), file_};
    if (!value->is_object()) refuse(key, "object");
    return {*value, file_};
}

std::vector<StacFields> StacFields::objects(const char* key) const
{
    std::vector<StacFields> all;
    const nlohmann::json* value = find(key);
    if (!value) return all;
    if (!value->is_array()) refuse(key, "list of objects");
    for (const nlohmann::json& one : *value) {
        if (!one.is_object()) refuse(key, "list of objects");
        all.emplace_back(one, file_);
    }
    return all;
}

std::string StacFields::first_text(std::initializer_list<const char*> keys) const
{
    for (const char* key : keys)
        if (auto value = text(key)) return *value;
    return {};
}

}  // namespace tasi::scenes

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tasi::scenes {

/// Reads fields of one JSON object of an item. A field that is absent or null is empty; one of another type than asked for is
/// UnsafeError (4) naming it.
class StacFields {
public:
    StacFields(const nlohmann::json& object, std::string file) : object_(object), file_(std::move(file)) {}

    std::optional<std::string> text(const char* key) const;
    /// A text, or a whole number as text.
    std::optional<std::string> word(const char* key) const;
    std::optional<double> number(const char* key) const;
    std::optional<bool> flag(const char* key) const;
    std::vector<std::string> texts(const char* key) const;
    std::vector<double> numbers(const char* key) const;
    /// The object of that name, an empty one when absent.
    StacFields object(const char* key) const;
    /// The objects of a list.
    std::vector<StacFields> objects(const char* key) const;
    /// The first of several names under which catalogues state the same text.
    std::string first_text(std::initializer_list<const char*> keys) const;
    bool has(const char* key) const { return find(key) != nullptr; }

    const nlohmann::json& json() const { return object_; }
    const std::string& file() const { return file_; }

private:
    const nlohmann::json* find(const char* key) const;
    [[noreturn]] void refuse(const char* key, const char* wanted) const;

    const nlohmann::json& object_;
    std::string file_;
};

}  // namespace tasi::scenes

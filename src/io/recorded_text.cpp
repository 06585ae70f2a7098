#include "src/io/recorded_text.hpp"

#include <charconv>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi::io {
namespace {

constexpr const char* encoded_key = "percent_encoded";

std::string percent_encoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte > 0x20 && byte < 0x7F && c != '%';
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return encoded;
}

std::string percent_decoded(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        unsigned int byte = 0;
        const bool coded = text.size() >= 3 && text[0] == '%' && std::from_chars(&text[1], &text[1] + 2, byte, 16).ptr == &text[1] + 2;
        decoded += coded ? static_cast<char>(byte) : text[0];
        text.remove_prefix(coded ? 3 : 1);
    }
    return decoded;
}

}  // namespace

nlohmann::ordered_json recorded_text(const std::string& text)
{
    if (is_valid_utf8(text)) return text;
    return {{encoded_key, percent_encoded(text)}};
}

nlohmann::ordered_json recorded_json(const nlohmann::json& value)
{
    if (value.is_string()) return recorded_text(value.get<std::string>());
    if (!value.is_structured()) return value;
    nlohmann::ordered_json copy = value.is_array() ? nlohmann::ordered_json::array() : nlohmann::ordered_json::object();
    if (value.is_array()) {
        for (const auto& element : value) copy.push_back(recorded_json(element));
    } else {
        for (const auto& [key, element] : value.items()) copy[printable(key)] = recorded_json(element);
    }
    return copy;
}

std::string original_text(const nlohmann::json& recorded)
{
    if (recorded.is_object() && recorded.contains(encoded_key)) return percent_decoded(recorded.at(encoded_key).get<std::string>());
    return recorded.get<std::string>();
}

std::string whole_characters(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) return std::string(text);
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return std::string(text.substr(0, bytes));
}

}  // namespace tasi::io

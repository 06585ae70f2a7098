#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace tasi::io {

/// Text as JSON: a string, or `{"percent_encoded": "caf%E9"}` when it is not UTF-8, which JSON cannot hold.
nlohmann::ordered_json recorded_text(const std::string& text);

/// The same for every string in `value`.
nlohmann::ordered_json recorded_json(const nlohmann::json& value);

/// The text again; nlohmann::json::type_error when `recorded` has neither form.
std::string original_text(const nlohmann::json& recorded);

/// At most `bytes` bytes from the start of `text`, without a cut UTF-8 character at the end.
std::string whole_characters(std::string_view text, std::size_t bytes);

}  // namespace tasi::io

#pragma once

#include <string>
#include <string_view>

namespace tasi::io {

/// Refuses (UnreadableError 3, `JSON`, naming the line) text that is not one strict JSON object: syntax errors, NaN and Infinity, a key
/// twice in one object, nesting above 1000 levels, bad UTF-8, text after the end. Needs no recursion and memory for open keys only.
void check_strict_json(std::string_view text, const std::string& file);

}  // namespace tasi::io

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tasi {

/// ASCII lower case, whatever the locale.
std::string lower_case(std::string_view text);

/// Without leading and trailing white space.
std::string_view trimmed(std::string_view text);

/// The parts between `separator`; an empty text gives no part.
std::vector<std::string> split(std::string_view text, char separator);

std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// The finite number that the whole (trimmed) text spells with a decimal point; nothing for anything else:
/// units, commas, hex, `nan`, `inf` and empty text are not numbers.
std::optional<double> parse_number(std::string_view text);

/// The integer that the whole (trimmed) text spells.
std::optional<long long> parse_integer(std::string_view text);

/// The shortest text that reads back as the same double, in any locale; empty for NaN.
std::string format_number(double value);

/// `value` with `decimals` digits after the point, never "-0.00".
std::string format_fixed(double value, int decimals);

/// One printable line: control characters, broken UTF-8, line ends and direction marks written as escapes.
std::string printable(std::string_view text);

bool is_valid_utf8(std::string_view text);

}  // namespace tasi

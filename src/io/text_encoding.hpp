#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tasi::io {

/// One code point as UTF-8.
std::string utf8_of(std::uint32_t point);

/// UTF-16 with byte order mark as UTF-8; empty when a surrogate has no partner.
std::string utf8_from_utf16(std::string_view text, bool big_endian);

/// Windows-1252 text as UTF-8; the five bytes without meaning become U+FFFD.
std::string utf8_from_cp1252(std::string_view text);

}  // namespace tasi::io

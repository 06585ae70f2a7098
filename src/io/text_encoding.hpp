#pragma once

#include <string>
#include <string_view>

namespace tasi::io {

/// Windows-1252 text as UTF-8; the five bytes without meaning become U+FFFD.
std::string utf8_from_cp1252(std::string_view text);

}  // namespace tasi::io

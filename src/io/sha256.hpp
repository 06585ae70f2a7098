#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tasi::io {

/// Lower-case hexadecimal SHA-256.
std::string sha256_of(std::string_view bytes);
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace tasi::io

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tasi::io {

/// Lower-case hexadecimal SHA-256.
std::string sha256_of(std::string_view bytes);
/// The same of a file, read in pieces.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace tasi::io

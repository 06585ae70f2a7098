#pragma once

#include <span>
#include <string_view>

namespace tasi::report {

/// A text file that was put into the program when it was built.
struct EmbeddedFile {
    std::string_view name;  ///< `strings/en.toml`, `page/page.html`, `leaflet/leaflet.js`
    std::string_view bytes;
};

/// All of them, in the order of src/report/CMakeLists.txt; those of Leaflet only where it was found.
std::span<const EmbeddedFile> embedded_files();

/// The file of that name; empty when there is none.
std::string_view embedded(std::string_view name);

}  // namespace tasi::report

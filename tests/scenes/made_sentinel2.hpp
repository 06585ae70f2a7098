#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/helpers/shared.hpp"

namespace tasi::testing {

/// A small Level-1C product made by a test: 12 x 12 pixels of 10 m in EPSG:32751, corner (600000, 9060000), stored numbers by band.
/// Green is 1100 on the land (columns 0 to 5) and 1500 in the sea, nir 3000 and 1300.
struct Level1C {
    std::string baseline = "05.09";
    int offset = -1000;  ///< listed for all bands; 0: no list
    bool classification = true, cloud_polygons = false;
    bool old_names = false;
    std::vector<std::string> granules{"T51LYK"};  ///< more than one only with old names
    std::string suffix = ".jp2";

    /// The name that the product gets.
    std::string name() const;
    /// Makes it inside `folder`; returns its path.
    std::filesystem::path make(const std::filesystem::path& folder) const;
};

/// A cloud mask in GML: one opaque polygon over the pixels of rows 0 and 1, columns 0 to 3, with a hole at row 1, column 1; one of cirrus
/// over row 5, columns 8 and 9.
std::string cloud_gml(const std::string& crs_code);

/// Writes a text file, whose folder is made.
void write_file(const std::filesystem::path& file, const std::string& text);

}  // namespace tasi::testing

#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "scenes/products/layouts.hpp"

namespace tasi::scenes {

/// A raster that no product, item or sheet explains, or the JPEG 2000 files of the bands of one Sentinel-2 tile
/// (`<stem>_B8A.jp2`, `<stem>_B11.jp2`, ...), whose names say which bands they are.
struct LooseRaster {
    std::string stem;                  ///< of the file; of band files the part of their names before `_B8A`
    std::vector<std::string> members;  ///< of the tree
    std::vector<std::string> tokens;   ///< band of each member; empty for a single raster
};

/// Whether a member belongs to one of the products found in its tree: everything below the metadata of a Sentinel-2 product, and the
/// files beside those of a Landsat product whose names hold its name.
class OwnedMembers {
public:
    explicit OwnedMembers(const std::vector<FoundProduct>& products);
    bool has(const std::string& member) const;

private:
    std::set<std::string> whole_folders_;
    std::set<std::pair<std::string, std::string>> stems_;  ///< folder and lower-case stem
};

bool is_raster_name(const std::string& member);

/// The rasters of a folder that are no one's: neither of a product, nor among `explained` (whole paths), nor written by this program
/// (a run record lies beside them, or in their folder or one above it).
std::vector<LooseRaster> loose_rasters(const io::FileTree& tree, const OwnedMembers& products,
                                       const std::set<std::filesystem::path>& explained);

/// What the raster itself says: grid, pixel type, bands where their names tell; never usable, with what is missing and the remedy.
SceneFacts facts_of_loose(io::Session& session, const std::filesystem::path& folder, const LooseRaster& raster);

}  // namespace tasi::scenes

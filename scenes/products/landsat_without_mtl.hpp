#pragma once

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// Landsat products whose metadata file was lost: the name of the folder (or, for reflectance made on demand, of the files) says what they
/// are. They can be listed, not used: scale and sun elevation are unknown.

/// Whether `member` is the first band file of such a product: it stands for its metadata.
bool stands_for_lost_mtl(const io::FileTree& tree, const std::string& member);

/// Id, sensor, level, collection, path and row and day by the name; grid and bands by the files.
SceneFacts describe_without_mtl(io::Session& session, const ProductFiles& files);

/// Always UnsafeError (4), with the reason.
Product refuse_without_mtl(io::Session& session, const ProductFiles& files, SceneFacts facts);

}  // namespace tasi::scenes

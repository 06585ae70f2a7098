#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenes/products/product.hpp"

namespace tasi::scenes {

/// One way in which an agency lays out its products; recognition, inventory and opening read this table.
struct ProductLayout {
    std::string name;
    bool (*recognises)(const std::string& metadata_file_name);
    SceneFacts (*describe)(io::Session&, const ProductFiles&);
    Product (*open)(io::Session&, const ProductFiles&, SceneFacts, const SceneOptions&);
    bool takes_offset = false;  ///< whether SceneOptions::offset may replace the offset that the metadata state
    std::vector<ProductFiles> (*parts)(const ProductFiles&) = nullptr;  ///< the products of one metadata file; null: always one
    /// Of products that have lost their metadata: whether a member stands for them. Null: only metadata make a product.
    bool (*stands_in)(const io::FileTree&, const std::string& member) = nullptr;
};

const std::vector<ProductLayout>& product_layouts();

/// Whether some layout recognises that file name as the metadata of its products.
bool is_product_metadata(const std::string& file_name);

/// A product found in a folder or archive.
struct FoundProduct {
    const ProductLayout* layout = nullptr;
    ProductFiles files;  ///< in a folder: with a tree that holds the product's folder alone, so that reading it costs the same anywhere
    std::string member;  ///< its metadata, in the tree that was searched
};

/// Every product in the tree, in the order of member names.
std::vector<FoundProduct> find_products(std::shared_ptr<const io::FileTree> tree);

/// What the name of the product alone says: for a row when its metadata cannot be read.
SceneFacts facts_of_name(const ProductFiles& files);

}  // namespace tasi::scenes

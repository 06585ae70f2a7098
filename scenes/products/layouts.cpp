#include "scenes/products/layouts.hpp"

#include <algorithm>
#include <map>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/landsat_product.hpp"
#include "scenes/products/landsat_without_mtl.hpp"
#include "scenes/products/product_name.hpp"
#include "scenes/products/sentinel2.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

/// Agencies put the same metadata beside the product in several forms.
bool repeats_another(const io::FileTree& tree, const std::string& member)
{
    return is_landsat_metadata(member.substr(member.rfind('/') + 1)) && repeats_landsat_metadata(tree, member);
}

bool never(const std::string&) { return false; }

Product open_landsat_as_stated(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions&)
{
    return open_landsat(session, files, std::move(facts));
}

Product refuse_without_metadata(io::Session& session, const ProductFiles& files, SceneFacts facts, const SceneOptions&)
{
    return refuse_without_mtl(session, files, std::move(facts));
}

std::string file_name_of(const std::string& member) { return member.substr(member.rfind('/') + 1); }

/// The folder of the product whose metadata are there: that of the metadata, or the one above its granules.
std::string product_folder(const std::string& metadata)
{
    const std::size_t granule = ("/" + metadata).rfind("/GRANULE/");
    return granule != std::string::npos ? metadata.substr(0, granule) : metadata.substr(0, metadata.rfind('/') + 1);
}

/// Trees of the folders of products; products that share a folder share a tree.
class ProductTrees {
public:
    explicit ProductTrees(std::shared_ptr<const io::FileTree> tree) : tree_(std::move(tree)) {}

    ProductFiles files_of(const std::string& metadata)
    {
        const std::string folder = tree_->is_archive() ? "" : product_folder(metadata);
        if (folder.empty()) return {tree_, metadata};
        auto& part = parts_[folder];
        if (!part) part = std::make_shared<const io::FileTree>(tree_->part(folder));
        return {part, metadata.substr(folder.size())};
    }

private:
    std::shared_ptr<const io::FileTree> tree_;
    std::map<std::string, std::shared_ptr<const io::FileTree>> parts_;
};

void add_parts(std::vector<FoundProduct>& found, const ProductLayout& layout, const ProductFiles& files, const std::string& member)
{
    for (const ProductFiles& part : layout.parts ? layout.parts(files) : std::vector<ProductFiles>{files})
        found.push_back({&layout, part, member});
}

void mark_shared_folders(std::vector<FoundProduct>& found)
{
    std::map<std::string, int> in_folder;
    const auto folder_of = [](const FoundProduct& product) { return product.member.substr(0, product.member.rfind('/') + 1); };
    for (const FoundProduct& product : found) ++in_folder[folder_of(product)];
    for (FoundProduct& product : found) {
        product.files.alone = in_folder[folder_of(product)] == 1;
        product.files.sole = found.size() == 1;
    }
}

bool is_of(const ProductLayout& layout, const io::FileTree& tree, const std::string& member)
{
    if (layout.stands_in && layout.stands_in(tree, member)) return true;
    return layout.recognises(file_name_of(member)) && !repeats_another(tree, member);
}

}  // namespace

const std::vector<ProductLayout>& product_layouts()
{
    static const std::vector<ProductLayout> table{
        {"Landsat", is_landsat_metadata, describe_landsat, open_landsat_as_stated},
        {"Landsat without MTL", never, describe_without_mtl, refuse_without_metadata, false, nullptr, stands_for_lost_mtl},
        {"Sentinel-2", is_sentinel2_metadata, describe_sentinel2, open_sentinel2, true, sentinel2_parts},
    };
    return table;
}

bool is_product_metadata(const std::string& file_name)
{
    const auto recognises = [&](const ProductLayout& layout) { return layout.recognises(file_name); };
    return std::any_of(product_layouts().begin(), product_layouts().end(), recognises);
}

std::vector<FoundProduct> find_products(std::shared_ptr<const io::FileTree> tree)
{
    std::vector<FoundProduct> found;
    ProductTrees trees(tree);
    for (const std::string& member : tree->members())
        for (const ProductLayout& layout : product_layouts())
            if (is_of(layout, *tree, member)) add_parts(found, layout, trees.files_of(member), member);
    mark_shared_folders(found);
    return found;
}

SceneFacts facts_of_name(const ProductFiles& files)
{
    SceneFacts facts;
    facts.id = files.name();
    facts.path = files.path();
    auto name = parse_sentinel2_name(files.name());
    if (!name) name = parse_landsat_name(file_name_of(files.metadata));
    if (!name) name = parse_landsat_name(files.name());
    if (!name) return facts;
    const Sensor* sensor = sensor_of_prefix(name->prefix);
    facts.id = name->id;
    facts.tile = name->tile;
    facts.sensor = sensor ? sensor->name : "";
    facts.level = name->level;
    facts.collection = name->collection;
    facts.baseline = name->baseline;
    facts.time = name->date;
    return facts;
}

}  // namespace tasi::scenes

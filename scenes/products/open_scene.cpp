#include <algorithm>

#include <fmt/format.h>

#include "scenes/products/layouts.hpp"
#include "scenes/products/path_part.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/products/sharpened_reader.hpp"
#include "scenes/products/stac.hpp"
#include "scenes/products/stack.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::scenes {
namespace {

std::string name_in_list(const ProductFiles& files)
{
    return files.granule.empty() ? files.name() : printable(std::filesystem::path(files.granule).parent_path().filename().string());
}

FoundProduct only_one(const std::vector<FoundProduct>& found, const std::string& path)
{
    if (found.size() > 1)
        throw UnsafeError(
            "PRODUCT", path,
            fmt::format("holds {} products ({}, {}, ...)", found.size(), name_in_list(found[0].files), name_in_list(found[1].files)),
            found[0].files.granule.empty() ? "give one of them" : "give the folder of one granule, unpacked");
    return found.front();
}

FoundProduct only_product(io::Session& session, const std::string& path)
{
    const auto [file, part] = path_and_part(path);
    std::vector<FoundProduct> found = find_products(std::make_shared<const io::FileTree>(session, file));
    if (!part.empty()) std::erase_if(found, [&, &member = part](const FoundProduct& one) { return one.member != member; });
    if (found.empty())
        throw UnreadableError("PRODUCT", path, "no product found in it (no *_MTL.txt, no MTD_MSIL1C.xml, no MTD_MSIL2A.xml)",
                              "give a Landsat or Sentinel-2 product");
    return only_one(found, path);
}

/// The product whose metadata file was given, among those of its folder.
FoundProduct product_of_metadata(io::Session& session, const std::string& path)
{
    const std::filesystem::path file = std::filesystem::absolute(io::checked_input(session, path));
    std::vector<FoundProduct> found = find_products(std::make_shared<const io::FileTree>(session, file.parent_path()));
    std::erase_if(found, [&](const FoundProduct& product) { return product.member != file.filename(); });
    if (found.empty())
        throw UnreadableError("PRODUCT", path, "the text form of the same metadata stands beside it", "give the _MTL.txt file");
    return only_one(found, path);
}

/// The product whose granule folder was given: those of one product with old names share its metadata.
std::optional<FoundProduct> product_of_granule(io::Session& session, const std::string& path)
{
    std::filesystem::path folder = std::filesystem::absolute(path).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    if (folder.parent_path().filename() != "GRANULE") return std::nullopt;
    const std::filesystem::path product = folder.parent_path().parent_path();
    for (const FoundProduct& found : find_products(std::make_shared<const io::FileTree>(session, product)))
        if (found.files.granule == "GRANULE/" + folder.filename().string() + "/") return found;
    return std::nullopt;
}

FoundProduct product_at(io::Session& session, const std::string& path, bool metadata)
{
    if (metadata) return product_of_metadata(session, path);
    if (const auto granule = product_of_granule(session, path)) return *granule;
    return only_product(session, path);
}

void refuse_plain_options(const std::string& path, const SceneOptions& options)
{
    if (options.scale || !options.bands.empty() || options.date)
        throw UsageError("SCENE", path, "bands, scale and date of a product come from its metadata",
                         "leave --bands, --scale and --date out");
}

void refuse_offset(const FoundProduct& found, const std::string& path, const SceneOptions& options)
{
    if (options.offset && !found.layout->takes_offset)
        throw UsageError("SCENE", path, "the offset of this product comes from its metadata", "leave --offset out");
}

void require_cloud_layer(SceneFacts& facts, const std::string& layer, const SceneOptions& options)
{
    if (facts.has_cloud_layer) return;
    if (!options.no_cloud_mask)
        throw UnsafeError("CLOUDS", facts.path, "no cloud layer (" + layer + ") in the product: clouds would be taken for land or water",
                          "give --no-cloud-mask to use it all the same");
    facts.flags.push_back("no cloud mask");
}

/// Fields and areas that do not count by the choice of the user are forgotten. A scene whose opaque clouds stay in says so,
/// whatever of thin or dilated cloud is masked.
void choose_masks(Product& product, const MaskChoice& choice)
{
    for (QualityLayer& layer : product.quality) layer.fields = chosen_fields(layer.fields, choice);
    std::erase_if(product.masked_areas, [&](const MaskedArea& area) { return !counts(area.what, choice); });
    std::vector<std::string>& flags = product.facts.flags;
    const bool stated = std::find(flags.begin(), flags.end(), "no cloud mask") != flags.end();
    if (!counts(MaskClass::cloud, choice) && !stated) flags.push_back("no cloud mask");
}

void sharpen(Product& product)
{
    require_pan(product);
    product.sharpen = true;
    product.facts.flags.push_back("sharpened");
}

Scene scene_of(Product product, const SceneOptions& options)
{
    choose_masks(product, options.mask);
    product.mixing = options.mixing;
    if (options.sharpen) sharpen(product);
    product.cloud_buffer_m = options.mask.cloud_buffer_m.value_or(product.sheet ? product.sheet->cloud_buffer_m : 0);
    product.facts.usable = true;
    return Scene(std::make_shared<const Product>(std::move(product)));
}

Scene open_item(io::Session& session, const std::string& path, const SceneOptions& options)
{
    refuse_plain_options(path, options);
    Product product = open_stac(session, stac_scene_at(session, path), options);
    require_cloud_layer(product.facts, product.sheet->quality_layer, options);
    return scene_of(std::move(product), options);
}

}  // namespace

Scene open_scene(io::Session& session, const std::string& path, const SceneOptions& options)
{
    options.validate();
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(path, ignored);
    const std::string file = path_and_part(path).first;
    const bool metadata = !folder && is_product_metadata(std::filesystem::path(file).filename().string());
    if (!folder && !metadata && is_stac_path(path)) return open_item(session, path, options);
    if (!folder && !metadata && !is_archive_name(file)) return scene_of(open_stack(session, path, options), options);
    if (!folder) io::checked_input(session, file);
    refuse_plain_options(path, options);
    const FoundProduct found = product_at(session, path, metadata);
    refuse_offset(found, path, options);
    Product product = found.layout->open(session, found.files, found.layout->describe(session, found.files), options);
    require_cloud_layer(product.facts, product.sheet->quality_layer, options);
    return scene_of(std::move(product), options);
}

Scene open_bands(io::Session& session, const SceneOptions& options)
{
    options.validate();
    return scene_of(open_band_files(session, options), options);
}

}  // namespace tasi::scenes

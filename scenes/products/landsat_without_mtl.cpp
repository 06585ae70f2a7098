#include "scenes/products/landsat_without_mtl.hpp"

#include <algorithm>

#include "scenes/products/landsat_files.hpp"
#include "scenes/products/product_name.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

std::string file_name_of(const std::string& member) { return member.substr(member.rfind('/') + 1); }

/// `..._B3.TIF`: not `..._BQA.TIF`, not `..._B6_VCID_1.TIF`.
bool is_band_file(const std::string& file_name)
{
    const std::string lower = lower_case(file_name);
    const std::size_t mark = lower.rfind("_b");
    if (!lower.starts_with("l") || !lower.ends_with(".tif") || mark == std::string::npos) return false;
    const std::string number = lower.substr(mark + 2, lower.size() - mark - 6);
    return !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

/// The product's folder has the name, except for reflectance made on demand, where the files have it.
std::optional<ProductName> name_of_product(const ProductFiles& files)
{
    const std::string file_name = file_name_of(files.metadata);
    if (is_on_demand_band(file_name)) return parse_landsat_name(file_name);
    return parse_landsat_name(files.name());
}

/// The names in a folder, without those in folders of its own.
std::vector<std::string> names_in(const io::FileTree& tree, const std::string& folder)
{
    std::vector<std::string> names;
    const auto& members = tree.members();
    for (auto member = std::lower_bound(members.begin(), members.end(), folder); member != members.end() && member->starts_with(folder);
         ++member)
        if (member->find('/', folder.size()) == std::string::npos) names.push_back(member->substr(folder.size()));
    return names;
}

bool has_ending(const std::vector<std::string>& names, const std::string& ending)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return lower_case(name).ends_with(ending); });
}

}  // namespace

bool stands_for_lost_mtl(const io::FileTree& tree, const std::string& member)
{
    const std::string name = file_name_of(member);
    const auto can_stand = [](const std::string& file_name) { return is_band_file(file_name) || is_on_demand_band(file_name); };
    if (!can_stand(name)) return false;
    const ProductFiles files{std::shared_ptr<const io::FileTree>(&tree, [](const io::FileTree*) {}), member};
    if (!name_of_product(files)) return false;
    const std::vector<std::string> names = names_in(tree, files.folder());
    if (std::any_of(names.begin(), names.end(), is_landsat_metadata)) return false;
    return *std::find_if(names.begin(), names.end(), can_stand) == name;
}

SceneFacts describe_without_mtl(io::Session& session, const ProductFiles& files)
{
    const auto name = name_of_product(files);
    if (!name) throw BugError("PRODUCT", files.path(), "no Landsat product by its name", "report this");
    SceneFacts facts;
    facts.id = name->id;
    facts.path = files.path();
    facts.tile = name->tile;
    facts.level = name->level;
    facts.collection = name->collection;
    facts.time = name->date;
    const Sensor* sensor = sensor_of_prefix(name->prefix);
    if (!sensor) return facts;
    facts.sensor = sensor->name;
    const std::vector<std::string> names = names_in(*files.tree, files.folder());
    for (const SensorBand& band : sensor->bands)
        if (has_ending(names, lower_case("_" + band.token + ".tif"))) facts.bands.push_back(band.role);
    facts.has_cloud_layer = has_ending(names, "_bqa.tif") || has_ending(names, "_qa_pixel.tif");
    const io::RasterInfo info = files.tree->raster(session, files.metadata).info();
    if (info.georeferenced) facts.grid = info.grid;
    return facts;
}

Product refuse_without_mtl(io::Session&, const ProductFiles& files, SceneFacts)
{
    if (is_on_demand_band(file_name_of(files.metadata)))
        throw UnsafeError("LEVEL", files.path(),
                          "surface reflectance made on demand (..._sr_band1.tif): unsupported, no MTL states its scale",
                          "use the Collection 2 Level 2 product");
    throw UnsafeError("MTL", files.path(), "no MTL: scale and sun elevation unknown", "download the product with its *_MTL.txt");
}

}  // namespace tasi::scenes

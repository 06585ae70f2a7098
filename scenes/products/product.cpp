#include "scenes/products/product.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/remote_file.hpp"

namespace tasi::scenes {
namespace {

bool is_plain_file_name(std::string_view name)
{
    return !name.empty() && name != "." && name != ".." && name.find_first_of(std::string_view("/\\:\0", 4)) == std::string_view::npos;
}

std::string token_text(const Product& product, Band role)
{
    const SensorBand* band = product.sensor ? product.sensor->band(role) : nullptr;
    const std::string prefix = product.sheet ? product.sheet->band_prefix : "";
    return std::string(name_of(role)) + (band ? " (" + prefix + band->token + ")" : "");
}

}  // namespace

void SceneOptions::validate() const
{
    const auto bad = [](const std::string& what, const std::string& remedy) { return UsageError("SCENE", "", what, remedy); };
    if (scale && (!std::isfinite(*scale) || *scale <= 0))
        throw bad("scale " + format_number(*scale) + " is not above 0", "give a positive --scale");
    if (offset && !std::isfinite(*offset)) throw bad("offset is not finite", "give a finite --offset");
    constexpr double largest_buffer_m = 10'000;
    if (mask.cloud_buffer_m && !(*mask.cloud_buffer_m >= 0 && *mask.cloud_buffer_m <= largest_buffer_m))
        throw bad("clouds are to grow by " + format_number(*mask.cloud_buffer_m) + " m", "give --dilate 0 to 10000 metres");
    if (!bands.empty() && !band_files.empty())
        throw bad("bands are named twice, for one file and by files", "give --bands or --band, not both");
    if (std::set<Band>(bands.begin(), bands.end()).size() != bands.size())
        throw bad("a band is named twice", "name each band once in --bands");
}

std::string ProductFiles::folder() const
{
    const std::size_t slash = metadata.rfind('/');
    return slash == std::string::npos ? "" : metadata.substr(0, slash + 1);
}

std::string ProductFiles::name() const
{
    std::string in_tree = folder();
    if (!in_tree.empty()) {
        in_tree.pop_back();
        return in_tree.substr(in_tree.rfind('/') + 1);
    }
    std::filesystem::path path = tree->path();
    if (!path.has_filename()) path = path.parent_path();
    std::string name = path.filename().string();
    for (const char* suffix : {".gz", ".tgz", ".tar", ".zip"})
        if (lower_case(name).ends_with(suffix)) name.resize(name.size() - std::string_view(suffix).size());
    return name;
}

std::string ProductFiles::path() const
{
    const std::string inside = folder();
    if (tree->is_archive()) return sole ? tree->path().string() : tree->path().string() + "#" + metadata;
    if (!granule.empty()) return (tree->path() / granule.substr(0, granule.size() - 1)).string();
    if (!alone) return metadata_name();
    return inside.empty() ? tree->path().string() : (tree->path() / inside.substr(0, inside.size() - 1)).string();
}

std::optional<std::string> ProductFiles::member(const std::string& file_name) const
{
    if (!is_plain_file_name(file_name))
        throw RefusedError("PATH", metadata_name(),
                           fmt::format("file name '{}' leads outside the product: not allowed", printable(file_name)),
                           "download the product again");
    const std::string wanted = folder() + file_name;
    if (tree->has(wanted)) return wanted;
    const auto same = [&](const std::string& m) { return lower_case(m) == lower_case(wanted); };
    const auto found = std::find_if(tree->members().begin(), tree->members().end(), same);
    return found == tree->members().end() ? std::nullopt : std::optional(*found);
}

io::RasterFile Product::open(io::Session& session, const RasterSource& source) const
{
    if (digests) digests->require_unchanged(session, source.name);
    if (tree) return tree->raster(session, source.name);
    return io::is_remote(source.name) ? io::remote_raster(session, source.name) : io::RasterFile(session, source.name);
}

Grid coarsest_grid(const Product& product, const std::vector<Band>& bands)
{
    if (bands.empty()) throw BugError("SCENE", product.facts.path, "no band asked for", "report this");
    const Grid* coarsest = nullptr;
    for (const Band role : bands) {
        const auto found = product.bands.find(role);
        if (found == product.bands.end())
            throw UnreadableError("BAND", product.facts.path, "band " + token_text(product, role) + " is missing: not found in the product",
                                  "choose an index that does not need it, or download the whole product");
        if (!coarsest || std::abs(found->second.raster.grid.dx) > std::abs(coarsest->dx)) coarsest = &found->second.raster.grid;
    }
    return *coarsest;
}

Grid finest_grid(const Product& product)
{
    const Grid* finest = nullptr;
    for (const auto& [role, layer] : product.bands)
        if (!finest || std::abs(layer.raster.grid.dx) < std::abs(finest->dx)) finest = &layer.raster.grid;
    return finest ? *finest : Grid{};
}

Grid common_grid(const Product& product, const std::vector<Band>& bands)
{
    Grid grid = coarsest_grid(product, bands);
    if (product.sharpen) return product.pan->raster.grid;
    if (product.mixing == Mixing::average) return grid;
    for (const Band role : bands) {
        const Grid& own = product.bands.at(role).raster.grid;
        if (std::abs(own.dx) < std::abs(grid.dx)) grid = own;
    }
    return grid;
}

Product unsharpened(Product product)
{
    product.sharpen = false;
    return product;
}

}  // namespace tasi::scenes

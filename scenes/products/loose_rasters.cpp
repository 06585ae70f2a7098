#include "scenes/products/loose_rasters.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& member)
{
    const std::size_t slash = member.rfind('/');
    return slash == std::string::npos ? "" : member.substr(0, slash + 1);
}

std::string file_name_of(const std::string& member) { return member.substr(member.rfind('/') + 1); }

/// What the names of a Landsat product's files share: the name of its metadata file, or of a band standing for it, without the last part
/// (`_MTL`, `_B3`, `_sr_band3`).
std::string shared_stem(const std::string& metadata)
{
    const std::string name = lower_case(file_name_of(metadata));
    return name.substr(0, std::min(name.rfind('_'), name.find("_sr_")));
}

/// `prefix` and `B8A` of `prefix_B8A.jp2` or `prefix_B8A_20m.jp2`; empty for any other name.
std::pair<std::string, std::string> band_name_parts(const std::string& file_name)
{
    if (!lower_case(file_name).ends_with(".jp2")) return {};
    std::string stem = file_name.substr(0, file_name.size() - 4);
    for (const char* size : {"_10m", "_20m", "_60m"})
        if (stem.ends_with(size)) stem.resize(stem.size() - 4);
    const std::size_t at = stem.rfind('_');
    if (at == std::string::npos || stem.size() - at != 4 || stem[at + 1] != 'B') return {};
    const std::string token = stem.substr(at + 1);
    const bool numbered = token.find_first_not_of("0123456789", 1) == std::string::npos;
    return numbered || token == "B8A" ? std::make_pair(stem.substr(0, at), token) : std::pair<std::string, std::string>{};
}

bool written_by_this_program(const io::FileTree& tree, const std::string& member)
{
    if (tree.has(member + ".run.json") || tree.has("run.json")) return true;
    for (std::size_t slash = member.find('/'); slash != std::string::npos; slash = member.find('/', slash + 1))
        if (tree.has(member.substr(0, slash + 1) + "run.json")) return true;
    return false;
}

/// Roles of Sentinel-2 bands by token, in the order of roles; bands without a role (red edge) are left out.
std::vector<Band> roles_of(const std::vector<std::string>& tokens)
{
    std::set<Band> roles;
    for (const SensorBand& band : sensor_named("sentinel-2a")->bands)
        if (std::find(tokens.begin(), tokens.end(), band.token) != tokens.end()) roles.insert(band.role);
    return {roles.begin(), roles.end()};
}

std::string reason_for(const LooseRaster& raster, const io::RasterInfo& info)
{
    if (!raster.tokens.empty())
        return fmt::format(
            "bands {} of a tile without its metadata (MTD_MSIL1C.xml or MTD_MSIL2A.xml): level, date and offset are unknown; give --band "
            "NAME=FILE, "
            "--date and --scale",
            join(raster.tokens, ", "));
    const std::string missing = info.bands.size() == 1 ? "which band it is, its date and scale are"
                                                       : fmt::format("what its {} bands are, date and scale are", info.bands.size());
    if (!info.georeferenced || info.grid.crs.empty()) return "a raster without a place on the map, and " + missing + " unknown";
    const std::string picture = info.bands[0].data_type == "Byte" ? "; numbers of 8 bits count as a picture" : "";
    return fmt::format("no metadata: {} unknown; state them in a sheet {}.toml beside it, or with --{}, --date and --scale{}", missing,
                       printable(raster.stem), info.bands.size() == 1 ? "band" : "bands", picture);
}

}  // namespace

bool is_raster_name(const std::string& member)
{
    const std::string lower = lower_case(member);
    return lower.ends_with(".tif") || lower.ends_with(".tiff") || lower.ends_with(".jp2");
}

OwnedMembers::OwnedMembers(const std::vector<FoundProduct>& products)
{
    for (const FoundProduct& product : products) {
        const std::string folder = folder_of(product.member);
        if (lower_case(file_name_of(product.member)).find("mtd") != std::string::npos)
            whole_folders_.insert(folder);
        else
            stems_.emplace(folder, shared_stem(product.member));
    }
}

bool OwnedMembers::has(const std::string& member) const
{
    for (std::string folder = folder_of(member);; folder = folder_of(folder.substr(0, folder.size() - 1))) {
        if (whole_folders_.contains(folder)) return true;
        if (folder.empty()) break;
    }
    const std::string folder = folder_of(member), name = lower_case(file_name_of(member));
    for (auto stem = stems_.lower_bound({folder, ""}); stem != stems_.end() && stem->first == folder; ++stem)
        if (name.find(stem->second) != std::string::npos) return true;
    return false;
}

std::vector<LooseRaster> loose_rasters(const io::FileTree& tree, const OwnedMembers& products, const std::set<fs::path>& explained)
{
    std::vector<LooseRaster> found;
    std::map<std::string, std::size_t> tiles;  // index of the row of each tile, by folder and prefix
    for (const std::string& member : tree.members()) {
        if (!is_raster_name(member) || products.has(member) || written_by_this_program(tree, member)) continue;
        if (explained.contains(fs::path(tree.path() / member).lexically_normal())) continue;
        const auto [prefix, token] = band_name_parts(file_name_of(member));
        if (token.empty()) {
            found.push_back({fs::path(member).stem().string(), {member}, {}});
            continue;
        }
        const auto [tile, fresh] = tiles.emplace(folder_of(member) + prefix, found.size());
        if (fresh) found.push_back({prefix, {}, {}});
        found[tile->second].members.push_back(member);
        found[tile->second].tokens.push_back(token);
    }
    return found;
}

SceneFacts facts_of_loose(io::Session& session, const fs::path& folder, const LooseRaster& raster)
{
    SceneFacts facts;
    facts.id = raster.stem;
    facts.path = (folder / raster.members.front()).string();
    facts.loose = true;
    facts.has_cloud_layer = false;
    facts.bands = roles_of(raster.tokens);
    try {
        std::optional<io::RasterInfo> first;
        for (const std::string& member : raster.members) {
            const io::RasterInfo info = io::RasterFile(session, (folder / member).string()).info();
            const bool finer = !first || std::abs(info.grid.dx) < std::abs(facts.grid.dx);
            if (!first) first = info;
            if (!finer || !info.georeferenced) continue;
            facts.grid = info.grid;
            facts.pixel_type = info.bands[0].data_type;
        }
        if (facts.pixel_type.empty()) facts.pixel_type = first->bands[0].data_type;
        facts.reason = reason_for(raster, *first);
    } catch (const Error& error) {
        facts.reason = error.problem();
    }
    return facts;
}

}  // namespace tasi::scenes

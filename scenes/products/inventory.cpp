#include <algorithm>
#include <functional>
#include <tuple>

#include <fmt/format.h>

#include "scenes/products/layouts.hpp"
#include "scenes/products/loose_rasters.hpp"
#include "scenes/products/path_part.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/products/scene_relations.hpp"
#include "scenes/products/stac.hpp"
#include "scenes/products/stack.hpp"
#include "scenes/products/stack_sheet.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::scenes {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<SceneFacts>;
/// Work that makes rows; the works of an inventory run on several threads.
using Work = std::function<Rows()>;

void settle(SceneFacts& facts, const Product& product)
{
    facts = product.facts;
    facts.usable = facts.has_cloud_layer;
    if (!facts.usable) facts.reason = "no cloud layer (" + product.sheet->quality_layer + "); usable with --no-cloud-mask";
}

/// The row of a product: as much as is known of it, whatever fails first.
SceneFacts row_of(io::Session& session, const FoundProduct& found)
{
    SceneFacts facts = facts_of_name(found.files);
    try {
        facts = found.layout->describe(session, found.files);
        settle(facts, found.layout->open(session, found.files, facts, {}));
    } catch (const Error& error) {
        facts.usable = false;
        facts.reason = error.problem();
    }
    return facts;
}

SceneFacts row_of_item(io::Session& session, const StacScene& scene)
{
    SceneFacts facts;
    facts.id = scene.name;
    facts.path = scene.path;
    try {
        facts = describe_stac(scene, stac_item_from(scene.json, scene.path));
        settle(facts, open_stac(session, scene, {}));
    } catch (const Error& error) {
        facts.usable = false;
        facts.reason = error.problem();
    }
    return facts;
}

SceneFacts row_of_stack(io::Session& session, const std::string& path)
{
    try {
        return open_scene(session, path).facts();
    } catch (const Error& error) {
        SceneFacts facts;
        facts.id = fs::path(path).stem().string();
        facts.path = path;
        facts.has_cloud_layer = false;
        facts.reason = error.problem();
        return facts;
    }
}

SceneFacts unusable(const fs::path& path, const std::string& reason)
{
    SceneFacts facts;
    facts.id = path.filename().string();
    facts.path = path.string();
    facts.reason = reason;
    return facts;
}

/// An archive in a folder: a broken one is a row of its own, and one that holds rasters but no product too.
Rows rows_of_archive(io::Session& session, const fs::path& path)
{
    try {
        const auto tree = std::make_shared<const io::FileTree>(session, path);
        Rows rows;
        for (const FoundProduct& found : find_products(tree)) rows.push_back(row_of(session, found));
        const auto rasters = std::count_if(tree->members().begin(), tree->members().end(), is_raster_name);
        if (rows.empty() && rasters > 0) {
            rows.push_back(
                unusable(path, fmt::format("{} rasters but no product in it; unpack it, and state what the rasters are", rasters)));
            rows.back().loose = true;
        }
        return rows;
    } catch (const Error& error) {
        return {unusable(path, error.problem())};
    }
}

/// What a folder holds, as works that make its rows.
class FolderWorks {
public:
    FolderWorks(io::Session& session, const fs::path& path, std::vector<Work>& works)
        : session_(session),
          tree_(std::make_shared<const io::FileTree>(session, path, &left_out_)),
          products_(find_products(tree_)),
          owned_(products_),
          works_(works)
    {
    }

    void add()
    {
        for (const FoundProduct& found : products_)
            works_.emplace_back([this_session = &session_, found] { return Rows{row_of(*this_session, found)}; });
        for (const std::string& member : tree_->members()) {
            if (is_archive_name(member)) add_archive(place(member));
            if (is_stac_path(member) && !owned_.has(member)) add_items(member);
            if (is_raster_name(member) && tree_->has(sheet_beside(member).generic_string())) add_stack(place(member));
        }
        for (const auto& [member, reason] : left_out_) works_.emplace_back([row = unusable(place(member), reason)] { return Rows{row}; });
        for (const LooseRaster& raster : loose_rasters(*tree_, owned_, explained_))
            works_.emplace_back(
                [this_session = &session_, folder = tree_->path(), raster] { return Rows{facts_of_loose(*this_session, folder, raster)}; });
    }

private:
    fs::path place(const std::string& member) const { return tree_->path() / member; }

    void add_archive(const fs::path& path)
    {
        works_.emplace_back([this_session = &session_, path] { return rows_of_archive(*this_session, path); });
    }

    void add_stack(const fs::path& path)
    {
        explained_.insert(path.lexically_normal());
        try {
            const std::string mask = read_stack_sheet(session_, sheet_beside(path)).mask;
            if (!mask.empty()) explained_.insert((path.parent_path() / mask).lexically_normal());
        } catch (const Error&) {
            // The row of the raster says what is wrong with its sheet.
        }
        works_.emplace_back([this_session = &session_, path] { return Rows{row_of_stack(*this_session, path.string())}; });
    }

    /// The items of a JSON file, unless they only repeat a product that lies beside them.
    void add_items(const std::string& member)
    {
        const fs::path file = place(member);
        try {
            if (!looks_like_stac(io::beginning_of(file, 65536))) return;
            for (const StacScene& scene : stac_scenes(session_, file)) add_item(scene);
        } catch (const Error& error) {
            const SceneFacts row = unusable(file, error.problem());
            works_.emplace_back([row] { return Rows{row}; });
        }
    }

    void add_item(const StacScene& scene)
    {
        const std::vector<fs::path> files = stac_files(session_, scene);
        const fs::path root = fs::canonical(tree_->path());
        const auto of_product = [&](const fs::path& file) { return owned_.has(file.lexically_relative(root).generic_string()); };
        if (!files.empty() && std::all_of(files.begin(), files.end(), of_product)) return;
        for (const fs::path& file : files) explained_.insert((tree_->path() / file.lexically_relative(root)).lexically_normal());
        works_.emplace_back([this_session = &session_, scene] { return Rows{row_of_item(*this_session, scene)}; });
    }

    io::Session& session_;
    std::vector<io::FileTree::LeftOut> left_out_;
    std::shared_ptr<const io::FileTree> tree_;
    std::vector<FoundProduct> products_;
    OwnedMembers owned_;
    std::set<fs::path> explained_;  ///< rasters that an item or a sheet describes
    std::vector<Work>& works_;
};

void add_raster(io::Session& session, const std::string& path, std::vector<Work>& works)
{
    std::error_code ignored;
    if (fs::exists(sheet_beside(path), ignored)) {
        works.emplace_back([&session, path] { return Rows{row_of_stack(session, path)}; });
        return;
    }
    const fs::path file(path);
    const LooseRaster raster{file.stem().string(), {file.filename().string()}, {}};
    works.emplace_back([&session, folder = file.parent_path(), raster] { return Rows{facts_of_loose(session, folder, raster)}; });
}

/// The product whose metadata file was given.
void add_metadata(io::Session& session, const std::string& path, std::vector<Work>& works)
{
    const fs::path file = fs::absolute(io::checked_input(session, path));
    const std::size_t before = works.size();
    for (const FoundProduct& found : find_products(std::make_shared<const io::FileTree>(session, file.parent_path())))
        if (found.member == file.filename()) works.emplace_back([&session, found] { return Rows{row_of(session, found)}; });
    if (works.size() == before)
        throw UnreadableError("PRODUCT", path, "another form of the same metadata stands beside it",
                              "give that file, or the folder of the product");
}

void add_path(io::Session& session, const std::string& path, std::vector<Work>& works)
{
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    if (!folder && is_product_metadata(fs::path(path).filename().string()) && fs::exists(path, ignored)) {
        add_metadata(session, path, works);
    } else if (!folder && is_raster_name(path)) {
        add_raster(session, path, works);
    } else if (is_archive_name(path) && fs::is_regular_file(path, ignored)) {
        works.emplace_back([&session, path] { return rows_of_archive(session, path); });
    } else if (!folder && is_stac_path(path)) {
        const std::vector<StacScene> scenes = path.find('#') == std::string::npos || fs::exists(path, ignored)
                                                  ? stac_scenes(session, path)
                                                  : std::vector<StacScene>{stac_scene_at(session, path)};
        if (scenes.empty()) throw UnreadableError("STAC", path, "JSON, but neither a STAC Item nor a collection of Items", "give an Item");
        for (const StacScene& scene : scenes) works.emplace_back([&session, scene] { return Rows{row_of_item(session, scene)}; });
    } else {
        FolderWorks(session, path, works).add();
    }
}

auto key(const SceneFacts& facts)
{
    return std::make_tuple(!facts.time.has_value(), facts.time.value_or(Instant{}), std::cref(facts.id), std::cref(facts.path));
}

/// The rows of all works, sorted, so that nothing depends on threads or on the order of paths.
Rows sorted_rows(const std::vector<Work>& works)
{
    std::vector<Rows> made(works.size());
    parallel_for(static_cast<int>(works.size()), [&](int i) { made[static_cast<std::size_t>(i)] = works[static_cast<std::size_t>(i)](); });
    Rows rows;
    for (Rows& some : made) std::move(some.begin(), some.end(), std::back_inserter(rows));
    std::sort(rows.begin(), rows.end(), [](const SceneFacts& a, const SceneFacts& b) { return key(a) < key(b); });
    const auto same = [](const SceneFacts& a, const SceneFacts& b) { return a.path == b.path && a.id == b.id; };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    return rows;
}

}  // namespace

std::vector<SceneFacts> inventory(io::Session& session, const std::vector<std::string>& paths)
{
    std::vector<Work> works;
    for (const std::string& path : paths) add_path(session, path, works);
    Rows rows = sorted_rows(works);
    mark_relations(rows);
    return rows;
}

}  // namespace tasi::scenes

#include <algorithm>
#include <tuple>

#include "scenes/products/layouts.hpp"
#include "scenes/products/scene.hpp"
#include "scenes/products/stack.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

namespace fs = std::filesystem;

bool has_suffix(const std::string& member, const std::vector<std::string>& suffixes)
{
    const std::string lower = lower_case(member);
    return std::any_of(suffixes.begin(), suffixes.end(), [&](const std::string& suffix) { return lower.ends_with(suffix); });
}

bool is_archive(const std::string& member) { return has_suffix(member, {".tar", ".tar.gz", ".tgz", ".zip"}); }
bool is_raster(const std::string& member) { return has_suffix(member, {".tif", ".tiff", ".jp2"}); }

/// The row of a product: as much as is known of it, whatever fails first.
SceneFacts row_of(io::Session& session, const FoundProduct& found)
{
    SceneFacts facts = facts_of_name(found.files);
    try {
        facts = found.layout->describe(session, found.files);
        const Product product = found.layout->open(session, found.files, facts, {});
        facts = product.facts;
        facts.usable = facts.has_cloud_layer;
        if (!facts.usable) facts.reason = "no cloud layer (" + product.sheet->quality_layer + "); usable with --no-cloud-mask";
    } catch (const Error& error) {
        facts.usable = false;
        facts.reason = error.problem();
    }
    return facts;
}

SceneFacts row_of_raster(io::Session& session, const std::string& path)
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

void add_tree(io::Session& session, const fs::path& path, std::vector<SceneFacts>& rows);

/// An archive in a folder: a broken one is a row of its own.
void add_archive(io::Session& session, const fs::path& path, std::vector<SceneFacts>& rows)
{
    try {
        add_tree(session, path, rows);
    } catch (const Error& error) {
        SceneFacts facts;
        facts.id = path.filename().string();
        facts.path = path.string();
        facts.reason = error.problem();
        rows.push_back(facts);
    }
}

/// Plain rasters count as scenes where a sheet beside them says what they are.
void add_loose_files(io::Session& session, const io::FileTree& tree, std::vector<SceneFacts>& rows)
{
    for (const std::string& member : tree.members()) {
        const fs::path file = tree.path() / member;
        if (is_archive(member)) add_archive(session, file, rows);
        if (is_raster(member) && tree.has(sheet_beside(member).generic_string())) rows.push_back(row_of_raster(session, file.string()));
    }
}

void add_tree(io::Session& session, const fs::path& path, std::vector<SceneFacts>& rows)
{
    const auto tree = std::make_shared<const io::FileTree>(session, path);
    for (const FoundProduct& found : find_products(tree)) rows.push_back(row_of(session, found));
    if (!tree->is_archive()) add_loose_files(session, *tree, rows);
}

}  // namespace

std::vector<SceneFacts> inventory(io::Session& session, const std::vector<std::string>& paths)
{
    std::vector<SceneFacts> rows;
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (is_raster(path) && !fs::is_directory(path, ignored)) {
            rows.push_back(row_of_raster(session, path));
        } else if (is_archive(path) && fs::is_regular_file(path, ignored)) {
            add_archive(session, path, rows);
        } else {
            add_tree(session, path, rows);
        }
    }
    const auto key = [](const SceneFacts& facts) {
        return std::make_tuple(!facts.time.has_value(), facts.time.value_or(Instant{}), std::cref(facts.id), std::cref(facts.path));
    };
    std::sort(rows.begin(), rows.end(), [&](const SceneFacts& a, const SceneFacts& b) { return key(a) < key(b); });
    const auto same = [](const SceneFacts& a, const SceneFacts& b) { return a.path == b.path && a.id == b.id; };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    return rows;
}

}  // namespace tasi::scenes

#include "scenes/products/scene_relations.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include <fmt/format.h>

#include "scenes/products/product_name.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr std::int64_t pass_ms = 20 * 60'000;
constexpr std::size_t most_named = 3;

/// A row and what its name adds.
struct Pass {
    SceneFacts* facts = nullptr;
    std::string tile, orbit;  ///< orbit: path of Landsat; empty for Sentinel-2
    std::string processed;    ///< day or time of processing, as in the product name
    int tier = 0;             ///< 2: Tier 1; 1: Tier 2; 0: Real-Time or unknown
};

std::string tile_of(const SceneFacts& facts)
{
    if (!facts.tile.empty()) return facts.tile;
    if (const auto name = parse_landsat_name(facts.id)) return name->tile;
    if (const auto name = parse_sentinel2_name(facts.id)) return name->tile;
    return "";
}

Pass pass_of(SceneFacts& facts)
{
    Pass pass{&facts, tile_of(facts), "", "", 0};
    const std::vector<std::string> parts = split(facts.id, '_');
    const bool landsat = facts.sensor.starts_with("landsat");
    if (landsat && pass.tile.size() == 6) pass.orbit = pass.tile.substr(0, 3);
    // Scene ids from before collections and the oldest names of Sentinel-2 granules tell no processing.
    if (parts.size() < 7) return pass;
    const bool compact = parts.size() == 7;
    if (landsat && compact) pass.processed = parts[4], pass.tier = parts[6] == "T1" ? 2 : parts[6] == "T2" ? 1 : 0;
    if (!landsat && parse_sentinel2_name(facts.id)) pass.processed = parts[compact ? 6 : 5];
    return pass;
}

bool same_time(const Pass& a, const Pass& b)
{
    if (!a.orbit.empty()) return a.facts->time->day() == b.facts->time->day();
    return std::abs(a.facts->time->milliseconds - b.facts->time->milliseconds) <= pass_ms;
}

auto rank(const Pass& pass)
{
    const bool surface = pass.facts->level.starts_with("L2");
    return std::make_tuple(!pass.facts->usable, !surface, -pass.tier);
}

/// Whether `a` stands before `b`, of rows that show the same.
bool better(const Pass& a, const Pass& b)
{
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    if (a.facts->baseline != b.facts->baseline) return a.facts->baseline > b.facts->baseline;
    if (a.processed != b.processed) return a.processed > b.processed;
    return a.facts->path < b.facts->path;
}

std::string kind_of_duplicate(const SceneFacts& one, const SceneFacts& best)
{
    if (one.id == best.id) return "the same product as";
    return one.level == best.level ? "another processing of" : "another level of";
}

/// Rows of one tile and pass, in `group`: all but the best are its duplicates.
void mark_duplicates(const std::vector<Pass*>& group)
{
    const Pass* best = *std::min_element(group.begin(), group.end(), [](const Pass* a, const Pass* b) { return better(*a, *b); });
    for (const Pass* one : group) {
        if (one == best) continue;
        one->facts->duplicate_of = best->facts->path;
        const std::string other = one->facts->id == best->facts->id ? best->facts->path : best->facts->id;
        one->facts->note = kind_of_duplicate(*one->facts, *best->facts) + " " + printable(other);
    }
}

void name_others(const std::vector<Pass*>& pass)
{
    for (const Pass* one : pass) {
        std::vector<std::string>& names = one->facts->same_pass;
        for (const Pass* other : pass)
            if (other->tile != one->tile && other->facts->duplicate_of.empty()) names.push_back(other->facts->id);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        if (names.empty()) continue;
        std::vector<std::string> shown(names.begin(), names.begin() + static_cast<long>(std::min(names.size(), most_named)));
        if (!one->facts->note.empty()) one->facts->note += "; ";
        one->facts->note += "same pass as " + printable(join(shown, ", "));
        if (names.size() > most_named) one->facts->note += fmt::format(" and {} more", names.size() - most_named);
    }
}

/// Splits rows that are sorted by time into runs of one pass and hands each to `each`.
template <class Each>
void for_each_pass(const std::vector<Pass*>& rows, Each&& each)
{
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t end = first + 1;
        while (end < rows.size() && same_time(*rows[first], *rows[end])) ++end;
        each(std::vector<Pass*>(rows.begin() + static_cast<long>(first), rows.begin() + static_cast<long>(end)));
        first = end;
    }
}

/// Splits rows into runs of equal keys after sorting by (key, time, path).
template <class Key, class Each>
void for_each_group(std::vector<Pass*> rows, Key&& key, Each&& each)
{
    std::sort(rows.begin(), rows.end(), [&](const Pass* a, const Pass* b) {
        return std::make_tuple(key(*a), a->facts->time->milliseconds, std::cref(a->facts->path)) <
               std::make_tuple(key(*b), b->facts->time->milliseconds, std::cref(b->facts->path));
    });
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t end = first + 1;
        while (end < rows.size() && key(*rows[first]) == key(*rows[end])) ++end;
        for_each_pass(std::vector<Pass*>(rows.begin() + static_cast<long>(first), rows.begin() + static_cast<long>(end)), each);
        first = end;
    }
}

}  // namespace

void mark_relations(std::vector<SceneFacts>& rows)
{
    for (SceneFacts& facts : rows) facts.duplicate_of.clear(), facts.same_pass.clear(), facts.note.clear();
    std::vector<Pass> passes;
    for (SceneFacts& facts : rows)
        if (!facts.sensor.empty() && facts.time && !tile_of(facts).empty()) passes.push_back(pass_of(facts));
    std::vector<Pass*> all;
    for (Pass& pass : passes) all.push_back(&pass);
    for_each_group(
        all, [](const Pass& p) { return p.facts->sensor + " " + p.tile; }, mark_duplicates);
    for_each_group(
        all, [](const Pass& p) { return p.facts->sensor + " " + p.orbit; }, name_others);
}

}  // namespace tasi::scenes

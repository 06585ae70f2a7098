#include <set>

#include "scenes/synthetic/platforms.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/synthetic_coast.hpp"

using namespace tasi;
using namespace tasi::scenes;
using nlohmann::json;

namespace {

/// The refusal of a changed description, or empty.
template <class Change>
std::string refusal(Change change)
{
    json text = tasi::testing::straight_coast_text();
    change(text);
    try {
        coast_from(text, "straight.toml");
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

bool names(const std::string& message, const char* part) { return message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a description gives places in the map's coordinates", "[synthetic]")
{
    const CoastDescription coast = tasi::testing::straight_coast();
    CHECK(coast.crs == "EPSG:32751");
    CHECK(coast.reference_line.front() == Point{502000, 9000600});
    CHECK(coast.east == 501200);
    CHECK(coast.villages.at(0).ring.size() == 4);  // closed
    CHECK(coast.materials.at(static_cast<std::size_t>(coast.clear_sea)).name == "water");
    CHECK(coast.scenes.at(2).baseline == "05.09");
}

TEST_CASE("a description is refused with the table and key that are wrong", "[synthetic]")
{
    CHECK(refusal([](json&) {}).empty());
    CHECK(names(refusal([](json& t) { t["coast"]["colour"] = 1; }), "colour: unknown key"));
    CHECK(names(refusal([](json& t) { t["extra"] = 1; }), "straight.toml: extra: unknown key"));
    CHECK(names(refusal([](json& t) { t["coast"].erase("transition_m"); }), "[coast] transition_m: missing"));
    CHECK(names(refusal([](json& t) { t["coast"]["transition_m"] = "200 m"; }), "a number is wanted"));
    CHECK(names(refusal([](json& t) { t["stretches"][0]["rate_m_yr"] = 51; }), "51 is outside -50 to 50"));
    CHECK(names(refusal([](json& t) { t["stretches"][1]["from_m"] = 100; }), "[stretches 2] from_m"));
    CHECK(names(refusal([](json& t) { t["stretches"][0]["beach"] = "snow"; }), "snow"));
    CHECK(names(refusal([](json& t) { t["materials"]["sand"]["reflectance"] = {1, 2}; }), "a list of 7 numbers"));
    CHECK(names(refusal([](json& t) { t["surface"]["sea"] = "sand"; }), "water"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["time"] = "2010-02-30T00:00:00Z"; }), "2010-02-30"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["time"] = "2010-02-28"; }), "time of day"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["sensor"] = "landsat-6"; }), "landsat-6"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["baseline"] = "05.09"; }), "baseline: unknown key"));  // of Landsat
    CHECK(names(refusal([](json& t) { t["scenes"][2]["baseline"] = "5.9"; }), "baseline"));
    CHECK(names(refusal([](json& t) { t["scenes"][1] = t["scenes"][0]; }), "two scenes on 2010-01-01"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["seed"] = 1.5; }), "a whole number"));
    CHECK(names(refusal([](json& t) { t["settlements"][0]["ring"] = {{1, 2}, {3, 4}}; }), "at least 3 points"));
    CHECK(names(refusal([](json& t) { t["coast"]["reference_line"] = {{1, 2}, {1, 2}}; }), "a point stands twice"));
    CHECK(names(refusal([](json& t) { t["coast"] = 3; }), "not a table"));
    CHECK(names(refusal([](json& t) { t["houses"] = {{"size_m", {9, 7}}, {"spacing_m", {9, 12}}}; }), "houses would touch"));
    CHECK(names(refusal([](json& t) { t["displaced"] = {{{"pcode", "XS0101"}}}; }), "[displaced 1] round: missing"));
}

TEST_CASE("a scene names its kind of product, its container and its shift, or gets the usual ones", "[synthetic]")
{
    json text = tasi::testing::straight_coast_text();
    text["scenes"][1].update({{"product", "C1L1"}, {"container", "tar.gz"}, {"metadata", {"txt", "json"}}, {"shift_m", {3, -4.5}}});
    const CoastDescription coast = coast_from(text, "straight.toml");
    CHECK(coast.scenes.at(0).product == "C2L2");
    CHECK(coast.scenes.at(0).container == "folder");
    CHECK(coast.scenes.at(0).metadata == std::vector<std::string>{"txt"});
    CHECK_FALSE(coast.scenes.at(0).shift_m);
    CHECK(coast.scenes.at(1).product == "C1L1");
    CHECK(coast.scenes.at(1).container == "tar.gz");
    CHECK(coast.scenes.at(1).metadata == std::vector<std::string>{"txt", "json"});
    CHECK(coast.scenes.at(1).shift_m == Vector{3, -4.5});
    CHECK(coast.scenes.at(2).product == "L2A");
}

TEST_CASE("a kind of product, container or metadata that does not exist is refused", "[synthetic]")
{
    CHECK(names(refusal([](json& t) { t["scenes"][0]["product"] = "L1C"; }), "L1C is none of C2L2, C2L1, C1L1, PRE"));
    CHECK(names(refusal([](json& t) { t["scenes"][2]["product"] = "C2L1"; }), "C2L1 is none of L2A, L1C"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["container"] = "rar"; }), "rar is none of folder, tar, tar.gz, zip"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["metadata"] = {"txt", "txt"}; }), "metadata"));
    CHECK(names(refusal([](json& t) { t["scenes"][0]["metadata"] = json::array(); }), "metadata"));
    CHECK(names(refusal([](json& t) { t["scenes"][2]["metadata"] = {"txt"}; }), "metadata: unknown key"));  // of Sentinel-2
    CHECK(names(refusal([](json& t) { t["scenes"][0]["shift_m"] = {1}; }), "a list of 2 numbers"));
    CHECK(names(refusal([](json& t) { t["coast"]["sentinel_tile"] = "../LW"; }), "sentinel_tile"));
    CHECK(names(refusal([](json& t) { t["coast"]["landsat_path_row"] = "1070 6"; }), "landsat_path_row"));
    CHECK(refusal([](json& t) { t["scenes"][3] = t["scenes"][2], t["scenes"][3]["product"] = "L1C"; }).empty());
}

TEST_CASE("every platform of the simulator has a name, a prefix and bands of its own", "[synthetic]")
{
    std::set<std::string> prefixes;
    for (const Platform& platform : platforms()) {
        CAPTURE(platform.name);
        CHECK(prefixes.insert(platform.prefix).second);
        CHECK(platform_named(platform.name) == &platform);
        CHECK(platform.bands.empty() == platform.sentinel);
    }
    CHECK(platform_named("landsat-6") == nullptr);
}

#include "scenes/products/scene_relations.hpp"

#include "scenes/products/product_name.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

namespace {

SceneFacts landsat(const std::string& id, const std::string& path, const std::string& time)
{
    SceneFacts facts;
    facts.id = id;
    facts.path = path;
    facts.sensor = "landsat-8";
    facts.level = parse_landsat_name(id)->level;
    facts.time = parse_iso(time)->instant;
    facts.usable = true;
    return facts;
}

SceneFacts sentinel(const std::string& tile, const std::string& baseline, const std::string& path, const std::string& time)
{
    SceneFacts facts;
    facts.id = "S2 " + tile + " " + baseline;
    facts.path = path;
    facts.sensor = "sentinel-2a";
    facts.level = "L2A";
    facts.tile = tile;
    facts.baseline = baseline;
    facts.time = parse_iso(time)->instant;
    facts.usable = true;
    return facts;
}

std::vector<SceneFacts> marked(std::vector<SceneFacts> rows)
{
    mark_relations(rows);
    return rows;
}

}  // namespace

TEST_CASE("a Landsat scene processed anew is a duplicate of its Tier 1 form", "[inventory]")
{
    const auto rows = marked({landsat("LC08_L2SP_107066_20210615_20210616_02_RT", "a", "2021-06-15T01:47:13Z"),
                              landsat("LC08_L2SP_107066_20210615_20210622_02_T1", "b", "2021-06-15T01:47:13Z"),
                              landsat("LC08_L2SP_107066_20210701_20210708_02_T1", "c", "2021-07-01T01:47:13Z")});
    CHECK(rows[0].duplicate_of == "b");
    CHECK(rows[0].note == "another processing of LC08_L2SP_107066_20210615_20210622_02_T1");
    CHECK(rows[1].duplicate_of.empty());
    CHECK(rows[2].duplicate_of.empty());
    CHECK(rows[2].same_pass.empty());
}

TEST_CASE("the same product in two places counts once, whatever the order of rows", "[inventory]")
{
    const std::string id = "LC08_L2SP_107066_20210615_20210622_02_T1";
    auto broken = landsat(id, "a", "2021-06-15T01:47:13Z");
    broken.usable = false;
    const auto good = landsat(id, "b", "2021-06-15T01:47:13Z"), again = landsat(id, "c", "2021-06-15T01:47:13Z");
    for (const auto& rows : {marked({broken, good, again}), marked({again, good, broken})})
        for (const SceneFacts& facts : rows) {
            CHECK(facts.duplicate_of == (facts.path == "b" ? "" : "b"));
            CHECK(facts.note == (facts.path == "b" ? "" : "the same product as b"));
        }
}

TEST_CASE("surface reflectance stands before another level of the same scene", "[inventory]")
{
    const auto rows = marked({landsat("LC08_L1TP_107066_20210615_20210622_02_T1", "a", "2021-06-15T01:47:13Z"),
                              landsat("LC08_L2SP_107066_20210615_20210622_02_T1", "b", "2021-06-15T01:47:13Z")});
    CHECK(rows[0].duplicate_of == "b");
    CHECK(rows[0].note.starts_with("another level of"));
}

TEST_CASE("rows of one Landsat path and day, and tiles of one Sentinel-2 pass, name each other", "[inventory]")
{
    const auto rows = marked({landsat("LC08_L2SP_107066_20210615_20210622_02_T1", "a", "2021-06-15T01:47:13Z"),
                              landsat("LC08_L2SP_107067_20210615_20210622_02_T1", "b", "2021-06-15T01:47:37Z"),
                              landsat("LC08_L2SP_105066_20210615_20210622_02_T1", "c", "2021-06-15T01:35:00Z")});
    CHECK(rows[0].same_pass == std::vector<std::string>{"LC08_L2SP_107067_20210615_20210622_02_T1"});
    CHECK(rows[1].same_pass == std::vector<std::string>{"LC08_L2SP_107066_20210615_20210622_02_T1"});
    CHECK(rows[2].same_pass.empty());

    const auto tiles =
        marked({sentinel("51LYK", "05.09", "a", "2023-01-15T01:50:00Z"), sentinel("51LYL", "05.09", "b", "2023-01-15T01:50:15Z"),
                sentinel("51LYK", "04.00", "c", "2023-01-15T01:49:50Z"), sentinel("51LYK", "05.09", "d", "2023-01-20T01:50:00Z")});
    CHECK(tiles[2].duplicate_of == "a");
    CHECK(tiles[0].same_pass == std::vector<std::string>{"S2 51LYL 05.09"});
    CHECK(tiles[1].same_pass == std::vector<std::string>{"S2 51LYK 05.09"});
    CHECK(tiles[3].same_pass.empty());
}

TEST_CASE("relations marked anew, of other rows, forget the old ones", "[inventory]")
{
    auto rows = marked({sentinel("51LYK", "05.09", "a", "2023-01-15T01:50:00Z"), sentinel("51LYK", "04.00", "b", "2023-01-15T01:50:00Z"),
                        sentinel("51LYL", "05.09", "c", "2023-01-15T01:50:15Z")});
    CHECK(rows[1].duplicate_of == "a");
    CHECK(marked(rows)[2].same_pass == rows[2].same_pass);
    CHECK(marked(rows)[0].note == rows[0].note);
    const auto alone = marked({rows[1]});
    CHECK(alone[0].duplicate_of.empty());
    CHECK(alone[0].note.empty());
}

TEST_CASE("rows without sensor, tile or time take no part", "[inventory]")
{
    auto unknown = sentinel("", "", "a", "2023-01-15T01:50:00Z");
    auto timeless = sentinel("51LYK", "05.09", "b", "2023-01-15T01:50:00Z");
    timeless.time.reset();
    for (const SceneFacts& facts : marked({unknown, unknown, timeless, timeless})) CHECK(facts.note.empty());
}

#include "scenes/products/product_name.hpp"

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

TEST_CASE("a Landsat product name states sensor, level, place, day and collection", "[product_name]")
{
    const auto name = parse_landsat_name("LC08_L2SP_107066_20210615_20240101_02_T1_MTL.txt");
    REQUIRE(name);
    CHECK(name->id == "LC08_L2SP_107066_20210615_20240101_02_T1");
    CHECK(name->prefix == "LC08");
    CHECK(name->level == "L2SP");
    CHECK(name->tile == "107066");
    CHECK(name->date.iso() == "2021-06-15");
    CHECK(name->collection == "02");
}

TEST_CASE("the id of a pre-collection scene states sensor, place and day of the year", "[product_name]")
{
    const auto name = parse_landsat_name("LC81060712016134LGN00_MTL.txt");
    REQUIRE(name);
    CHECK(name->id == "LC81060712016134LGN00");
    CHECK(name->prefix == "LC08");
    CHECK(name->tile == "106071");
    CHECK(name->date.iso() == "2016-05-13");
    CHECK(name->level.empty());
    CHECK(name->collection.empty());
    CHECK(parse_landsat_name("LE71600312011106ASN00")->date.iso() == "2011-04-16");
    CHECK(parse_landsat_name("LT52180722010213CUB01.TIF")->prefix == "LT05");
}

TEST_CASE("a Sentinel-2 product name states sensor, level, baseline, tile and start", "[product_name]")
{
    const auto name = parse_sentinel2_name("S2A_MSIL2A_20230115T014701_N0509_R017_T51LYK_20230115T024701.SAFE");
    REQUIRE(name);
    CHECK(name->id == "S2A_MSIL2A_20230115T014701_N0509_R017_T51LYK_20230115T024701");
    CHECK(name->prefix == "S2A");
    CHECK(name->level == "L2A");
    CHECK(name->baseline == "05.09");
    CHECK(name->tile == "51LYK");
    CHECK(name->date.iso() == "2023-01-15T01:47:01Z");
}

TEST_CASE("a Sentinel-2 product name from before December 2016 states sensor, level and start", "[product_name]")
{
    const auto name = parse_sentinel2_name("S2A_OPER_PRD_MSIL1C_PDMC_20160929T185902_R065_V20160929T102022_20160929T102344.SAFE");
    REQUIRE(name);
    CHECK(name->id == "S2A_OPER_PRD_MSIL1C_PDMC_20160929T185902_R065_V20160929T102022_20160929T102344");
    CHECK(name->prefix == "S2A");
    CHECK(name->level == "L1C");
    CHECK(name->date.iso() == "2016-09-29T10:20:22Z");
    CHECK(name->baseline.empty());
    CHECK(name->tile.empty());
}

TEST_CASE("the tile is read from the name of a granule, old or new", "[product_name]")
{
    CHECK(sentinel2_tile_of("S2A_OPER_MSI_L1C_TL_SGS__20160929T154211_A006640_T32TPP_N02.04") == "32TPP");
    CHECK(sentinel2_tile_of("L1C_T01LAC_A026481_20200717T221944") == "01LAC");
    CHECK(sentinel2_tile_of("L1C_TXXLAC_A026481").empty());
    CHECK(sentinel2_tile_of("").empty());
}

TEST_CASE("a text that is no product name gives nothing", "[product_name]")
{
    for (const char* text :
         {"", "scene", "LC08_L2SP_107066_20210631_20240101_02_T1", "LC08_L2SP_1070_20210615_20240101_02_T1", "LC81060712016367LGN00",
          "LC81060712016134LGN00x", "LC8106071201613LGN00", "LX81060712016134LGN00", "LC08_L2SP_107066_20210615"})
        CHECK_FALSE(parse_landsat_name(text));
    for (const char* text : {"", "S2A_MSIL2A_20230115T014701", "S2A_MSIL2A_20231315T014701_N0509_R017_T51LYK_20230115T024701",
                             "S2A_MSIL2A_20230115T014701_0509_R017_T51LYK_20230115T024701",
                             "S2A_OPER_PRD_MSIL1C_PDMC_20160929T185902_R065_V2016_20160929T102344"})
        CHECK_FALSE(parse_sentinel2_name(text));
}

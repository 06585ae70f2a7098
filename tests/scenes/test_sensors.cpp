#include "scenes/sensors/sensor.hpp"

#include <set>

#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::scenes;

TEST_CASE("every sensor sheet has source, instruments and bands", "[sensors]")
{
    REQUIRE(sensors().size() == 8);
    std::set<std::string> names;
    for (const Sensor& sensor : sensors()) {
        CAPTURE(sensor.name);
        CHECK(names.insert(sensor.name).second);
        CHECK_FALSE(sensor.source.empty());
        CHECK_FALSE(sensor.instruments.empty());
        for (const Band role : {Band::blue, Band::green, Band::red, Band::nir, Band::swir1, Band::swir2}) {
            REQUIRE(sensor.band(role));
            CHECK(sensor.band(role)->native_m >= 10);
        }
        CHECK(sensor_named(sensor.name) == &sensor);
        CHECK(sensor_of_spacecraft(sensor.spacecraft) == &sensor);
        CHECK(sensor_of_prefix(sensor.id_prefix) == &sensor);
    }
}

TEST_CASE("band 5 is near infrared on OLI and short-wave infrared on TM and ETM+", "[sensors]")
{
    CHECK(sensor_named("landsat-8")->band_number(5)->role == Band::nir);
    CHECK(sensor_named("landsat-9")->band(Band::swir1)->token == "B6");
    CHECK(sensor_named("landsat-5")->band_number(5)->role == Band::swir1);
    CHECK(sensor_named("landsat-7")->band(Band::green)->token == "B2");
    CHECK(sensor_named("landsat-7")->band_number(6) == nullptr);
    CHECK(sensor_named("landsat-4")->band(Band::coastal) == nullptr);
    CHECK(sensor_named("sentinel-2c")->band(Band::swir2)->number == 12);
    CHECK(sensor_named("landsat-6") == nullptr);
    CHECK(sensor_of_prefix("LO08") == sensor_named("landsat-8"));
}

TEST_CASE("ETM+ and OLI have a panchromatic band of 15 m, TM has none", "[sensors]")
{
    for (const char* name : {"landsat-7", "landsat-8", "landsat-9"}) {
        REQUIRE(sensor_named(name)->pan);
        CHECK(sensor_named(name)->pan->native_m == 15);
        CHECK(sensor_named(name)->band_number(sensor_named(name)->pan->number) == nullptr);
    }
    CHECK_FALSE(sensor_named("landsat-5")->pan);
}

TEST_CASE("every product sheet has source, levels, scale rule and the bits of its quality layer", "[sensors]")
{
    std::set<std::string> names;
    for (const ProductSheet& sheet : product_sheets()) {
        CAPTURE(sheet.name);
        CHECK(names.insert(sheet.name).second);
        CHECK_FALSE(sheet.source.empty());
        CHECK_FALSE(sheet.levels.empty());
        CHECK_FALSE(sheet.scale_rule.empty());
        CHECK_FALSE(sheet.quality_layer.empty());
        CHECK(product_sheet(sheet.name) == &sheet);
    }
    CHECK(product_sheet("none") == nullptr);
}

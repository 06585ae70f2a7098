#include "src/report/qgis/strings.hpp"

#include <algorithm>

#include "src/core/error.hpp"
#include "src/report/qgis/layer_look.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::report;

namespace {

long places_in(const std::string& text) { return std::count(text.begin(), text.end(), '{'); }

}  // namespace

TEST_CASE("every language has all words of maps, with as many values to fill in", "[report][qgis]")
{
    const MapWords& english = map_words();
    REQUIRE(english.all().size() > 180);
    for (const Language& language : languages()) {
        const MapWords& words = map_words(language.code);
        CAPTURE(language.code);
        CHECK(words.all().size() == english.all().size());
        for (const auto& [key, text] : english.all()) {
            CAPTURE(key);
            REQUIRE(words.has(key));
            CHECK_FALSE(words(key).empty());
            CHECK(places_in(words(key)) == places_in(text));
        }
    }
}

TEST_CASE("words that nobody wrote are a bug, a language that nobody speaks is a mistake of the user", "[report][qgis]")
{
    CHECK_THROWS_AS(map_words()("no.such.key"), BugError);
    CHECK_THROWS_AS(MapWords("de"), UsageError);
}

TEST_CASE("numbers in legends are written as the language writes them", "[report][qgis]")
{
    CHECK(map_words("en").number(0.5) == "0.5");
    CHECK(map_words("pt").number(0.5) == "0,5");
    CHECK(map_words("tet").number(1000) == "1000");
}

TEST_CASE("names of our fields are translated with their unit and year, those of the user stay", "[report][qgis]")
{
    Layer layer{"settlements_at_risk", Geometry::Kind::points, false, {}, {}, {}, ""};
    layer.fields = {{"p_2050", FieldType::real, "Probability of being reached by 2050"},
                    {"near_m", FieldType::real, "Straight distance to the present shoreline (m)"},
                    {"class", FieldType::text, "Class of the school"},
                    {"mine", FieldType::text, "mine"}};
    const Layer there = with_words(layer, map_words("pt"));
    CHECK(there.fields[0].alias == "Probabilidade de ser atingida at\u00e9 2050");
    CHECK(there.fields[1].alias == "Dist\u00e2ncia em linha reta \u00e0 linha de costa atual (m)");
    CHECK(there.fields[2].alias == "Class of the school");
    CHECK(there.fields[3].alias == "mine");
}

TEST_CASE("a field may have another meaning in another layer", "[report][qgis]")
{
    Layer layer{"forecast", Geometry::Kind::points, false, {}, {{"year", FieldType::integer, "Year"}}, {}, ""};
    CHECK(with_words(layer, map_words("tet")).fields[0].alias == "Tinan");
    layer.name = "hazard_zones";
    layer.fields[0].alias = "Horizon";
    CHECK(with_words(layer, map_words("tet")).fields[0].alias == "Orizonte");
}

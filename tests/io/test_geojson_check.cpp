#include "src/io/geojson_check.hpp"
#include "tests/catch.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

std::string refusal_of(const std::string& text)
{
    return refusal([&] { io::check_strict_json(text, "x.geojson"); });
}

}  // namespace

TEST_CASE("strict JSON passes, whatever it holds", "[geojson]")
{
    for (const char* text : {"{}", "\xEF\xBB\xBF {\"a\":[1,-2.5e+3,0,0.1,[],{}],\"b\":{\"a\":null},\"c\":\"\\u00e9\\n\\\"\",\"d\":true} \n",
                             "{\"features\":[{\"n\":1},{\"n\":2}],\"n\":false}"}) {
        CAPTURE(text);
        CHECK(refusal_of(text) == "done");
    }
}

TEST_CASE("what is not strict JSON is refused, naming the line", "[geojson]")
{
    CHECK(contains(refusal_of("{\"a\":\n[NaN]}"), "3 JSON is not valid JSON: line 2: 'NaN]}' is neither a number"));
    CHECK(contains(refusal_of("{\"a\":1,\"a\":2}"), "duplicate key \"a\""));
    for (const char* text : {"",
                             " ",
                             "[]",
                             "{",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{,}",
                             "{\"a\":[1,]}",
                             "{\"a\":[1 2]}",
                             "{\"a\":01}",
                             "{\"a\":1.}",
                             "{\"a\":-Infinity}",
                             "{\"a\":.5}",
                             "{\"a\":1e}",
                             "{\"a\":+1}",
                             "{a:1}",
                             "{'a':1}",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\xff\"}",
                             "{\"a\":1}}",
                             "{\"a\":1} x",
                             "{\"a\":1",
                             "{\"a\":[1}",
                             "{\"a\":\"x",
                             "{\"a\":truex}",
                             "{\"a\":1]"}) {
        CAPTURE(text);
        CHECK(contains(refusal_of(text), "3 JSON"));
    }
}

TEST_CASE("nesting is bounded without using the stack", "[geojson]")
{
    const auto nested = [](std::size_t n) { return "{\"a\":" + std::string(n, '[') + std::string(n, ']') + "}"; };
    CHECK(refusal_of(nested(999)) == "done");
    CHECK(contains(refusal_of(nested(1000)), "nesting is deeper than 1000 levels"));
    CHECK(contains(refusal_of("{\"a\":" + std::string(1'000'000, '[')), "nesting"));
}

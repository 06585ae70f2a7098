#include "src/report/qgis/xml_text.hpp"

#include "src/io/xml.hpp"
#include "src/report/qgis/layer_style.hpp"
#include "tests/catch.hpp"

using namespace tasi;
using namespace tasi::report;

TEST_CASE("a hostile name comes back from XML as it was, or readable where XML cannot hold it", "[report][qgis]")
{
    for (const std::string name : {"<script>alert(1)</script>", "a & b", "\"quoted\" and 'single'", "line\nbreak\tand tab",
                                   "Aldeia \u00e7\u00e3o", "]]>", "<!-- -->", "&amp;"}) {
        CAPTURE(name);
        const io::XmlElement read = io::parse_xml(element("a", {{"b", name}}, text_element("c", name)), "test");
        CHECK(read.attribute("b") == name);
    }
    CHECK(escaped(std::string("a\x01"
                              "b",
                              3)) == "a\\x01b");
    CHECK(escaped("\xff") == "\\xff");
    CHECK(escaped("\xEF\xBF\xBF") == "?");
}

TEST_CASE("field names and texts are quoted as QGIS expressions want them", "[report][qgis]")
{
    CHECK(field_expression("LRR") == "\"LRR\"");
    CHECK(field_expression("a\"b") == "\"a\"\"b\"");
    CHECK(text_expression("it's") == "'it''s'");
    CHECK(text_expression("a\\b") == "'a\\\\b'");
}

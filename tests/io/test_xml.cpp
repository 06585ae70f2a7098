#include "src/core/error.hpp"
#include "src/io/file_tree.hpp"
#include "src/io/startup.hpp"
#include "src/io/xml.hpp"
#include "tests/catch.hpp"
#include "tests/io/hostile.hpp"

using namespace tasi;
using namespace tasi::io;

namespace {

std::string utf16(const std::string& ascii, bool big)
{
    std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

}  // namespace

TEST_CASE("elements, attributes, text and entities come out as written", "[xml]")
{
    const XmlElement root = parse_xml(
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><n1:A xmlns:n1='u' k=\"1 &lt; 2\" x:m='&#x41;&#66;'>\n  one<B/> "
        "&amp; <![CDATA[<two>]]>"
        "<C i='0'><B>&quot;&apos;&#233;</B></C></n1:A>\n",
        "x.xml");
    CHECK(root.name == "A");
    CHECK(root.attributes.size() == 2);
    CHECK(root.attribute("k") == "1 < 2");
    CHECK(root.attribute("m") == "AB");
    CHECK(root.attribute("absent").empty());
    CHECK(root.text == "one & <two>");
    REQUIRE(root.child("C"));
    CHECK(root.child("C")->child("B")->text == "\"'\xC3\xA9");
    CHECK(root.child("absent") == nullptr);
    CHECK(root.all("B").size() == 2);
}

TEST_CASE("UTF-16 with byte order mark is recoded", "[xml]")
{
    for (const bool big : {true, false})
        CHECK(parse_xml(utf16("<?xml version='1.0' encoding='UTF-16'?><a>05.09</a>", big), "x.xml").text == "05.09");
    CHECK(parse_xml(std::string("\xFF\xFE<\0a\0>\0\x3D\xD8\x00\xDE<\0/\0a\0>\0", 20), "x.xml").text == "\xF0\x9F\x98\x80");
    CHECK_THROWS_AS(parse_xml(std::string("\xFF\xFE<\0a\0>\0\x3D\xD8<\0/\0a\0>\0", 18), "x.xml"), UnreadableError);
    CHECK_THROWS_AS(parse_xml(utf16("<!DOCTYPE a><a/>", true), "x.xml"), RefusedError);
}

TEST_CASE("declarations of types and entities are refused", "[xml]")
{
    for (const char* text : {"<!DOCTYPE a><a/>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
                             "<a><!ENTITY e 'x'></a>", "<a><!DOCTYPE b></a>"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_xml(text, "x.xml"), RefusedError);
    }
    CHECK(parse_xml("<a><![CDATA[<!DOCTYPE b>]]></a>", "x.xml").text == "<!DOCTYPE b>");
}

TEST_CASE("what is not well-formed is unreadable", "[xml]")
{
    for (const std::string& text : {std::string(""),
                                    std::string("  "),
                                    std::string("text"),
                                    std::string("<a>"),
                                    std::string("<a></b>"),
                                    std::string("<a/><b/>"),
                                    std::string("<a/>x"),
                                    std::string("<a>&e;</a>"),
                                    std::string("<a>&amp</a>"),
                                    std::string("<a b=1/>"),
                                    std::string("<a b/>"),
                                    std::string("<a b='1' b='2'/>"),
                                    std::string("<a b='<'/>"),
                                    std::string("<a>]]></a>"),
                                    std::string("<a>\xff</a>"),
                                    std::string("<a>\0</a>", 8),
                                    std::string("<a>\x01</a>"),
                                    std::string("<a>&#0;</a>"),
                                    std::string("<a>&#x110000;</a>"),
                                    std::string("<a>&#;</a>"),
                                    std::string("<a><!-- </a>"),
                                    std::string("<a b='1'c='2'/>"),
                                    std::string("<1a/>"),
                                    std::string("<a"),
                                    std::string("<a><"),
                                    std::string("<?xml version='1.0' encoding='latin1'?><a>\xC3\xA9</a>")}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_xml(text, "x.xml"), UnreadableError);
    }
}

TEST_CASE("every cut of a document is unreadable", "[xml]")
{
    const std::string text = "<?xml version=\"1.0\"?><a b='1'><c>&lt;</c><!-- x --><![CDATA[y]]></a>";
    for (std::size_t n = 0; n < text.size(); ++n) CHECK_THROWS_AS(parse_xml(text.substr(0, n), "x.xml"), UnreadableError);
}

TEST_CASE("deep nesting is over the limit, without a stack overflow", "[xml]")
{
    const auto nested = [](int n) {
        std::string text;
        for (int i = 0; i < n; ++i) text += "<a>";
        for (int i = 0; i < n; ++i) text += "</a>";
        return text;
    };
    CHECK_NOTHROW(parse_xml(nested(200), "x.xml"));
    CHECK_THROWS_AS(parse_xml(nested(201), "x.xml"), LimitError);
    CHECK_THROWS_AS(parse_xml(nested(200000), "x.xml"), LimitError);
}

TEST_CASE("hostile XML metadata end as the corpus wants", "[xml][hostile]")
{
    start_up();
    if (tasi::testing::hostile_corpus().empty()) return;
    int seen = 0;
    for (const auto& item : tasi::testing::hostile_items("metadata/")) {
        const std::string id = item["id"];
        if (id != "H069" && id != "H070" && id != "H071" && id != "H072") continue;
        const auto outcome = tasi::testing::outcome_of([&] {
            Session session;
            const FileTree tree(session, tasi::testing::hostile_corpus() / item["file"].get<std::string>());
            for (const std::string& member : tree.matching("*.xml")) parse_xml(tree.read(session, member), tree.shown(member));
        });
        CAPTURE(id, outcome.exit, outcome.message);
        CHECK(tasi::testing::is_wanted(item, outcome));
        ++seen;
    }
    CHECK(seen == 4);
}

#include <cmath>
#include <regex>
#include <set>

#include "src/core/error.hpp"
#include "src/report/embedded.hpp"
#include "src/report/page.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/text.hpp"
#include "tests/catch.hpp"
#include "tests/report/study.hpp"

namespace tasi::report {
namespace {

std::set<std::string> names_in(const std::string& text, const char* pattern)
{
    std::set<std::string> names;
    const std::regex each(pattern);
    for (std::sregex_iterator it(text.begin(), text.end(), each), end; it != end; ++it) names.insert((*it)[1]);
    return names;
}

std::string page_in_english()
{
    io::Session session;
    const Texts text("en");
    const StudyResults study = small_study();
    return page(session, study, ranked_tables(study, text), text, {"Coast", "0"});
}

/// `text.replace(...)` is no string of ours.
bool is_method(const std::string& key) { return key == "replace"; }

}  // namespace

TEST_CASE("every language has every string, with the same values to fill in, and none is empty", "[report]")
{
    const Texts english("en");
    REQUIRE(english.all().size() > 300);
    for (const Language& language : languages()) {
        const Texts text(language.code);
        CAPTURE(language.code);
        CHECK(text.all().size() == english.all().size());
        for (const auto& [key, words] : english.all()) {
            CAPTURE(key);
            REQUIRE(text.has(key));
            CHECK_FALSE(text(key).empty());
            CHECK(names_in(text(key), "\\{([a-z]+)\\}") == names_in(words, "\\{([a-z]+)\\}"));
        }
    }
}

TEST_CASE("the page and its scripts ask for no string that is not there", "[report]")
{
    const Texts text("en");
    for (const std::string& key : names_in(std::string(embedded("page/page.html")), "\\{\\{t\\.([a-z_0-9]+)\\}\\}")) {
        CAPTURE(key);
        CHECK(text.has(key));
    }
    for (const RateClass& look : rate_classes()) CHECK(text.has(look.text));
    const std::string page = page_in_english();
    for (const char* script : {"page/chart.js", "page/map.js", "page/map_parts.js", "page/tables.js", "page/start.js"})
        for (const std::string& key : names_in(std::string(embedded(script)), "text\\.([a-z_0-9]+)")) {
            CAPTURE(script, key);
            CHECK((is_method(key) || page.find("\"" + key + "\":\"") != std::string::npos));
        }
}

TEST_CASE("titles of tables are names of sheets", "[report]")
{
    for (const Language& language : languages()) {
        const Texts text(language.code);
        for (const auto& [key, words] : text.all())
            if (key.starts_with("tab_")) CHECK(words.size() <= 31);
    }
}

TEST_CASE("a string that is missing is a mistake in the program, not an empty place", "[report]")
{
    const Texts text("tet");
    CHECK_THROWS_AS(text("no such key"), BugError);
    CHECK_THROWS_AS(text("state", {{"other", "x"}}), BugError);
    CHECK_THROWS_AS(Texts("de"), UsageError);
}

TEST_CASE("numbers and dates are written as the language writes them", "[report]")
{
    const Texts en("en"), pt("pt"), tet("tet");
    CHECK(en.number(1234567.25, 1) == "1,234,567.2");
    CHECK(pt.number(1234567.25, 1) == "1.234.567,2");
    CHECK(tet.number(1234.5, 1) == "1.234,5");
    CHECK(en.number(-2.06, 2) == "\u22122.06");
    CHECK(en.number(999) == "999");
    CHECK(pt.signed_number(0.5, 1) == "+0,5");
    CHECK(en.signed_number(0.001, 2) == "0.00");
    CHECK(en.number(std::nan("")) == "");
    const Instant day = *instant_of(2025, 7, 14);
    CHECK(en.day(day) == "14 July 2025");
    CHECK(pt.day(day) == "14 de julho de 2025");
    CHECK(tet.day(day) == "14 Jullu 2025");
}

}  // namespace tasi::report

#include "src/report/page.hpp"

#include "src/core/error.hpp"
#include "src/io/sha256.hpp"
#include "src/report/findings.hpp"
#include "src/report/map_data.hpp"
#include "src/report/page_policy.hpp"
#include "src/report/provenance.hpp"
#include "src/report/readme.hpp"
#include "src/report/series_data.hpp"
#include "tests/catch.hpp"
#include "tests/report/study.hpp"

namespace tasi::report {
namespace {

std::string page_in(const std::string& language, const StudyResults& study)
{
    io::Session session;
    const Texts text(language);
    return page(session, study, ranked_tables(study, text), text, {"<b>Coast</b> & co", "1.0"});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("names from files are text in the page, whatever they spell", "[report]")
{
    for (const Language& language : languages()) {
        const std::string html = page_in(language.code, small_study());
        CHECK(holds(html, "<html lang=\"" + language.code + "\">"));
        CHECK_FALSE(holds(html, "<img src=x"));
        CHECK_FALSE(holds(html, "<b>"));
        CHECK(holds(html, "&lt;b&gt;Coast&lt;/b&gt; &amp; co"));
        CHECK(holds(html, "\\u003cimg src=x"));
    }
}

TEST_CASE("the same results give the same page", "[report]") { CHECK(page_in("pt", small_study()) == page_in("pt", small_study())); }

TEST_CASE("a page in a language that no speaker has read says so", "[report]")
{
    for (const Language& language : languages())
        CHECK(holds(page_in(language.code, small_study()), "class=\"notice\"") == !language.reviewed);
}

TEST_CASE("a study without settlements, shorelines and positions has a page", "[report]")
{
    StudyResults study = small_study();
    study.layers.erase("settlements_at_risk");
    study.positions.clear();
    CHECK(holds(page_in("en", study), Texts("en")("find_settlements_none")));
}

TEST_CASE("JSON in a script element holds nothing that ends it", "[report]")
{
    CHECK(json_for_script({{"name", "</script><!--\u2028"}}) == "{\"name\":\"\\u003c/script>\\u003c!--\\u2028\"}");
}

TEST_CASE("what is put into the page has line ends LF and names no other file", "[report]")
{
    CHECK(inlined("a\r\nb { background: url(images/x.png) }\n//# sourceMappingURL=a.map\n") == "a\nb { background: none }\n\n");
    CHECK_THROWS_AS(inlined("x = '</SCRIPT>'"), UnsafeError);
}

TEST_CASE("findings count what was assessed, and say what was not", "[report]")
{
    const StudyResults study = small_study();
    const Texts text("en");
    const std::vector<Finding> findings = headline_findings(study, text);
    REQUIRE(findings.size() == 5);
    CHECK(findings[0].figure == "1 of 2");
    CHECK(findings[0].open == "Not assessed: 1 of 2 settlements.");
    CHECK(findings[1].figure == "2040 or later");
    CHECK(holds(findings[1].text, "as likely as not by 2049"));
    CHECK(holds(findings[1].open, "Settlements not assessed: 1. The first one may be among them."));
    CHECK(findings[2].figure == "50\u00a0%");
    CHECK(holds(findings[2].text, "1 of 2 transects"));
    CHECK(findings[2].open == "Not assessed: 1 of 3 transects.");
    CHECK(findings[3].figure == "about 1,200");
    CHECK(findings[4].figure == "2.00\u00a0m/yr");
    CHECK(holds(findings[4].text, "at transect T1. The 90 % interval is 1.75 to 2.25"));
    const std::vector<std::string> open = not_assessed(study, text);
    REQUIRE(open.size() == 3);
    CHECK(open[0].starts_with("1 of 3 transects"));
    CHECK(open[1].starts_with("1 of 2 settlements"));
    CHECK(open[2].starts_with("For 1 of 2 settlements"));
    bool outliers = false;
    for (const std::string& remark : quality_remarks(study, text))
        outliers = outliers || remark.starts_with("2 measured positions are outliers");
    CHECK(outliers);
}

TEST_CASE("people that are fewer than one on average are not said to be none, nor a number", "[report]")
{
    StudyResults study = small_study();
    study.layers["settlements_at_risk"].features[0].values[10] = 0.2;
    const std::vector<Finding> findings = headline_findings(study, Texts("en"));
    CHECK(findings[3].figure == "fewer than 1");
    CHECK(findings[3].steps.back() == "2100: fewer than 1 on average");
}

TEST_CASE("coordinates of the map are longitude and latitude within a millionth of a degree", "[report]")
{
    io::Session session;
    const StudyResults study = small_study();
    const MapData map = map_data(session, study, Texts("en"));
    const auto& line = map.json.at("transects").at(0);
    const Point expected = io::Transformer(session, study.crs, io::crs_from_user("EPSG:4326"))({700'000, 9e6});
    CHECK(line.at(0).get<double>() / 1e6 == Approx(expected.x).margin(5.1e-7));
    CHECK(line.at(1).get<double>() / 1e6 == Approx(expected.y).margin(5.1e-7));
    const SeriesData series = series_data(study, Texts("en"));
    CHECK(series.json.at(0).at("k") == 0);
    CHECK(series.json.at(1).at("k") == 5);
    CHECK(series.json.at(2).at("k") == 7);
}

TEST_CASE("the line of a chart ends at the present shoreline and has the slope of the rate", "[report]")
{
    const SeriesData series = series_data(small_study(), Texts("en"));
    CHECK(series.with_positions == 1);
    const auto& fit = series.json.at(0).at("fit");
    const auto& span = series.spans.at(fit.at(0).get<std::size_t>());
    CHECK(fit.at(2) == 2000);
    CHECK((fit.at(2).get<double>() - fit.at(1).get<double>()) / 10 / ((span.at(1).get<double>() - span.at(0).get<double>()) / 1000) ==
          Approx(-2).epsilon(0.01));
    CHECK_FALSE(series.json.at(2).contains("fit"));
}

TEST_CASE("positions of a chart add up to their dates and distances, in the order of time", "[report]")
{
    StudyResults study = small_study();
    std::swap(study.positions.front(), study.positions.back());
    const SeriesData series = series_data(study, Texts("en"));
    const auto& p = series.json.at(0).at("p");
    REQUIRE(p.size() == 9);
    CHECK(p.at(0).get<double>() / 1000 == Approx(study.positions.back().date.julian_year()).margin(0.001));
    CHECK((p.at(0).get<double>() + p.at(3).get<double>() + p.at(6).get<double>()) / 1000 ==
          Approx(study.positions.front().date.julian_year()).margin(0.001));
    CHECK(p.at(1) == 2700);
    CHECK(p.at(1).get<int>() + p.at(4).get<int>() + p.at(7).get<int>() == 2000);
    CHECK(p.at(8) == 50);
}

TEST_CASE("a forecast that a transect lacks in a year is missing there, not moved to another year", "[report]")
{
    StudyResults study = small_study();
    Layer forecast{"forecast", Geometry::Kind::none, false, {}, {}, {}};
    forecast.fields = {{"transect"},
                       {"year", FieldType::integer},
                       {"distance_m", FieldType::real},
                       {"lower_m", FieldType::real},
                       {"upper_m", FieldType::real}};
    forecast.features = {{0, {}, {"T1", std::int64_t{2030}, 190.0, 185.0, 197.0}},
                         {0, {}, {"T1", std::int64_t{2050}, 150.0, 140.0, 160.0}},
                         {0, {}, {"T2", std::int64_t{2050}, 225.0, 215.0, 235.0}}};
    study.layers["forecast"] = forecast;
    const SeriesData series = series_data(study, Texts("en"));
    CHECK(series.years == nlohmann::ordered_json({2030000, 2050000}));
    CHECK(series.json.at(0).at("f") == nlohmann::ordered_json({1900, 50, 70, -400, 100, 100}));
    CHECK(series.json.at(1).at("f") == nlohmann::ordered_json({nullptr, 0, 0, 2250, 100, 100}));
}

TEST_CASE("the band of a forecast lies between the ends of neighbouring transects", "[report]")
{
    Layer forecast{"forecast", Geometry::Kind::none, false, {}, {}, {}};
    forecast.fields = {{"transect"}, {"year", FieldType::integer}, {"lower_m", FieldType::real}, {"upper_m", FieldType::real}};
    for (const char* id : {"T1", "T2"}) forecast.features.push_back({0, {}, {id, std::int64_t{2050}, 100.0, 150.0}});
    const auto bands = forecast_bands(small_study().rates(), forecast);
    REQUIRE(bands.size() == 1);
    REQUIRE(bands.at(2050).size() == 1);
    const Polyline& ring = bands.at(2050).front().exterior;
    CHECK(ring == Polyline{{700'000, 9e6 + 100}, {700'050, 9e6 + 100}, {700'050, 9e6 + 150}, {700'000, 9e6 + 150}, {700'000, 9e6 + 100}});
}

TEST_CASE("a warning says what it means in the language of the page, an unknown one keeps its English words", "[report]")
{
    StudyResults study = small_study();
    study.files.push_back({"risk.gpkg", {"settlements_at_risk"}, nlohmann::json::parse(R"({"command": "risk", "warnings": [
        {"name": "DUPLICATE", "what": "a settlement stands in the layer twice", "count": 2}, {"name": "BRAND-NEW", "what": "new words", "count": 1}]})")});
    const std::vector<Doubt> doubts = doubts_of(study, Texts("pt"));
    REQUIRE(doubts.size() == 2);
    CHECK(doubts[0].said == Texts("pt")("warning_DUPLICATE_risk"));
    CHECK(doubts[1].said.empty());
    CHECK(doubts[1].what == "new words");
}

TEST_CASE("the README names one file to open, in lines that every editor shows", "[report]")
{
    Delivery delivery{"Coast", "report.html", "risk.xlsx"};
    delivery.report_bytes = 1'234'567;
    const std::string text = readme(small_study(), delivery, Texts("tet"));
    CHECK(holds(text, "report.html  (1,2 MB)\r\n"));
    CHECK(holds(text, Texts("en")("readme_open", {{"report", "report.html"}})));
    CHECK(holds(text, Texts("tet")("readme_not_assessed")));
    CHECK(holds(text, "risk.xlsx"));
    CHECK(holds(text, "rates.gpkg"));
    CHECK_FALSE(holds(text, ".qgz"));
    StudyResults study = small_study();
    study.projects = {{"study.qgz", 15'195}};
    study.copies = {{"study.gpkg", 1'400'832}};
    const std::string more = readme(study, delivery, Texts("en"));
    CHECK(holds(more, "  15 kB   the map in QGIS"));
    CHECK(holds(more, "  1.4 MB   all map layers in one file"));
}

}  // namespace tasi::report

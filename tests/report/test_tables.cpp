#include "src/report/tables.hpp"

#include "src/report/findings.hpp"

#include "src/report/words.hpp"
#include "tests/catch.hpp"
#include "tests/report/study.hpp"

namespace tasi::report {

TEST_CASE("a table begins with what is most urgent, and what was not assessed stands before what is safe", "[report]")
{
    StudyResults study = small_study();
    Layer& places = study.layers["settlements_at_risk"];
    Feature safe = places.features[0];
    safe.values[0] = "Safe";
    safe.values[11] = "not at risk";
    places.features.insert(places.features.begin(), safe);
    const std::vector<Table> tables = ranked_tables(study, Texts("en"));
    REQUIRE(tables.size() == 2);
    REQUIRE(tables[0].rows.size() == 3);
    CHECK(tables[0].rows[0][1].shown == "at risk");
    CHECK(tables[0].rows[1][1].shown == "not assessed");
    CHECK(tables[0].rows[2][1].shown == "not at risk");
    CHECK(tables[1].rows[0][0].shown == "T1");
    CHECK(tables[1].rows[2][0].shown == "T3");
}

TEST_CASE("a cell without a value is a dash for people and nothing for a spreadsheet, never 0", "[report]")
{
    const std::vector<Table> tables = ranked_tables(small_study(), Texts("en"));
    const auto& row = tables[0].rows[1];
    CHECK(row[2].shown == "–");
    CHECK(std::holds_alternative<std::monostate>(row[2].value));
    CHECK(tables[0].rows[0][4].shown == "not by 2200");
    for (const io::Sheet& sheet : sheets_of(tables, small_study(), Texts("en"), "Coast"))
        for (const auto& cells : sheet.rows) CHECK((sheet.prose || cells.size() == sheet.columns.size()));
}

TEST_CASE("a probability near 0 or 1 is neither impossible nor certain", "[report]")
{
    const Texts text("en");
    CHECK(chance(text, 1e-20) == "<\u00a01\u00a0%");
    CHECK(chance(text, 0.99999) == ">\u00a099\u00a0%");
    CHECK(chance(text, 0.304) == "30\u00a0%");
    CHECK(chance(text, std::nullopt) == "–");
}

TEST_CASE("people are said with two digits that count", "[report]")
{
    const Texts text("en");
    CHECK(about(text, 1770.5) == "1,800");
    CHECK(about(text, 99.4) == "99");
    CHECK(about(text, 123456) == "120,000");
    CHECK(about(text, 0.3) == "<\u00a01");
    CHECK(about(text, 0) == "0");
}

TEST_CASE("a reason is said in the language of the page, a distance in it stays, and one that is not known stays whole", "[report]")
{
    const Texts en("en"), pt("pt");
    CHECK(reason_of(en, "far: no shore within 5000 m") == "far: no shore within 5000 m");
    CHECK(reason_of(pt, "far: no shore within 5000 m") == "longe: sem costa a menos de 5000 m");
    CHECK(reason_of(pt, "p(2100) = 0.92; the same settlement stands in the layer before") == pt("reason_twice", {{"rest", ""}}));
    CHECK(reason_of(pt, "the transect was not assessed: short record") == "o seu transecto não foi avaliado: registo curto");
    CHECK(reason_of(pt, "a new reason") == "a new reason");
    CHECK(flags_of(pt, "unstable;outlier:mad=3;new flag") == "instável, valores anómalos: 3, new flag");
}

namespace {

/// A study with what `tasi risk` says of people, roads and early warnings.
StudyResults exposed_study()
{
    StudyResults study = small_study();
    Layer exposure{"exposure", Geometry::Kind::none, false, {}, {}, {}};
    for (const char* name : {"what", "measure", "source", "pcode"}) exposure.fields.push_back({name});
    for (const char* name : {"level", "year"}) exposure.fields.push_back({name, FieldType::integer});
    for (const char* name : {"total", "expected", "low", "high", "not_assess"}) exposure.fields.push_back({name, FieldType::real});
    const auto row = [&](const char* what, const char* measure, Value code, std::int64_t level, std::int64_t year, double total,
                         double expected, double low, double high) {
        exposure.features.push_back({0, {}, {what, measure, "a.gpkg", code, level, year, total, expected, low, high, 130.0}});
    };
    row("people", "people", {}, 0, 2030, 2130, 2, 0, 0);
    row("people", "people", {}, 0, 2100, 2130, 1771, 1147, 2452);
    row("people", "people", "TL01", 1, 2100, 2130, 1771, 1147, 2452);
    row("road", "m", {}, 0, 2100, 9308, 0.08, 0, 0);
    study.layers["exposure"] = exposure;
    Layer warnings{"warnings", Geometry::Kind::points, false, study.crs, {}, {}};
    for (const char* name : {"transect", "kind", "evidence"}) warnings.fields.push_back({name});
    for (const char* name : {"n_new", "expect_m", "found_m", "depart_m", "limit_m"}) warnings.fields.push_back({name, FieldType::real});
    warnings.features = {{0, {}, {"T1", "more erosion", "English", 4.0, 200.0, 180.25, -19.75, 8.0}},
                         {0, {}, {"T2", "a new kind", "English words", {}, {}, {}, {}, {}}}};
    study.layers["warnings"] = warnings;
    study.unit_names["TL01"] = "Aileu";
    return study;
}

}  // namespace

TEST_CASE("people, buildings and roads have tables of their own, whole people and kilometres of road", "[report]")
{
    const std::vector<Table> tables = exposure_tables(exposed_study(), Texts("en"));
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].title == "People at risk");
    REQUIRE(tables[0].rows.size() == 3);
    CHECK(tables[0].rows[0][0].shown == "whole area");
    CHECK(tables[0].columns[1].chosen == "whole area");
    CHECK(tables[0].rows[0][3].shown == "1,771");
    CHECK(tables[0].rows[1][0].shown == "Aileu");
    CHECK(text_of(tables[0].rows[1][0].value) == "Aileu (TL01)");
    CHECK(tables[1].rows[0][3].shown == "<\u00a00.1");
    CHECK(tables[1].rows[0][6].shown == "9.3");
}

TEST_CASE("an early warning says its evidence in the language of the page; a kind that is not known keeps its words", "[report]")
{
    const Table table = warning_table(exposed_study(), Texts("pt"));
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0][1].shown == "mais erosão");
    CHECK(table.rows[0][3].shown == "\u221219,8");
    CHECK(table.rows[0][4].shown.find("4 posições novas") == 0);
    CHECK(table.rows[1][1].shown == "a new kind");
    CHECK(table.rows[1][4].shown == "English words");
}

TEST_CASE("an early warning with an interval and the rates of both parts says these, and the chance of a false alarm", "[report]")
{
    StudyResults study = small_study();
    Layer warnings{"warnings", Geometry::Kind::points, false, study.crs, {}, {}};
    for (const char* name : {"transect", "kind", "test", "evidence"}) warnings.fields.push_back({name});
    for (const char* name : {"n_new", "depart_m", "depart_ci", "rate_pre", "rate_post", "p_adj"})
        warnings.fields.push_back({name, FieldType::real});
    warnings.features = {{0, {}, {"T1", "more erosion", "break", "English", 5.0, -12.0, 4.0, -0.5, -3.25, 0.002}}};
    study.layers["warnings"] = warnings;
    const Table table = warning_table(study, Texts("en"));
    REQUIRE(table.columns.size() == 6);
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0][4].shown == "<\u00a01\u00a0%");
    CHECK(table.rows[0][5].shown ==
          "5 positions since stand on average \u221212.0 ± 4.0 m from the trend before. Rate before \u22120.50 m a year, "
          "since \u22123.25 m a year.");
}

TEST_CASE("figures of mobility have headings and words of the page, and hidden ones stay hidden", "[report]")
{
    Layer mobility{"mobility", Geometry::Kind::none, false, {}, {}, {}};
    for (const char* name : {"pcode", "name", "people", "figure", "coast", "caution"}) mobility.fields.push_back({name});
    mobility.fields.push_back({"people_n", FieldType::integer});
    mobility.fields.push_back({"ppl_2100", FieldType::real});
    mobility.features.push_back({0, {}, {"TL01", "Aileu", "<10", "below 10", "partly assessed", "no cause", {}, 12.4}});
    const Table table = mobility_table(mobility, Texts("pt"));
    REQUIRE(table.columns.size() == 6);
    CHECK(table.columns[0].heading == "Unidade");
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0][2].shown == "<10");
    CHECK(table.rows[0][4].shown == "avaliada em parte");
    CHECK(table.rows[0][5].shown == "12");
}

TEST_CASE("people by year: nobody is said as such, and no more are reached than were counted and assessed", "[report]")
{
    const std::vector<Finding> found = people_findings(exposed_study(), Texts("en"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].figure == "about 1,800");
    REQUIRE(found[0].steps.size() == 2);
    CHECK(found[0].steps[0].starts_with("2030: probably nobody."));
    CHECK(found[0].steps[1] == "2100: about 1,100 to all 2,000 people; 1,800 on average");
    CHECK(found[0].open.starts_with("Not assessed: 130 of 2,130 people."));
    CHECK(found[0].open.find("uncertain") != std::string::npos);
}

TEST_CASE("the people of the most exposed settlement are all who live there, whatever part of its outline is reached", "[report]")
{
    StudyResults study = exposed_study();
    const auto said = [&] { return people_findings(study, Texts("en"))[0].steps[0]; };
    CHECK(said().find("(125 people)") != std::string::npos);  // a point: 0.5 expected with a chance of 0.004
    Layer& places = study.layers["settlements_at_risk"];
    places.fields.push_back({"share_2030", FieldType::real});
    for (Feature& feature : places.features) feature.values.emplace_back(0.001);
    CHECK(said().find("(500 people)") != std::string::npos);
}

TEST_CASE("a moment lies in the year that it began", "[report]")
{
    CHECK(year_of(2043.99, "") == "2043");
    CHECK(year_of(std::nullopt, "none") == "none");
}

}  // namespace tasi::report

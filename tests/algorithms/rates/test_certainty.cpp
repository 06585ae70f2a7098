#include "algorithms/rates/certainty.hpp"

#include <map>

#include "tests/catch.hpp"

using namespace tasi;

namespace {

Evidence sound()
{
    Evidence e;
    e.n = 30;
    e.span_yr = 25;
    e.lrr = -2.0;
    e.lci_ac = 0.5;
    e.lse_m = 6.0;
    e.median_u_m = 5.0;
    return e;
}

template <class Change>
Evidence but(Change change)
{
    Evidence e = sound();
    change(e);
    return e;
}

/// For every label, evidence in which it alone holds.
const std::map<std::string, Evidence> alone{
    {"not assessed", but([](Evidence& e) { e.lci_ac.reset(); })},
    {"crosses another shore", but([](Evidence& e) { e.many_crossings_share = 0.21; })},
    {"rocky or steep", but([](Evidence& e) { e.median_slope = 0.25; })},
    {"unstable", but([](Evidence& e) { e.lse_m = 26; })},
    {"outliers", but([](Evidence& e) { e.lrr_without_outliers = -1.4; })},
    {"few observations", but([](Evidence& e) { e.n = 9; })},
    {"short record", but([](Evidence& e) { e.span_yr = 9.9; })},
    {"below detectability", but([](Evidence& e) { e.lrr = 0.4; })},
    {"good", sound()},
};

std::vector<std::string> labels(const Evidence& e) { return certainty_of(e, {}); }

}  // namespace

TEST_CASE("every certainty label holds for its own doubt and for no other", "[rates]")
{
    CHECK(alone.size() == certainty_labels().size());
    for (const CertaintyLabel& label : certainty_labels()) {
        CAPTURE(label.name);
        REQUIRE(alone.count(label.name) == 1);
        CHECK(labels(alone.at(label.name)) == std::vector<std::string>{label.name});
    }
}

TEST_CASE("the worst label comes first and none is hidden", "[rates]")
{
    const Evidence e = but([](Evidence& x) {
        x.n = 5;
        x.span_yr = 4;
        x.lrr = 0.1;
        x.outlier_share = 0.2;
    });
    CHECK(labels(e) == std::vector<std::string>{"outliers", "few observations", "short record", "below detectability"});
}

TEST_CASE("other ways to the same labels", "[rates]")
{
    const auto first = [](const Evidence& e) { return labels(e).front(); };
    CHECK(first(but([](Evidence& e) { e.span_yr = 0.9; })) == "not assessed");
    CHECK(first(but([](Evidence& e) { e.n = 2; })) == "not assessed");
    CHECK(first(but([](Evidence& e) { e.lrr.reset(); })) == "not assessed");
    CHECK(first(but([](Evidence& e) { e.outlier_share = 0.11; })) == "outliers");
    CHECK(first(but([](Evidence& e) { e.years_covered_share = 0.7; })) == "few observations");
    CHECK(first(but([](Evidence& e) {
              e.lse_m = 19;
              e.median_u_m = 1;
          })) == "good");                                            // large against u, yet small
    CHECK(first(but([](Evidence& e) { e.lse_m = 24; })) == "good");  // above 20 m, yet u explains it
}

TEST_CASE("the trend word needs an interval that does not hold zero", "[rates]")
{
    const auto trend = [](double lrr, double ci) {
        return trend_of(but([&](Evidence& e) {
                            e.lrr = lrr;
                            e.lci_ac = ci;
                        }),
                        {});
    };
    CHECK(trend(-2, 0.5) == "eroding");
    CHECK(trend(2, 0.5) == "accreting");
    CHECK(trend(-0.4, 0.5) == "no detectable trend");
    CHECK(trend(0.5, 0.5) == "no detectable trend");
    CHECK(trend(0, 0) == "no detectable trend");
    CHECK(trend_of(alone.at("not assessed"), {}) == "not assessed");
    CHECK(trend_of(but([](Evidence& e) { e.span_yr = 0.5; }), {}) == "not assessed");
}

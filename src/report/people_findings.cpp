#include <algorithm>
#include <cmath>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/findings.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

/// People of the whole area by one year.
struct PeopleByYear {
    int year = 0;
    std::optional<double> all, expected, low, high;
    double open = 0;  ///< of `all`, not assessed
};

/// From the table of what is exposed, when it has one source of people: the row of everything.
std::vector<PeopleByYear> from_exposure(const StudyResults& results)
{
    const Layer* layer = results.layer("exposure");
    if (!layer) return {};
    const Cells cell(*layer);
    std::vector<PeopleByYear> found;
    for (const Feature& feature : layer->features) {
        const auto year = cell.number(feature, "year");
        if (!year || cell.text(feature, "what") != "people" || !cell.text(feature, "pcode").empty()) continue;
        found.push_back({static_cast<int>(*year), cell.number(feature, "total"), cell.number(feature, "expected"),
                         cell.number(feature, "low"), cell.number(feature, "high"), cell.number(feature, "not_assess").value_or(0)});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.year < b.year; });
    const auto twice = std::adjacent_find(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.year == b.year; });
    return twice == found.end() ? found : std::vector<PeopleByYear>();
}

/// Sums over settlements, those that stand in the layer twice counted once; without a range.
std::vector<PeopleByYear> from_settlements(const Layer& layer)
{
    const Cells cell(layer);
    std::vector<PeopleByYear> found;
    for (const int year : horizons(layer, "ppl_")) {
        PeopleByYear one{year, {}, {}, {}, {}, 0};
        for (const Feature& feature : layer.features) {
            const auto people = cell.number(feature, "ppl_" + std::to_string(year));
            if (people && !cell.text(feature, "reason").ends_with("stands in the layer before"))
                one.expected = one.expected.value_or(0) + *people;
        }
        found.push_back(one);
    }
    return found;
}

/// The settlement with the greatest chance by a year, and that chance: what stands behind a small expected number.
std::string most_exposed(const Layer& layer, int year, const Texts& text)
{
    const Cells cell(layer);
    const std::string p = "p_" + std::to_string(year), ppl = "ppl_" + std::to_string(year);
    std::optional<std::size_t> most;
    const auto chance_of = [&](std::size_t row) { return cell.number(layer.features[row], p).value_or(0); };
    for (std::size_t row = 0; row < layer.features.size(); ++row)
        if (cell.number(layer.features[row], ppl).value_or(0) > 0 && (!most || chance_of(row) > chance_of(*most))) most = row;
    if (!most || !(chance_of(*most) > 0)) return {};
    // Of an outline `ppl` is its share of the people, of a point its chance times them.
    const double part = cell.number(layer.features[*most], "share_" + std::to_string(year)).value_or(chance_of(*most));
    const double people = *cell.number(layer.features[*most], ppl) / part;
    return " " +
           text("people_most_exposed",
                {{"name", settlement_name(layer, *most)}, {"people", text.number(people)}, {"chance", chance(text, chance_of(*most))}});
}

/// More than all can be reached by the figures alone, when the count itself is uncertain: then it is `all`.
bool reaches_all(const PeopleByYear& one, double people) { return one.all && people >= *one.all - one.open - 0.5; }

std::string step(const PeopleByYear& one, const Layer* places, const Texts& text)
{
    std::map<std::string, std::string> values{{"year", std::to_string(one.year)}};
    if (!one.expected) return text("people_step_open", values);
    if (one.high && *one.high < 0.5) return text("people_step_nobody", values) + (places ? most_exposed(*places, one.year, text) : "");
    values["people"] = about(text, *one.expected);
    if (!one.low || !one.high) return text(*one.expected < 0.5 ? "people_step_under" : "people_step_mean", values);
    const bool all = reaches_all(one, *one.high);
    values["low"] = about(text, *one.low);
    values["high"] = all ? text.number(*one.all - one.open) : about(text, *one.high);
    if (*one.low < 0.5) return text(all ? "people_step_upto_all" : "people_step_upto", values);
    if (reaches_all(one, *one.low)) return text("people_step_all", values);
    return text(all ? "people_step_range_all" : "people_step_range", values);
}

std::string figure_of(const PeopleByYear& last, const Texts& text)
{
    if (last.high && *last.high < 0.5) return text("nobody");
    return *last.expected < 0.5 ? text("figure_under") : text("figure_about", {{"people", about(text, *last.expected)}});
}

std::string open_of(const PeopleByYear& last, const StudyResults& results, const Texts& text)
{
    if (last.all) return text("open_short_people", {{"open", text.number(last.open)}, {"all", text.number(*last.all)}});
    const Layer* layer = results.layer("settlements_at_risk");
    if (!layer) return {};
    std::size_t without = 0;
    for (const Feature& f : layer->features) without += !Cells(*layer).number(f, "ppl_" + std::to_string(last.year));
    return text("open_short_people_unknown", {{"open", count(text, without)}, {"all", count(text, layer->features.size())}});
}

}  // namespace

std::vector<Finding> people_findings(const StudyResults& results, const Texts& text)
{
    const Layer* places = results.layer("settlements_at_risk");
    std::vector<PeopleByYear> years = from_exposure(results);
    if (years.empty() && places) years = from_settlements(*places);
    if (years.empty()) return {};
    const PeopleByYear& last = years.back();
    if (!last.expected) return {{"people", "–", text("find_people_none")}};
    const std::string year = std::to_string(last.year);
    Finding found{
        "people",
        figure_of(last, text),
        last.all ? text("find_people", {{"all", text.number(*last.all)}, {"year", year}}) : text("find_people_sum", {{"year", year}}),
        {},
        open_of(last, results, text)};
    const bool of_settlements = places && results.parameter("exposure", "population").empty();
    for (const PeopleByYear& one : years) found.steps.push_back(step(one, of_settlements ? places : nullptr, text));
    if (last.high && reaches_all(last, *last.high)) found.open += " " + text("find_people_census");
    return {found};
}

}  // namespace tasi::report

#include "src/report/findings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

using Counts = std::map<std::string, long>;

Counts counts_of(const Layer& layer, const char* field)
{
    Counts counts;
    for (const Feature& feature : layer.features) ++counts[Cells(layer).text(feature, field)];
    return counts;
}

std::string count(const Texts& text, long number) { return text.number(static_cast<double>(number)); }
std::string count(const Texts& text, std::size_t number) { return text.number(static_cast<double>(number)); }

// ---- coast

Finding coast(const StudyResults& results, const Texts& text)
{
    Counts trends = counts_of(results.rates(), "trend");
    const std::size_t all = results.rates().features.size();
    const long assessed = static_cast<long>(all) - trends["not assessed"];
    const double share = assessed > 0 ? 100.0 * static_cast<double>(trends["eroding"]) / static_cast<double>(assessed) : std::nan("");
    if (assessed == 0) return {"coast", "–", text("find_coast_none", {{"all", count(text, all)}})};
    return {"coast", text.number(share) + "\u00a0%",
            text("find_coast", {{"eroding", count(text, trends["eroding"])},
                                {"assessed", count(text, assessed)},
                                {"growing", count(text, trends["accreting"])},
                                {"still", count(text, trends["no detectable trend"])},
                                {"confidence", results.confidence()}})};
}

std::vector<Finding> fastest(const StudyResults& results, const Texts& text)
{
    const Layer& rates = results.rates();
    const Cells cell(rates);
    const Feature* most = nullptr;
    for (const Feature& feature : rates.features)
        if (cell.text(feature, "trend") == "eroding" && (!most || *cell.number(feature, "LRR") < *cell.number(*most, "LRR")))
            most = &feature;
    if (!most) return {};
    const double rate = *cell.number(*most, "LRR");
    const auto interval = cell.number(*most, "LCIac");
    const auto bound = [&](double sign) { return interval ? text.number(-rate + sign * *interval, 2) : std::string("–"); };
    return {{"fastest", text.number(rate, 2) + "\u00a0" + text("m_per_year"),
             text("find_fastest", {{"rate", text.number(-rate, 2)},
                                   {"low", bound(-1)},
                                   {"high", bound(1)},
                                   {"confidence", results.confidence()},
                                   {"transect", printable(cell.text(*most, "transect"))}})}};
}

// ---- settlements

std::vector<Finding> settlements(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    if (!layer) return {{"settlements", "–", text("find_settlements_none")}};
    Counts classes = counts_of(*layer, "class");
    const std::vector<int> years = horizons(*layer, "p_");
    const double threshold = parse_number(results.parameter("settlements_at_risk", "at-risk")).value_or(0.1);
    const std::size_t all = layer->features.size();
    return {{"settlements", count(text, classes["at risk"]) + "\u00a0/\u00a0" + count(text, all),
             text("find_settlements", {{"risk", count(text, classes["at risk"])},
                                       {"all", count(text, all)},
                                       {"safe", count(text, classes["not at risk"])},
                                       {"open", count(text, classes["not assessed"])},
                                       {"threshold", text.number(100 * threshold)},
                                       {"year", years.empty() ? "–" : std::to_string(years.back())}})}};
}

std::vector<Finding> first_settlement(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    if (!layer) return {};
    const Cells cell(*layer);
    std::optional<std::size_t> first;
    const auto reach = [&](std::size_t row) { return cell.number(layer->features[row], "reach_yr").value_or(1e9); };
    for (std::size_t row = 0; row < layer->features.size(); ++row)
        if (cell.text(layer->features[row], "class") == "at risk" && (!first || reach(row) < reach(*first))) first = row;
    if (!first) return {};
    const Feature& feature = layer->features[*first];
    const auto year = [&](const char* field) { return year_of(cell.number(feature, field), text("after_2200")); };
    return {{"first", year("reach_yr"),
             text("find_first", {{"name", settlement_name(*layer, *first)},
                                 {"year", year("reach_yr")},
                                 {"low", year("reach_lo")},
                                 {"high", year("reach_hi")}})}};
}

// ---- people

/// Sums over settlements, those that stand in the layer twice counted once; nothing when no settlement has a figure.
std::optional<double> expected_people(const Layer& layer, const std::string& field)
{
    const Cells cell(layer);
    std::optional<double> sum;
    for (const Feature& feature : layer.features) {
        const auto people = cell.number(feature, field);
        if (!people || cell.text(feature, "reason").ends_with("stands in the layer before")) continue;
        sum = sum.value_or(0) + *people;
    }
    return sum;
}

/// The range of the whole area, where the layer of units states it in one row: that of the country, or of its only unit of the first level.
std::optional<std::pair<double, double>> range_of_people(const StudyResults& results, int year)
{
    const Layer* units = results.layer("admin_summary");
    const Layer* places = results.layer("settlements_at_risk");
    if (!units || !places) return std::nullopt;
    const Cells cell(*units);
    std::optional<std::pair<double, double>> range;
    for (const double level : {0.0, 1.0}) {
        int rows = 0;
        for (const Feature& feature : units->features) {
            if (cell.number(feature, "level") != level || cell.number(feature, "year") != year) continue;
            const auto low = cell.number(feature, "ppl_lo"), high = cell.number(feature, "ppl_hi");
            const bool whole = cell.number(feature, "settl").value_or(-1) == static_cast<double>(places->features.size());
            if (++rows == 1 && low && high && (whole || level == 0)) range = std::pair(*low, *high);
        }
        if (rows > 1) range.reset();
        if (rows > 0) return range;
    }
    return range;
}

std::vector<Finding> people(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    const std::vector<int> years = layer ? horizons(*layer, "ppl_") : std::vector<int>();
    if (years.empty()) return {};
    const auto last = expected_people(*layer, "ppl_" + std::to_string(years.back()));
    if (!last) return {{"people", "–", text("find_people_none")}};
    std::vector<std::string> steps;
    for (const int year : years) {
        const auto sum = expected_people(*layer, "ppl_" + std::to_string(year));
        const auto range = range_of_people(results, year);
        std::map<std::string, std::string> values{{"year", std::to_string(year)}, {"people", figure(text, sum)}};
        if (range) values.insert({{"low", text.number(range->first)}, {"high", text.number(range->second)}});
        steps.push_back(text(range ? "find_people_step_range" : "find_people_step", values));
    }
    return {{"people", text.number(*last), text("find_people", {{"steps", join(steps, "; ")}})}};
}

// ---- quality

std::string of_scenes(const StudyResults& results, const Texts& text)
{
    const Layer* lines = results.layer("shorelines");
    if (!lines) return text("quality_no_scenes");
    std::optional<Instant> first, last;
    std::size_t drawn = 0;
    for (const Feature& feature : lines->features) {
        const auto date = Cells(*lines).moment(feature, "date");
        if (feature.geometry.lines.empty() || !date) continue;
        ++drawn;
        if (!first || *date < *first) first = date;
        if (!last || *last < *date) last = date;
    }
    if (drawn == 0) return text("quality_no_scenes");
    return text("quality_scenes", {{"drawn", count(text, drawn)},
                                   {"all", count(text, lines->features.size())},
                                   {"first", text.day(*first)},
                                   {"last", text.day(*last)}});
}

std::string of_tides(const StudyResults& results, const Texts& text)
{
    long corrected = 0, known = 0;
    for (const Position& position : results.positions) {
        known += position.distance_m.has_value();
        corrected += position.distance_m && position.tide_m && position.slope;
    }
    if (known == 0) return text("quality_tides_unknown");
    if (corrected == 0) return text("quality_tides_none");
    return text(corrected == known ? "quality_tides_all" : "quality_tides_some",
                {{"corrected", count(text, corrected)}, {"all", count(text, known)}});
}

std::string of_certainty(const StudyResults& results, const Texts& text)
{
    Counts labels = counts_of(results.rates(), "certainty");
    const long good = labels["good"];
    std::vector<std::string> others;
    for (const auto& [label, number] : labels)
        if (label != "good" && label != "not assessed" && number > 0)
            others.push_back(word(text, "certainty", label) + ": " + count(text, number));
    const std::size_t all = results.rates().features.size();
    return text(others.empty() ? "quality_certainty_good" : "quality_certainty",
                {{"good", count(text, good)}, {"all", count(text, all)}, {"others", join(others, "; ")}});
}

/// The flag `outlier:mad=K` of a transect counts K positions.
long outliers_in(const Layer& rates)
{
    constexpr std::string_view flag = "outlier:mad=";
    long sum = 0;
    for (const Feature& feature : rates.features)
        for (const std::string& one : split(Cells(rates).text(feature, "flags"), ';'))
            if (one.starts_with(flag)) sum += static_cast<long>(parse_integer(one.substr(flag.size())).value_or(0));
    return sum;
}

}  // namespace

std::vector<Finding> headline_findings(const StudyResults& results, const Texts& text)
{
    std::vector<Finding> findings{coast(results, text)};
    for (const auto& part : {fastest(results, text), settlements(results, text), first_settlement(results, text), people(results, text)})
        findings.insert(findings.end(), part.begin(), part.end());
    return findings;
}

std::vector<std::string> not_assessed(const StudyResults& results, const Texts& text)
{
    std::vector<std::string> sentences;
    const auto say = [&](const char* part, long open, std::size_t all) {
        sentences.push_back(
            text(std::string(part) + (open == 0 ? "_all" : "_some"), {{"open", count(text, open)}, {"all", count(text, all)}}));
    };
    say("open_coast", counts_of(results.rates(), "trend")["not assessed"], results.rates().features.size());
    if (const Layer* places = results.layer("settlements_at_risk")) {
        say("open_settlements", counts_of(*places, "class")["not assessed"], places->features.size());
        const std::vector<int> years = horizons(*places, "ppl_");
        long without = 0;
        for (const Feature& f : places->features)
            without += years.empty() || !Cells(*places).number(f, "ppl_" + std::to_string(years.back()));
        say("open_people", without, places->features.size());
    }
    return sentences;
}

std::vector<std::string> quality_remarks(const StudyResults& results, const Texts& text)
{
    std::vector<std::string> remarks{of_scenes(results, text), of_tides(results, text), of_certainty(results, text)};
    const long outliers = outliers_in(results.rates());
    if (outliers > 0) remarks.push_back(text("quality_outliers", {{"n", count(text, outliers)}}));
    if (!results.parameter("settlements_at_risk", "slr").empty()) remarks.push_back(text("quality_slr"));
    return remarks;
}

}  // namespace tasi::report

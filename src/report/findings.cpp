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

std::string open_of(const Texts& text, const char* key, long open, std::size_t all)
{
    return text(key, {{"open", count(text, open)}, {"all", count(text, all)}});
}

// ---- coast

Finding coast(const StudyResults& results, const Texts& text)
{
    Counts trends = counts_of(results.rates(), "trend");
    const std::size_t all = results.rates().features.size();
    const long open = trends["not assessed"], assessed = static_cast<long>(all) - open;
    const double share = assessed > 0 ? 100.0 * static_cast<double>(trends["eroding"]) / static_cast<double>(assessed) : std::nan("");
    if (assessed == 0) return {"coast", "–", text("find_coast_none", {{"all", count(text, all)}})};
    return {"coast",
            text.number(share) + "\u00a0%",
            text("find_coast", {{"eroding", count(text, trends["eroding"])},
                                {"assessed", count(text, assessed)},
                                {"growing", count(text, trends["accreting"])},
                                {"still", count(text, trends["no detectable trend"])},
                                {"confidence", results.confidence()}}),
            {},
            open_of(text, "open_short_transects", open, all)};
}

const Feature* fastest_retreat(const Layer& rates)
{
    const Cells cell(rates);
    const Feature* most = nullptr;
    for (const Feature& feature : rates.features)
        if (cell.text(feature, "trend") == "eroding" && cell.number(feature, "LRR") &&
            (!most || *cell.number(feature, "LRR") < *cell.number(*most, "LRR")))
            most = &feature;
    return most;
}

std::vector<Finding> fastest(const StudyResults& results, const Texts& text)
{
    const Layer& rates = results.rates();
    const Cells cell(rates);
    const Feature* most = fastest_retreat(rates);
    if (!most) return {};
    const double rate = *cell.number(*most, "LRR");
    const auto interval = cell.number(*most, "LCIac");
    const auto bound = [&](double sign) { return interval ? text.number(-rate + sign * *interval, 2) : std::string("–"); };
    const long open = counts_of(rates, "trend")["not assessed"];
    return {{"fastest",
             text.number(-rate, 2) + "\u00a0" + text("m_per_year"),
             text("find_fastest", {{"low", bound(-1)},
                                   {"high", bound(1)},
                                   {"confidence", results.confidence()},
                                   {"transect", printable(cell.text(*most, "transect"))}}),
             {},
             open_of(text, "open_short_transects", open, rates.features.size())}};
}

// ---- settlements

Finding settlements(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    if (!layer) return {"settlements", "–", text("find_settlements_none")};
    Counts classes = counts_of(*layer, "class");
    const std::vector<int> years = horizons(*layer, "p_");
    const double threshold = parse_number(results.parameter("settlements_at_risk", "at-risk")).value_or(0.1);
    const std::size_t all = layer->features.size();
    return {"settlements",
            text("figure_of", {{"part", count(text, classes["at risk"])}, {"all", count(text, all)}}),
            text("find_settlements", {{"safe", count(text, classes["not at risk"])},
                                      {"threshold", text.number(100 * threshold)},
                                      {"year", years.empty() ? "–" : std::to_string(years.back())}}),
            {},
            open_of(text, "open_short_settlements", classes["not assessed"], all)};
}

/// The settlement at risk that is reached first; where none is as likely as not reached, the one with the greatest chance.
std::optional<std::size_t> first_row(const Layer& layer, const std::string& last)
{
    const Cells cell(layer);
    std::optional<std::size_t> first;
    const auto key = [&](std::size_t row) {
        const Feature& feature = layer.features[row];
        return std::pair(cell.number(feature, "reach_yr").value_or(1e9), -cell.number(feature, last).value_or(0));
    };
    for (std::size_t row = 0; row < layer.features.size(); ++row)
        if (cell.text(layer.features[row], "class") == "at risk" && (!first || key(row) < key(*first))) first = row;
    return first;
}

Finding first_by_year(const Layer& layer, std::size_t row, const Texts& text)
{
    const Cells cell(layer);
    const Feature& feature = layer.features[row];
    const auto year = [&](const char* field) { return year_of(cell.number(feature, field), "–"); };
    const bool bounded = cell.number(feature, "reach_hi").has_value();
    return {
        "first", bounded ? year("reach_lo") + "–" + year("reach_hi") : text("figure_from", {{"low", year("reach_lo")}}),
        text(bounded ? "find_first" : "find_first_open",
             {{"name", settlement_name(layer, row)}, {"year", year("reach_yr")}, {"low", year("reach_lo")}, {"high", year("reach_hi")}})};
}

Finding first_by_chance(const Layer& layer, std::size_t row, int year, const Texts& text)
{
    return {"first", chance(text, Cells(layer).number(layer.features[row], "p_" + std::to_string(year))),
            text("find_first_chance", {{"name", settlement_name(layer, row)}, {"year", std::to_string(year)}})};
}

std::vector<Finding> first_settlement(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("settlements_at_risk");
    const std::vector<int> years = layer ? horizons(*layer, "p_") : std::vector<int>();
    if (years.empty()) return {};
    const auto row = first_row(*layer, "p_" + std::to_string(years.back()));
    if (!row) return {};
    const Cells cell(*layer);
    const Feature& feature = layer->features[*row];
    Finding found =
        cell.number(feature, "reach_yr") ? first_by_year(*layer, *row, text) : first_by_chance(*layer, *row, years.back(), text);
    if (cell.text(feature, "reason").find("check") != std::string::npos) found.text += " " + text("find_check");
    const long open = counts_of(*layer, "class")["not assessed"];
    if (open > 0) found.open = text("open_short_first", {{"open", count(text, open)}});
    return {found};
}

// ---- early warning

std::vector<Finding> warnings(const StudyResults& results, const Texts& text)
{
    const Layer* layer = results.layer("warnings");
    if (!layer) return {};
    if (layer->features.empty()) return {{"warnings", "0", text("find_warnings_none")}};
    return {{"warnings", count(text, layer->features.size()), text("find_warnings")}};
}

}  // namespace

std::vector<Finding> headline_findings(const StudyResults& results, const Texts& text)
{
    std::vector<Finding> findings{settlements(results, text)};
    for (const auto& part : {first_settlement(results, text),
                             {coast(results, text)},
                             people_findings(results, text),
                             fastest(results, text),
                             warnings(results, text)})
        findings.insert(findings.end(), part.begin(), part.end());
    return findings;
}

}  // namespace tasi::report

#include "tools/findings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "algorithms/rates/assess.hpp"
#include "algorithms/transects/positions.hpp"
#include "src/core/median.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/layer_file.hpp"
#include "src/io/study_layers.hpp"
#include "tools/risk_inputs.hpp"

namespace tasi::cli {
namespace {

std::string share(long part, long whole)
{
    return whole == 0 ? "0" : format_fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 0);
}

std::string of_coast(const std::vector<AssessedTransect>& transects)
{
    std::map<std::string, long> words;
    const AssessedTransect* fastest = nullptr;
    for (const AssessedTransect& t : transects) {
        ++words[t.trend];
        if (t.trend == "eroding" && (!fastest || *t.rate_m_per_year < *fastest->rate_m_per_year)) fastest = &t;
    }
    const long all = static_cast<long>(transects.size()), eroding = words["eroding"];
    std::string line =
        fmt::format("coast: {} of {} transects erode ({} %), {} grow, {} have no detectable trend, {} were not assessed", eroding, all,
                    share(eroding, all), words["accreting"], words["no detectable trend"], words["not assessed"]);
    if (fastest)
        line += fmt::format("; fastest {} m/yr (+- {}) at transect {}", format_fixed(*fastest->rate_m_per_year, 2),
                            format_fixed(fastest->rate_interval.value_or(NAN), 2), printable(fastest->transect.id));
    return line;
}

/// A cell of a settlement, by the name of its field.
struct Cells {
    const Layer& layer;
    Value operator()(const Feature& feature, const std::string& field) const
    {
        const int i = layer.field(field);
        return i < 0 ? Value{} : feature.values[static_cast<std::size_t>(i)];
    }
};

std::string name_of_settlement(const Layer& layer, const Feature& feature)
{
    for (const char* field : {"name", "NAME", "PLACE_NAME"})
        if (const int i = layer.field(field); i >= 0) return printable(text_of(feature.values[static_cast<std::size_t>(i)]));
    return std::to_string(feature.number);
}

std::string of_settlements(const Layer& layer)
{
    const Cells cell{layer};
    std::map<std::string, long> classes;
    const Feature* first = nullptr;
    const auto reach = [&](const Feature& f) { return number_of(cell(f, "reach_yr")).value_or(1e9); };
    for (const Feature& feature : layer.features) {
        const std::string word = text_of(cell(feature, "class"));
        ++classes[word];
        if (word == "at risk" && (!first || reach(feature) < reach(*first))) first = &feature;
    }
    std::string line = fmt::format("settlements: {} of {} at risk, {} not at risk, {} not assessed", classes["at risk"],
                                   layer.features.size(), classes["not at risk"], classes["not assessed"]);
    if (!first) return line;
    const auto year = [&](const char* field) {
        const auto value = number_of(cell(*first, field));
        return value ? format_fixed(std::floor(*value), 0) : "after 2200";
    };
    return line + fmt::format("; first {}: as likely as not reached by {} (5 % by {}, 95 % by {})", name_of_settlement(layer, *first),
                              year("reach_yr"), year("reach_lo"), year("reach_hi"));
}

std::string of_people(const Layer& layer)
{
    int last = -1;
    for (std::size_t i = 0; i < layer.fields.size(); ++i)
        if (layer.fields[i].name.starts_with("ppl_")) last = static_cast<int>(i);
    const std::string year = last < 0 ? "" : layer.fields[static_cast<std::size_t>(last)].name.substr(4);
    const Cells cell{layer};
    double people = 0;
    long unknown = 0;
    for (const Feature& feature : layer.features) {
        const auto expected = last < 0 ? std::nullopt : number_of(feature.values[static_cast<std::size_t>(last)]);
        const bool counted_before = text_of(cell(feature, "reason")).ends_with("stands in the layer before");
        people += counted_before ? 0 : expected.value_or(0);
        unknown += !expected;
    }
    if (unknown == static_cast<long>(layer.features.size()))
        return "people: no settlement has a figure: none states its population, or none was assessed";
    return fmt::format("people: about {} are expected to be reached by {}; {} of {} settlements have no figure", format_fixed(people, 0),
                       year, unknown, layer.features.size());
}

/// The exact rate of each transect: the known waterlines cross it without error.
std::map<std::string, double> true_rates(Run& run, const Study& study, const Crs& crs, const std::vector<Transect>& transects)
{
    const std::string file = study.truth->string();
    const Layer waterlines = io::transformed(run.session, io::read_layer(run.session, {file, std::nullopt, std::nullopt}), crs);
    const auto positions = cross_all(transects, io::shorelines_from(run.session, waterlines, file, {}), {});
    std::map<std::string, double> rates;
    for (const TransectRates& one : assess_all(positions, {}))
        if (const auto rate = one.statistics["LRR"]) rates[one.transect] = *rate;
    return rates;
}

std::string against_truth(Run& run, const Study& study, const RatesLayer& rates)
{
    std::vector<Transect> transects;
    for (const AssessedTransect& t : rates.transects) transects.push_back(t.transect);
    const auto truth = true_rates(run, study, rates.crs, transects);
    std::vector<double> errors;
    long inside = 0;
    for (const AssessedTransect& t : rates.transects) {
        const auto exact = truth.find(t.transect.id);
        if (exact == truth.end() || !t.rate_m_per_year || !t.ordinary_interval) continue;
        errors.push_back(std::abs(*t.rate_m_per_year - exact->second));
        inside += errors.back() <= *t.ordinary_interval;
    }
    return fmt::format("rates: median |error| {} m/yr; {} % of true rates inside {} ({} transects)", format_fixed(median_of(errors), 3),
                       format_fixed(errors.empty() ? std::numeric_limits<double>::quiet_NaN()
                                                   : 100.0 * static_cast<double>(inside) / static_cast<double>(errors.size()),
                                    1),
                       rates.interval_column, errors.size());
}

}  // namespace

std::vector<std::string> findings(Run& run, const Study& study)
{
    const RatesLayer rates = read_rates(run.session, {study.rates.string(), std::nullopt, std::nullopt});
    std::vector<std::string> lines{of_coast(rates.transects)};
    if (!study.risk.empty()) {
        const Layer settlements = io::read_layer(run.session, {study.risk.string(), "settlements_at_risk", std::nullopt});
        lines.push_back(of_settlements(settlements));
        lines.push_back(of_people(settlements));
    }
    if (study.truth) lines.push_back(against_truth(run, study, rates));
    return lines;
}

}  // namespace tasi::cli

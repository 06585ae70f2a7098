#include "algorithms/thresholds/rules.hpp"

#include "algorithms/thresholds/balanced.hpp"
#include "algorithms/thresholds/minimum_error.hpp"
#include "algorithms/thresholds/peak_fraction.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr int peak_bins = 150;

/// A choice and the number behind its colon; both as given.
struct Words {
    std::string name, number;
    bool has_number;
};

Words words_of(const std::string& text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return {text, "", false};
    return {std::string(trimmed(text.substr(0, colon))), text.substr(colon + 1), true};
}

double parameter_of(const ThresholdRule& rule, const Words& words)
{
    if (!words.has_number) return rule.parameter.value_or(0);
    if (!rule.parameter)
        throw UsageError("THRESHOLD", "", "the threshold '" + rule.name + "' takes no number behind a colon",
                         "leave ':" + printable(words.number) + "' out");
    const auto number = parse_number(words.number);
    if (!number || !(*number > 0 && *number < 1))
        throw UsageError("THRESHOLD", "", "the share of " + rule.name + " is '" + printable(words.number) + "'",
                         "give a number above 0 and below 1, for example " + rule.name + ":" + format_number(*rule.parameter));
    return *number;
}

std::string shown(const ThresholdRule& rule)
{
    return rule.parameter ? rule.name + "[:" + format_number(*rule.parameter) + "]" : rule.name;
}

}  // namespace

const std::vector<ThresholdRule>& threshold_rules()
{
    static const std::vector<ThresholdRule> table{
        {"otsu", "the largest variance between classes", "Otsu 1979, doi:10.1109/TSMC.1979.4310076", std::nullopt,
         [](const HistogramOf& of, const RuleSettings& how) { return otsu(of(how.bins), how.tie).threshold; }},
        {"otsu-balanced", "the same with classes of equal mass",
         "Otsu 1979, doi:10.1109/TSMC.1979.4310076; every pixel weighted by 1/(2 n) of its class", std::nullopt,
         [](const HistogramOf& of, const RuleSettings& how) { return otsu_balanced(of(how.bins), how.tie).threshold; }},
        {"minimum-error", "the least overlap of two normal distributions", "Kittler & Illingworth 1986, doi:10.1016/0031-3203(86)90030-0",
         std::nullopt, [](const HistogramOf& of, const RuleSettings& how) { return minimum_error(of(how.bins)).threshold; }},
        {"peak-fraction", "that share of the way from the peak of water to that of land",
         "Doherty et al. 2022, doi:10.1016/j.envsoft.2022.105512", 0.7,
         [](const HistogramOf& of, const RuleSettings& how) { return peak_fraction(of(peak_bins), how.parameter).threshold; }},
    };
    return table;
}

ThresholdChoice threshold_choice(const std::string& text)
{
    const std::string given(trimmed(text));
    if (const auto number = parse_number(given)) return {given, nullptr, *number, false};
    const Words words = words_of(lower_case(given));
    if (words.name == "auto" && !words.has_number) return {"auto", &threshold_rules().front(), 0, true};
    for (const ThresholdRule& rule : threshold_rules())
        if (rule.name == words.name) return {lower_case(given), &rule, parameter_of(rule, words), false};
    std::vector<std::string> names;
    for (const ThresholdRule& rule : threshold_rules()) names.push_back(shown(rule));
    throw UsageError("THRESHOLD", "", "unknown threshold '" + printable(text) + "'", "give auto, a number, or one of " + join(names, ", "));
}

std::string threshold_choices()
{
    std::vector<std::string> lines;
    for (const ThresholdRule& rule : threshold_rules()) lines.push_back(shown(rule) + " (" + rule.doc + ")");
    return join(lines, ", ");
}

}  // namespace tasi

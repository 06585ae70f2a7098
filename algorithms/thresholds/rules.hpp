#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/thresholds/histogram.hpp"
#include "algorithms/thresholds/otsu.hpp"

namespace tasi {

/// The histogram of a sample in that many bins from its smallest to its largest value: all that a rule sees of the pixels.
using HistogramOf = std::function<Histogram(int bins)>;

/// What a rule is told beside the histogram.
struct RuleSettings {
    int bins = 256;
    TieRule tie = TieRule::mid_edge;
    double parameter = 0;  ///< the number behind the colon, or its default
};

/// A way to find the threshold.
struct ThresholdRule {
    std::string name;                 ///< lower case, as on the command line
    std::string doc;                  ///< half a sentence for the help
    std::string source;               ///< paper and DOI
    std::optional<double> parameter;  ///< default of the number in `name:number`, above 0 and below 1; nothing: the rule has none
    double (*value)(const HistogramOf&, const RuleSettings&);
};

/// All rules, each once.
const std::vector<ThresholdRule>& threshold_rules();

/// A threshold as it was asked for: a rule, or a number.
struct ThresholdChoice {
    std::string text;                     ///< trimmed, lower case; of a number as given
    const ThresholdRule* rule = nullptr;  ///< null: `number` is the threshold
    double number = 0;                    ///< the threshold, or the parameter of the rule
    bool automatic = false;               ///< `auto`: the rule, and what choose_threshold does where it fails
};

/// `auto`, the name of a rule (with `:number` where it takes one) or a finite number; UsageError THRESHOLD lists the choices.
ThresholdChoice threshold_choice(const std::string& text);

/// The choices with their meaning, for a help text.
std::string threshold_choices();

}  // namespace tasi

#include <algorithm>
#include <cmath>
#include <map>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/findings.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

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
    std::map<std::string, long> labels = counts_of(results.rates(), "certainty");
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

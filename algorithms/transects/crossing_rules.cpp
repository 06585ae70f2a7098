#include "algorithms/transects/crossing_rules.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

std::optional<Choice> chosen(const Candidates& c, std::size_t point) { return Choice{c.points[point].distance_m, point}; }

/// The smallest or largest distance to a place; the landward one of two that are equally far.
std::optional<Choice> by_distance_to(const Candidates& c, double place_m, bool largest)
{
    const auto apart = [&](const Contact& p) { return std::abs(p.distance_m - place_m); };
    std::size_t best = 0;
    for (std::size_t i = 1; i < c.points.size(); ++i)
        if (largest ? apart(c.points[i]) > apart(c.points[best]) : apart(c.points[i]) < apart(c.points[best])) best = i;
    return chosen(c, best);
}

std::optional<Choice> nearest_to_expected(const Candidates& c)
{
    if (!c.expected_m) return std::nullopt;
    return by_distance_to(c, *c.expected_m, false);
}

/// The vertex median of CoastSat (Vos et al. 2019, doi:10.1016/j.envsoft.2019.104528): accepted from 3 vertices on, with a
/// population standard deviation up to 15 m and a range up to 30 m.
std::optional<Choice> vertex_median(const Candidates& c)
{
    const std::vector<double>& d = c.vertices_m;
    if (d.size() < 3 || d.back() - d.front() > 30) return std::nullopt;
    const double n = static_cast<double>(d.size());
    double mean = 0, squares = 0;
    for (const double value : d) mean += value / n;
    for (const double value : d) squares += (value - mean) * (value - mean);
    if (std::sqrt(squares / n) > 15) return std::nullopt;
    const std::size_t middle = d.size() / 2;
    return Choice{d.size() % 2 == 1 ? d[middle] : (d[middle - 1] + d[middle]) / 2, std::nullopt};
}

}  // namespace

const std::vector<CrossingRule>& crossing_rules()
{
    static const std::vector<CrossingRule> table{
        {"seaward", "the crossing farthest out to sea; small islands in front are left out", RuleNeed::nothing,
         [](const Candidates& c) { return chosen(c, c.points.size() - 1); }},
        {"landward", "the crossing farthest inland", RuleNeed::nothing, [](const Candidates& c) { return chosen(c, 0); }},
        {"nearest", "the crossing nearest to the baseline", RuleNeed::nothing,
         [](const Candidates& c) { return by_distance_to(c, c.baseline_m, false); }},
        {"farthest", "the crossing farthest from the baseline", RuleNeed::nothing,
         [](const Candidates& c) { return by_distance_to(c, c.baseline_m, true); }},
        {"reference", "the crossing nearest to where a reference shoreline crosses", RuleNeed::reference, nearest_to_expected},
        {"previous", "the crossing nearest to the median of the other dates that cross once", RuleNeed::other_dates, nearest_to_expected},
        {"none", "no position where the shoreline crosses more than once", RuleNeed::nothing,
         [](const Candidates& c) { return c.points.size() == 1 ? chosen(c, 0) : std::nullopt; }},
        {"median25", "the median of the vertices within 25 m of the transect, as CoastSat; to compare only", RuleNeed::vertices,
         vertex_median},
    };
    return table;
}

const CrossingRule& crossing_rule(const std::string& name)
{
    std::vector<std::string> names;
    for (const CrossingRule& rule : crossing_rules()) {
        if (rule.name == name) return rule;
        names.push_back(rule.name);
    }
    throw UsageError("CROSSING", "", "--crossing " + name + " is no rule", "choose one of " + join(names, ", "));
}

}  // namespace tasi

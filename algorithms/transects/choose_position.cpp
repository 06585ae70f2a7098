#include "algorithms/transects/choose_position.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

namespace tasi {
namespace {

constexpr std::array words_of{"collinear",   "multiple crossings", "island ignored", "beyond reach",
                              "no crossing", "no choice",          "oblique",        "island"};

/// Whether the chosen crossing is on a ring all of whose crossings lie seaward of a main line.
bool on_island(const std::vector<Contact>& points, const Contact& choice, const ShoreFacts& facts)
{
    if (!facts.ring(choice.line)) return false;
    for (const Contact& p : points) {
        if (p.line == choice.line) return false;
        if (!facts.small_ring(p.line)) return true;
    }
    return false;
}

}  // namespace

const double flattest_sine = std::sin(10 * std::numbers::pi / 180);

std::vector<std::string> Findings::words() const
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < words_of.size(); ++i)
        if (has(static_cast<Finding>(i))) words.emplace_back(words_of[i]);
    return words;
}

std::vector<Contact> eligible(const std::vector<Contact>& points, const ShoreFacts& facts, const CrossingRule& rule)
{
    if (rule.name != "seaward") return points;
    const auto main_line = std::find_if(points.begin(), points.end(), [&](const Contact& p) { return !facts.small_ring(p.line); });
    if (main_line == points.end() && !facts.has_main_line) return points;
    std::set<int> partly_landward;
    for (auto p = points.begin(); p != main_line && main_line != points.end(); ++p) partly_landward.insert(p->line);
    std::vector<Contact> kept;
    for (const Contact& p : points)
        if (!facts.small_ring(p.line) || partly_landward.count(p.line)) kept.push_back(p);
    return kept;
}

void choose_position(const CrossingRule& rule, const Candidates& candidates, const ShoreFacts& facts, FoundPosition& found)
{
    const std::optional<Choice> choice = rule.choose(candidates);
    if (!choice) return found.findings.add(Finding::no_choice);
    found.distance_m = choice->distance_m;
    if (!choice->point) return;
    const Contact& point = candidates.points[*choice->point];
    found.owner = facts.lines[static_cast<std::size_t>(point.line)].owner;
    found.sine = point.sine;
    if (on_island(candidates.points, point, facts)) found.findings.add(Finding::island);
}

}  // namespace tasi

#include "algorithms/transects/positions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "algorithms/transects/crossing_rules.hpp"
#include "algorithms/transects/shore_of_date.hpp"
#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double search_m = 5000;
constexpr double search_lengths = 10;
constexpr std::size_t most_rows = 20'000'000;
const double flattest_sine = std::sin(10 * std::numbers::pi / 180);

void require_sound(const std::vector<Transect>& transects)
{
    std::set<std::string> seen;
    for (const Transect& t : transects) {
        const double length_m = t.length_m();
        if (!std::isfinite(length_m) || length_m <= 0)
            throw UnsafeError("TRANSECT", "", "transect " + t.id + " has a length of " + format_number(length_m) + " m",
                              "draw it from land to sea");
        if (!seen.insert(t.id).second) throw UnsafeError("ID", "", "two transects are called " + t.id, "give every transect its own id");
    }
}

/// Whether the shore meets the transect's line not on it but behind one of its ends.
bool beyond_reach(const Transect& t, const SegmentIndex& shore)
{
    const double more_m = std::max(search_m, search_lengths * t.length_m());
    const Contacts ahead = contacts(t.seaward, t.seaward + more_m * t.direction(), shore);
    const Contacts behind = contacts(t.landward, t.landward - more_m * t.direction(), shore);
    return !(ahead.points.empty() && ahead.overlaps_m.empty() && behind.points.empty() && behind.overlaps_m.empty());
}

/// The crossings that `seaward` may choose from: without small rings that lie wholly seaward of the main line, and where only
/// small rings cross although the shoreline has a main line, without any.
std::vector<Contact> without_islets(const std::vector<Contact>& points, const ShoreOfDate& shore)
{
    const auto main_line = std::find_if(points.begin(), points.end(), [&](const Contact& p) { return !shore.small_ring(p.line); });
    if (main_line == points.end() && !shore.has_main_line()) return points;
    std::set<int> partly_landward;
    for (auto p = points.begin(); p != main_line && main_line != points.end(); ++p) partly_landward.insert(p->line);
    std::vector<Contact> kept;
    for (const Contact& p : points)
        if (!shore.small_ring(p.line) || partly_landward.count(p.line)) kept.push_back(p);
    return kept;
}

/// Whether the chosen crossing is on a ring all of whose crossings lie seaward of a main line.
bool on_island(const std::vector<Contact>& points, const Contact& choice, const ShoreOfDate& shore)
{
    if (!shore.ring(choice.line)) return false;
    for (const Contact& p : points) {
        if (p.line == choice.line) return false;
        if (!shore.small_ring(p.line)) return true;
    }
    return false;
}

void measure(Position& position, const Shoreline& owner, double sine, bool by_angle)
{
    if (std::isnan(owner.uncertainty_m)) return;
    position.uncertainty_m = by_angle ? owner.uncertainty_m / std::max(sine, flattest_sine) : owner.uncertainty_m;
}

void add_flags(std::vector<std::string>& flags, const std::vector<std::string>& more)
{
    for (const std::string& flag : more)
        if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

/// Crossings of one transect with every date, in order of time.
class TransectHistory {
public:
    TransectHistory(const Transect& transect, const std::vector<ShoreOfDate>& shores, const CrossOptions& options, const CrossingRule& rule)
        : transect_(transect), shores_(shores), options_(options), rule_(rule)
    {
        for (const ShoreOfDate& shore : shores) dates_.push_back(contacts(transect.landward, transect.seaward, shore.index()));
    }

    Position at_date(std::size_t date, const std::optional<double>& reference_m) const
    {
        const ShoreOfDate& shore = shores_[date];
        const Contacts& shared = dates_[date];
        Position position;
        position.transect = transect_.id;
        position.date = shore.first().date;
        position.sensor = shore.first().sensor;
        position.scene_id = shore.first().scene_id;
        position.crossings = static_cast<int>(shared.points.size());
        std::vector<std::string> flags;
        if (!shared.overlaps_m.empty()) flags.push_back("collinear");
        if (shared.points.size() > 1) flags.push_back("multiple crossings");
        choose(position, flags, date, reference_m);
        add_flags(position.flags, flags);
        return position;
    }

private:
    void choose(Position& position, std::vector<std::string>& flags, std::size_t date, const std::optional<double>& reference_m) const
    {
        const ShoreOfDate& shore = shores_[date];
        std::vector<Contact> points = dates_[date].points;
        if (rule_.name == "seaward") {
            points = without_islets(points, shore);
            if (points.size() < dates_[date].points.size()) flags.push_back("island ignored");
        }
        std::vector<double> vertices_m;
        if (rule_.need == RuleNeed::vertices) vertices_m = shore.vertices_near(transect_.landward, transect_.seaward, median_strip_m);
        if (points.empty() && vertices_m.empty()) {
            if (dates_[date].overlaps_m.empty()) flags.push_back(beyond_reach(transect_, shore.index()) ? "beyond reach" : "no crossing");
            return;
        }
        const auto expected_m = rule_.need == RuleNeed::other_dates ? median_of_single() : reference_m;
        const std::optional<Choice> choice = rule_.choose({points, transect_.baseline_m, expected_m, vertices_m});
        if (!choice) return flags.push_back("no choice");
        take(position, flags, points, *choice, shore);
    }

    void take(Position& position, std::vector<std::string>& flags, const std::vector<Contact>& points, const Choice& choice,
              const ShoreOfDate& shore) const
    {
        position.distance_m = choice.distance_m;
        if (!choice.point) {
            position.flags = shore.first().flags;
            return measure(position, shore.first(), 1.0, false);
        }
        const Contact& point = points[*choice.point];
        position.flags = shore.owner(point.line).flags;
        measure(position, shore.owner(point.line), point.sine, options_.angle_uncertainty);
        if (options_.angle_uncertainty && point.sine < flattest_sine) flags.push_back("oblique");
        if (on_island(points, point, shore)) flags.push_back("island");
    }

    /// Of the dates that cross exactly once; nothing when there is none. A date among them has no choice to make.
    std::optional<double> median_of_single() const
    {
        std::vector<double> single;
        for (const Contacts& date : dates_)
            if (date.points.size() == 1) single.push_back(date.points.front().distance_m);
        if (single.empty()) return std::nullopt;
        std::sort(single.begin(), single.end());
        const std::size_t middle = single.size() / 2;
        return single.size() % 2 == 1 ? single[middle] : (single[middle - 1] + single[middle]) / 2;
    }

    const Transect& transect_;
    const std::vector<ShoreOfDate>& shores_;
    const CrossOptions& options_;
    const CrossingRule& rule_;
    std::vector<Contacts> dates_;
};

/// Where the reference line crosses farthest out to sea.
std::optional<double> reference_on(const Transect& t, const SegmentIndex& reference)
{
    const Contacts shared = contacts(t.landward, t.seaward, reference);
    return shared.points.empty() ? std::nullopt : std::optional(shared.points.back().distance_m);
}

}  // namespace

void CrossOptions::validate() const
{
    const CrossingRule& chosen = crossing_rule(rule);
    if (!std::isfinite(min_island_m2) || min_island_m2 < 0)
        throw UsageError("OPTION", "", "--min-island " + format_number(min_island_m2) + " is out of range",
                         "give square metres, 0 or more");
    if (chosen.need == RuleNeed::reference && reference.empty())
        throw UsageError("CROSSING", "", "--crossing " + rule + " needs a reference shoreline", "give one, or another rule");
}

std::vector<Position> cross_all(const std::vector<Transect>& transects, const std::vector<Shoreline>& shorelines,
                                const CrossOptions& options)
{
    options.validate();
    require_sound(transects);
    const CrossingRule& rule = crossing_rule(options.rule);
    const std::vector<ShoreOfDate> shores = shores_by_date(shorelines, options.min_island_m2);
    const SegmentIndex reference(options.reference);

    const std::size_t rows = transects.size() * shores.size();
    if (rows > most_rows)
        throw LimitError("POSITIONS", "", std::to_string(rows) + " positions would be made, more than 20,000,000",
                         "give fewer transects or dates at a time");
    std::vector<Position> positions(rows);
    parallel_for(static_cast<int>(transects.size()), [&](int i) {
        const auto row = static_cast<std::size_t>(i);
        const TransectHistory history(transects[row], shores, options, rule);
        const std::optional<double> reference_m = reference_on(transects[row], reference);
        for (std::size_t date = 0; date < shores.size(); ++date) positions[row * shores.size() + date] = history.at_date(date, reference_m);
    });
    return positions;
}

CrossSummary summary_of(const std::vector<Position>& positions)
{
    CrossSummary sum;
    std::set<std::string> all, hit;
    for (const Position& p : positions) {
        const auto has = [&](const char* flag) { return std::find(p.flags.begin(), p.flags.end(), flag) != p.flags.end() ? 1 : 0; };
        ++sum.rows;
        sum.found += p.distance_m ? 1 : 0;
        sum.no_crossing += has("no crossing");
        sum.beyond_reach += has("beyond reach");
        sum.multiple += has("multiple crossings");
        sum.collinear += has("collinear");
        sum.no_choice += has("no choice");
        sum.island_ignored += has("island ignored");
        all.insert(p.transect);
        if (p.distance_m) hit.insert(p.transect);
    }
    sum.transects = static_cast<long>(all.size());
    sum.transects_without_hit = sum.transects - static_cast<long>(hit.size());
    return sum;
}

}  // namespace tasi

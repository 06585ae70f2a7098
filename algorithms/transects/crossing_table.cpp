#include "algorithms/transects/crossing_table.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr double search_m = 5000;
constexpr double search_lengths = 10;
constexpr std::size_t most_rows = 100'000'000;

/// The same, after a check.
std::vector<Transect> sound(std::vector<Transect> transects)
{
    std::set<std::string> seen;
    for (const Transect& t : transects) {
        const double length_m = t.length_m();
        if (!std::isfinite(length_m) || length_m <= 0)
            throw UnsafeError("TRANSECT", "", "transect " + t.id + " has a length of " + format_number(length_m) + " m",
                              "draw it from land to sea");
        if (!seen.insert(t.id).second) throw UnsafeError("ID", "", "two transects are called " + t.id, "give every transect its own id");
    }
    return transects;
}

/// Whether the shore meets the transect's line not on it but behind one of its ends.
bool beyond_reach(const Transect& t, const SegmentIndex& shore)
{
    const double more_m = std::max(search_m, search_lengths * t.length_m());
    const Contacts ahead = contacts(t.seaward, t.seaward + more_m * t.direction(), shore);
    const Contacts behind = contacts(t.landward, t.landward - more_m * t.direction(), shore);
    return !(ahead.points.empty() && ahead.overlaps_m.empty() && behind.points.empty() && behind.overlaps_m.empty());
}

/// 1 where the water of shorelines that we drew lies ahead at the first and at the last crossing, -1 where it lies behind at both.
int water_beside(const Contacts& shared, const ShoreFacts& facts)
{
    if (shared.points.empty()) return 0;
    const Contact &first = shared.points.front(), &last = shared.points.back();
    const bool known = facts.owner(first.line).by_us && facts.owner(last.line).by_us && first.right == last.right;
    return known ? first.right : 0;
}

/// Where the reference line crosses farthest out to sea.
std::optional<double> reference_on(const Transect& t, const SegmentIndex& reference)
{
    const Contacts shared = contacts(t.landward, t.seaward, reference);
    return shared.points.empty() ? std::nullopt : std::optional(shared.points.back().distance_m);
}

void add_flags(std::vector<std::string>& flags, const std::vector<std::string>& more)
{
    for (const std::string& flag : more)
        if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

}  // namespace

/// What a thread keeps from one date to the next.
struct CrossingTable::Worker {
    /// A segment that may meet a transect.
    struct Pair {
        std::uint32_t transect;
        Segment segment;
    };
    TransectGrid::Seen seen;
    std::vector<Pair> pairs;
};

CrossingTable::CrossingTable(std::vector<Transect> transects, CrossOptions options)
    : transects_(sound(std::move(transects))), options_(std::move(options)), rule_(crossing_rule(options_.rule)), grid_(transects_)
{
    options_.validate();
    for (const Transect& t : transects_) lines_.emplace_back(t.landward, t.seaward);
    const SegmentIndex reference(options_.reference);
    for (const Transect& t : transects_) reference_m_.push_back(reference_on(t, reference));
}

void CrossingTable::add(const std::vector<Shoreline>& shorelines)
{
    const auto groups = by_date(shorelines);
    const std::size_t before = dates_.size();
    if ((before + groups.size()) * transects_.size() > most_rows)
        throw LimitError(
            "POSITIONS", "",
            std::to_string((before + groups.size()) * transects_.size()) + " positions or more would be made, the limit is 100,000,000",
            "give fewer transects or dates at a time");
    dates_.resize(before + groups.size());
    parallel_for_with(
        static_cast<int>(groups.size()),
        [&] {
            return Worker{TransectGrid::Seen(transects_.size()), {}};
        },
        [&](Worker& worker, int i) {
            ShoreOfDate shore(groups[static_cast<std::size_t>(i)], options_.min_island_m2);
            dates_[before + static_cast<std::size_t>(i)] = cross(shore, worker);
        });
}

CrossingTable::Date CrossingTable::cross(ShoreOfDate& shore, Worker& worker) const
{
    Date date;
    date.facts = shore.facts();
    require_geolocation_once(date.facts);
    const std::size_t count = transects_.size();
    date.distance_m.resize(count);
    date.owner.resize(count);
    date.crossings.resize(count);
    date.findings.resize(count);
    if (options_.angle_uncertainty) date.sine.resize(count);

    worker.pairs.clear();
    for (std::size_t number = 0; number < shore.lines().size(); ++number) {
        const Polyline& line = *shore.lines()[number];
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Point &a = line[i - 1], &b = line[i];
            if (a == b) continue;
            grid_.for_each_near(a, b, worker.seen, [&](std::uint32_t transect) {
                if (!lines_[transect].surely_apart(a, b))
                    worker.pairs.push_back({transect, {a, b, static_cast<int>(number), static_cast<int>(i - 1)}});
            });
        }
    }
    std::stable_sort(worker.pairs.begin(), worker.pairs.end(), [](const auto& a, const auto& b) { return a.transect < b.transect; });
    Contacts shared;
    auto pair = worker.pairs.cbegin();
    for (std::size_t transect = 0; transect < count; ++transect) {
        shared.points.clear();
        shared.overlaps_m.clear();
        for (; pair != worker.pairs.cend() && pair->transect == transect; ++pair) add_shared(lines_[transect], pair->segment, shared);
        settle(shared);
        cross_transect(transect, shared, shore, date);
    }
    return date;
}

void CrossingTable::require_geolocation_once(const ShoreFacts& facts) const
{
    if (!(options_.geolocation_m > 0)) return;
    for (const ShoreFacts::Owner& owner : facts.owners)
        if (owner.by_us && !std::isnan(owner.uncertainty_m))
            throw UnsafeError(
                "UNCERTAINTY", "",
                "the uncertainty of shoreline " + facts.date.iso() + " " + facts.scene_id + " already holds that of its geolocation",
                "leave --geolocation out for shorelines made by tasi");
}

void CrossingTable::cross_transect(std::size_t transect, const Contacts& shared, ShoreOfDate& shore, Date& date) const
{
    const Transect& t = transects_[transect];
    FoundPosition found;
    date.crossings[transect] = static_cast<std::int32_t>(shared.points.size());
    if (!shared.overlaps_m.empty()) found.findings.add(Finding::collinear);
    if (shared.points.size() > 1) found.findings.add(Finding::multiple);
    const int water = water_beside(shared, date.facts);
    date.water_ahead += water > 0 ? 1 : 0;
    date.water_behind += water < 0 ? 1 : 0;
    const std::vector<Contact> points = eligible(shared.points, date.facts, rule_);
    if (points.size() < shared.points.size()) found.findings.add(Finding::island_ignored);
    std::vector<double> vertices_m;
    if (rule_.need == RuleNeed::vertices) vertices_m = shore.vertices_near(t.landward, t.seaward, median_strip_m);
    if (points.empty() && vertices_m.empty()) {
        if (shared.overlaps_m.empty()) found.findings.add(beyond_reach(t, shore.index()) ? Finding::beyond_reach : Finding::no_crossing);
    } else if (rule_.need == RuleNeed::other_dates && points.size() > 1) {
        date.waiting.push_back({transect, points});
    } else {
        const bool only_one = rule_.need == RuleNeed::other_dates;
        const std::optional<double> expected_m = only_one ? points.front().distance_m : reference_m_[transect];
        choose_position(rule_, {points, t.baseline_m, expected_m, vertices_m}, date.facts, found);
    }
    store(date, transect, found);
}

void CrossingTable::store(Date& date, std::size_t transect, const FoundPosition& found) const
{
    date.distance_m[transect] = found.distance_m;
    date.owner[transect] = found.owner;
    date.findings[transect] = found.findings;
    if (!options_.angle_uncertainty) return;
    date.sine[transect] = found.sine;
    if (!std::isnan(found.distance_m) && found.sine < flattest_sine) date.findings[transect].add(Finding::oblique);
}

void CrossingTable::finish()
{
    const auto key = [](const Date& d) {
        return std::tuple<std::int64_t, const std::string&, const std::string&>(d.facts.date.milliseconds, d.facts.scene_id,
                                                                                d.facts.sensor);
    };
    std::stable_sort(dates_.begin(), dates_.end(), [&](const Date& a, const Date& b) { return key(a) < key(b); });
    if (rule_.need == RuleNeed::other_dates) choose_by_other_dates();
}

void CrossingTable::choose_by_other_dates()
{
    std::vector<std::optional<double>> expected_m(transects_.size());
    parallel_for(static_cast<int>(transects_.size()),
                 [&](int i) { expected_m[static_cast<std::size_t>(i)] = median_of_single(static_cast<std::size_t>(i)); });
    for (Date& date : dates_) {
        for (const Waiting& one : date.waiting) {
            FoundPosition found;
            found.findings = date.findings[one.transect];
            choose_position(rule_, {one.points, transects_[one.transect].baseline_m, expected_m[one.transect], {}}, date.facts, found);
            store(date, one.transect, found);
        }
        date.waiting.clear();
    }
}

std::vector<Position> CrossingTable::positions(std::size_t first, std::size_t count) const
{
    std::vector<Position> rows;
    rows.reserve(count * dates_.size());
    for (std::size_t transect = first; transect < first + count; ++transect)
        for (const Date& date : dates_) rows.push_back(position(transect, date));
    return rows;
}

Position CrossingTable::position(std::size_t transect, const Date& date) const
{
    Position position;
    position.transect = transects_[transect].id;
    position.date = date.facts.date;
    position.sensor = date.facts.sensor;
    position.scene_id = date.facts.scene_id;
    position.crossings = date.crossings[transect];
    if (const double distance_m = date.distance_m[transect]; !std::isnan(distance_m)) {
        const ShoreFacts::Owner& owner = date.facts.owners[static_cast<std::size_t>(date.owner[transect])];
        position.distance_m = distance_m;
        position.flags = owner.flags;
        const double sine = options_.angle_uncertainty ? std::max(date.sine[transect], flattest_sine) : 1.0;
        position.uncertainty_m = uncertainty_m(owner, sine);
    }
    add_flags(position.flags, date.findings[transect].words());
    return position;
}

std::optional<double> CrossingTable::uncertainty_m(const ShoreFacts::Owner& owner, double sine) const
{
    const double own_m = std::isnan(owner.uncertainty_m) ? options_.uncertainty_m.value_or(std::nan("")) : owner.uncertainty_m;
    if (std::isnan(own_m)) return std::nullopt;
    return (options_.geolocation_m > 0 ? std::hypot(own_m, options_.geolocation_m) : own_m) / sine;
}

/// Of the dates that cross exactly once; nothing when there is none. A date among them has no choice to make.
std::optional<double> CrossingTable::median_of_single(std::size_t transect) const
{
    std::vector<double> single;
    for (const Date& date : dates_)
        if (date.crossings[transect] == 1) single.push_back(date.distance_m[transect]);
    if (single.empty()) return std::nullopt;
    const auto middle = single.begin() + static_cast<std::ptrdiff_t>(single.size() / 2);
    std::nth_element(single.begin(), middle, single.end());
    return single.size() % 2 == 1 ? *middle : (*middle + *std::max_element(single.begin(), middle)) / 2;
}

CrossSummary CrossingTable::summary() const
{
    CrossSummary sum;
    std::vector<bool> hit(transects_.size(), false);
    for (const Date& date : dates_) {
        sum.water_ahead += date.water_ahead;
        sum.water_behind += date.water_behind;
        for (std::size_t transect = 0; transect < transects_.size(); ++transect) {
            const auto has = [&](Finding finding) { return date.findings[transect].has(finding) ? 1 : 0; };
            const bool found = !std::isnan(date.distance_m[transect]);
            ++sum.rows;
            sum.found += found ? 1 : 0;
            sum.no_crossing += has(Finding::no_crossing);
            sum.beyond_reach += has(Finding::beyond_reach);
            sum.multiple += has(Finding::multiple);
            sum.collinear += has(Finding::collinear);
            sum.no_choice += has(Finding::no_choice);
            sum.island_ignored += has(Finding::island_ignored);
            if (found) hit[transect] = true;
        }
    }
    sum.transects = static_cast<long>(transects_.size());
    sum.transects_without_hit = static_cast<long>(std::count(hit.begin(), hit.end(), false));
    return sum;
}

}  // namespace tasi

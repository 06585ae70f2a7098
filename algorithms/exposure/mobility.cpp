#include "algorithms/exposure/mobility.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi {
namespace {

using Codes = std::vector<std::string>;

struct Days {
    Instant first, last;
    void add(const Instant& date)
    {
        first = std::min(first, date);
        last = std::max(last, date);
    }
};

template <class Key>
std::map<Key, Days> days_by(const std::vector<MobilityFigure>& figures, Key (*key)(const MobilityFigure&))
{
    std::map<Key, Days> days;
    for (const MobilityFigure& figure : figures)
        days.try_emplace(key(figure), Days{figure.date, figure.date}).first->second.add(figure.date);
    return days;
}

bool by_then(const Instant& date, const std::optional<Instant>& before) { return !before || date.day() <= before->day(); }

/// The places of all levels and what was counted in them.
struct Places {
    std::map<Codes, std::size_t> index;  // codes from level 1 down; the whole has none
    std::vector<Codes> codes;
    std::vector<std::size_t> parents;
    std::vector<Days> days;
    std::vector<bool> incomplete;

    std::size_t at(const Codes& place, const Instant& date)
    {
        const auto [found, is_new] = index.try_emplace(place, codes.size());
        if (is_new) {
            const std::size_t own = found->second;
            codes.push_back(place);
            parents.push_back(0);
            days.push_back({date, date});
            incomplete.push_back(false);
            if (!place.empty()) parents[own] = at({place.begin(), std::prev(place.end())}, date);
        }
        return found->second;
    }
};

Places places_of(const std::vector<MobilityFigure>& figures)
{
    Places places;
    places.at({}, figures.front().date);
    const std::size_t levels = figures.front().codes.size();
    for (std::size_t level = 1; level <= levels; ++level)  // parents first
        for (const MobilityFigure& figure : figures)
            places.at({figure.codes.begin(), figure.codes.begin() + static_cast<std::ptrdiff_t>(level)}, figure.date);
    for (const MobilityFigure& figure : figures)
        for (std::size_t place = places.index.at(figure.codes);; place = places.parents[place]) {
            places.days[place].add(figure.date);
            if (!figure.people) places.incomplete[place] = true;
            if (place == 0) break;
        }
    return places;
}

void require_one_parent(const Places& places)
{
    std::map<std::string, std::size_t> parent_of;
    for (std::size_t i = 1; i < places.codes.size(); ++i) {
        const std::string& code = places.codes[i].back();
        if (code.empty() || parent_of.try_emplace(code, places.parents[i]).first->second == places.parents[i]) continue;
        throw UnsafeError("PCODE", "", fmt::format("P-code {} stands under two units of the level above", printable(code)),
                          "correct the P-codes of the figures");
    }
}

std::vector<std::string> reasons_of(const std::vector<MobilityFigure>& figures)
{
    std::set<std::string> reasons;
    for (const MobilityFigure& figure : figures) reasons.insert(figure.reason);
    return {reasons.begin(), reasons.end()};
}

PublishedCount published(long long people, Disclosure disclosure, bool incomplete)
{
    const bool shown = disclosure == Disclosure::shown && !incomplete;
    return {shown ? std::optional(people) : std::nullopt, disclosure, incomplete};
}

MobilityPlace place_of(const Places& places, std::size_t i, const CountTree& tree, const ProtectedCounts& counts)
{
    MobilityPlace place;
    const Codes& codes = places.codes[i];
    place.code = codes.back();
    place.parent_code = codes.size() > 1 ? codes[codes.size() - 2] : "";
    place.level = static_cast<int>(codes.size());
    place.first = places.days[i].first;
    place.last = places.days[i].last;
    place.people = published(tree.total(i), counts.total[i], places.incomplete[i]);
    const bool sum_known = counts.total[0] == Disclosure::shown && !places.incomplete[0] && tree.total(0) > 0;
    if (place.people.people && sum_known)
        place.share_pct = 100 * static_cast<double>(*place.people.people) / static_cast<double>(tree.total(0));
    for (std::size_t c = 0; c < tree.categories(); ++c)
        place.reasons.push_back(published(tree.count(i, c), counts.category[i][c], places.incomplete[i]));
    return place;
}

long places_missing(const std::vector<MobilityFigure>& all, const std::vector<MobilityFigure>& used, std::size_t level)
{
    std::set<std::string> here, elsewhere;
    for (const MobilityFigure& figure : used) here.insert(figure.codes[level - 1]);
    for (const MobilityFigure& figure : all)
        if (!here.contains(figure.codes[level - 1])) elsewhere.insert(figure.codes[level - 1]);
    return static_cast<long>(elsewhere.size());
}

}  // namespace

void MobilityOptions::validate() const
{
    if (min_count < 3)
        throw UsageError("MIN-COUNT", "", fmt::format("a threshold of {} hides nothing", min_count), "give 3 or more; 10 is usual");
}

std::string PublishedCount::text(long long min_count) const
{
    if (incomplete) return {};
    if (disclosure == Disclosure::shown) return std::to_string(people.value_or(0));
    return disclosure == Disclosure::below ? fmt::format("<{}", min_count) : "withheld";
}

std::vector<MobilityFigure> newest_round(const std::vector<MobilityFigure>& figures, const std::optional<Instant>& before)
{
    std::vector<MobilityFigure> used;
    const bool rounds = std::any_of(figures.begin(), figures.end(), [](const MobilityFigure& f) { return !f.round.empty(); });
    if (rounds) {
        using Age = std::tuple<Instant, long long, std::string>;  // of rounds that end on one day the one of higher number
        std::optional<Age> newest;
        for (const auto& [round, days] : days_by<std::string>(figures, [](const MobilityFigure& f) { return f.round; })) {
            const Age age{days.last, parse_integer(round).value_or(0), round};
            if (by_then(days.last, before) && (!newest || *newest < age)) newest = age;
        }
        std::copy_if(figures.begin(), figures.end(), std::back_inserter(used),
                     [&](const MobilityFigure& f) { return newest && f.round == std::get<2>(*newest); });
    } else {
        std::vector<MobilityFigure> in_time;
        std::copy_if(figures.begin(), figures.end(), std::back_inserter(in_time),
                     [&](const MobilityFigure& f) { return by_then(f.date, before); });
        const auto days = days_by<Codes>(in_time, [](const MobilityFigure& f) { return f.codes; });
        std::copy_if(in_time.begin(), in_time.end(), std::back_inserter(used),
                     [&](const MobilityFigure& f) { return f.date == days.at(f.codes).last; });
    }
    if (used.empty())
        throw NoResultError("BEFORE", "", before ? "no round was complete by " + before->day() : "there is no line of figures",
                            "give a later day, or figures of an earlier round");
    return used;
}

MobilityTable tabulate_mobility(const std::vector<MobilityFigure>& figures, std::size_t level, const MobilityOptions& options)
{
    options.validate();
    const std::vector<MobilityFigure> used = newest_round(figures, options.before);
    const Places places = places_of(used);
    require_one_parent(places);
    MobilityTable table;
    table.reasons = reasons_of(used);
    CountTree tree(places.parents, table.reasons.size());
    for (const MobilityFigure& figure : used) {
        const auto reason = std::lower_bound(table.reasons.begin(), table.reasons.end(), figure.reason) - table.reasons.begin();
        tree.add(places.index.at(figure.codes), static_cast<std::size_t>(reason), figure.people.value_or(0));
    }
    const ProtectedCounts counts = protect_small_counts(tree, options.min_count);
    for (const auto& [codes, i] : places.index)
        if (codes.size() == level) table.places.push_back(place_of(places, i, tree, counts));
    table.round = used.front().round;
    for (MobilityPlace& place : table.places) place.round = table.round;
    table.first = places.days[0].first;
    table.last = places.days[0].last;
    table.other_rounds = static_cast<long>(figures.size() - used.size());
    table.places_of_other_rounds = places_missing(figures, used, level);
    return table;
}

}  // namespace tasi

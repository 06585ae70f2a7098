#include "algorithms/exposure/admin.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace tasi {
namespace {

constexpr double shore_reach_m = 1000;

bool inside_ring(const Point& p, const Polyline& ring)
{
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point &a = ring[i - 1], &b = ring[i];
        if ((a.y <= p.y) == (b.y <= p.y)) continue;
        if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside;
}

bool inside(const Point& p, const std::vector<Polygon>& area)
{
    for (const Polygon& polygon : area) {
        if (!inside_ring(p, polygon.exterior)) continue;
        if (std::none_of(polygon.holes.begin(), polygon.holes.end(), [&](const Polyline& hole) { return inside_ring(p, hole); }))
            return true;
    }
    return false;
}

double distance_to(const Point& p, const std::vector<Polygon>& area)
{
    double least = std::numeric_limits<double>::infinity();
    for (const Polygon& polygon : area)
        for (std::size_t i = 1; i < polygon.exterior.size(); ++i)
            least = std::min(least, distance_to_segment(p, polygon.exterior[i - 1], polygon.exterior[i]));
    return least;
}

/// The unit to which a stretch of coast belongs: by the land behind it first.
std::optional<std::size_t> unit_of(const AdminUnits& units, const AssessedTransect& t)
{
    if (!t.located()) return units.near(t.transect.landward, shore_reach_m);
    for (const Point& p : {t.shore(), t.transect.at(*t.now_m - 50), t.transect.landward})
        if (const auto unit = units.at(p)) return unit;
    return units.near(t.shore(), shore_reach_m);
}

/// Sums of one unit before they become a row.
struct Sums {
    std::string name;
    double coast_m = 0, assessed_m = 0, eroding_m = 0, rate_times_m = 0, interval_times_m = 0;
    long settlements = 0, at_risk = 0, not_assessed = 0;
    bool people_known = false;
    double people = 0, people_not_assessed = 0;
    std::vector<std::vector<double>> probability;  // per horizon
    std::vector<double> exposed;                   // people beside each probability
};

void add_coast(Sums& sums, const AssessedTransect& t, double metres)
{
    sums.coast_m += metres;
    if (!t.assessed()) return;
    sums.assessed_m += metres;
    sums.eroding_m += t.trend == "eroding" ? metres : 0;
    sums.rate_times_m += *t.rate_m_per_year * metres;
    sums.interval_times_m += t.rate_interval.value_or(0) * metres;
}

void add_settlement(Sums& sums, const SettlementInUnit& s)
{
    if (s.duplicate) return;
    ++sums.settlements;
    const bool assessed = s.risk->assessment != "not assessed";
    sums.at_risk += s.risk->assessment == "at risk";
    sums.not_assessed += !assessed;
    if (!s.population) return;
    sums.people_known = true;
    sums.people += *s.population;
    if (!assessed) {
        sums.people_not_assessed += *s.population;
        return;
    }
    sums.probability.resize(s.risk->probability.size());
    for (std::size_t y = 0; y < s.risk->probability.size(); ++y) sums.probability[y].push_back(*s.risk->probability[y]);
    sums.exposed.push_back(*s.population);
}

AdminSummary row_of(const std::string& pcode, int level, const Sums& sums, std::size_t horizon, int year)
{
    AdminSummary row;
    row.pcode = pcode;
    row.name = sums.name;
    row.level = level;
    row.year = year;
    row.coast_km = sums.coast_m / 1000;
    row.assessed_km = sums.assessed_m / 1000;
    row.eroding_km = sums.eroding_m / 1000;
    if (sums.assessed_m > 0) {
        row.rate_m_per_year = sums.rate_times_m / sums.assessed_m;
        row.rate_interval = sums.interval_times_m / sums.assessed_m;
    }
    row.settlements = sums.settlements;
    row.at_risk = sums.at_risk;
    row.not_assessed = sums.not_assessed;
    if (!sums.people_known) return row;
    row.people = sums.people;
    row.people_not_assessed = sums.people_not_assessed;
    if (sums.exposed.empty()) return row;
    double expected = 0;
    for (std::size_t i = 0; i < sums.exposed.size(); ++i) expected += sums.probability[horizon][i] * sums.exposed[i];
    row.people_at_risk = expected;
    row.people_low = comonotone_people(sums.probability[horizon], sums.exposed, 0.05);
    row.people_high = comonotone_people(sums.probability[horizon], sums.exposed, 0.95);
    return row;
}

}  // namespace

int AdminUnit::lowest_level() const
{
    for (int level = 3; level > 1; --level)
        if (!pcode[static_cast<std::size_t>(level - 1)].empty()) return level;
    return 1;
}

const std::string& AdminUnit::lowest_pcode() const { return pcode[static_cast<std::size_t>(lowest_level() - 1)]; }

AdminUnits::AdminUnits(std::vector<AdminUnit> units) : units_(std::move(units))
{
    for (const AdminUnit& unit : units_) {
        Box box{1e300, 1e300, -1e300, -1e300};
        for (const Polygon& polygon : unit.area)
            for (const Point& p : polygon.exterior)
                box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x), std::max(box.y1, p.y)};
        boxes_.push_back(box);
    }
}

std::optional<std::size_t> AdminUnits::at(const Point& p) const
{
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const Box& box = boxes_[i];
        if (p.x < box.x0 || p.x > box.x1 || p.y < box.y0 || p.y > box.y1) continue;
        if (inside(p, units_[i].area)) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> AdminUnits::near(const Point& p, double reach_m) const
{
    if (const auto unit = at(p)) return unit;
    double least = reach_m;
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const Box& box = boxes_[i];
        if (p.x < box.x0 - least || p.x > box.x1 + least || p.y < box.y0 - least || p.y > box.y1 + least) continue;
        const double d = distance_to(p, units_[i].area);
        if (d > least) continue;
        least = d;
        nearest = i;
    }
    return nearest;
}

double comonotone_people(const std::vector<double>& probability, const std::vector<double>& people, double quantile)
{
    double sum = 0;
    for (std::size_t i = 0; i < probability.size(); ++i) sum += probability[i] > 1 - quantile ? people[i] : 0;
    return sum;
}

std::vector<AdminSummary> summarise(const AdminUnits& units, const AssessedCoast& coast, const std::vector<SettlementInUnit>& settlements,
                                    const ExposureOptions& options)
{
    std::map<std::pair<int, std::string>, Sums> by_code;
    const auto each_level = [&](std::size_t unit, auto&& add) {
        for (int level = 1; level <= 3; ++level) {
            const std::string& code = units.units()[unit].pcode[static_cast<std::size_t>(level - 1)];
            if (code.empty()) continue;
            Sums& sums = by_code[{level, code}];
            const std::string& name = units.units()[unit].name[static_cast<std::size_t>(level - 1)];
            if (!name.empty()) sums.name = name;
            add(sums);
        }
    };
    for (std::size_t unit = 0; unit < units.units().size(); ++unit) each_level(unit, [](Sums&) {});
    for (std::size_t i = 0; i < coast.transects().size(); ++i)
        if (const auto unit = unit_of(units, coast.transects()[i]))
            each_level(*unit, [&](Sums& sums) { add_coast(sums, coast.transects()[i], coast.coast_m()[i]); });
    for (const SettlementInUnit& s : settlements)
        if (s.unit) each_level(*s.unit, [&](Sums& sums) { add_settlement(sums, s); });

    std::vector<AdminSummary> rows;
    for (const auto& [key, sums] : by_code)
        for (std::size_t y = 0; y < options.years.size(); ++y) rows.push_back(row_of(key.second, key.first, sums, y, options.years[y]));
    return rows;
}

}  // namespace tasi

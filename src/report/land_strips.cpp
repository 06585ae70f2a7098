#include <algorithm>
#include <map>
#include <vector>

#include "src/report/cells.hpp"
#include "src/report/map_data.hpp"

namespace tasi::report {
namespace {

/// The part of one transect that belongs to a strip, and its present shore, which tells neighbours.
struct Section {
    std::string baseline;
    Point shore, from, to;
};

/// A place on a transect by its distance from the landward end.
struct Ray {
    Point landward, seaward;
    double length_m = 0;

    Point at(double distance_m) const { return landward + (distance_m / length_m) * (seaward - landward); }
};

std::optional<Ray> ray_of(const Feature& feature)
{
    if (feature.geometry.lines.empty() || feature.geometry.lines.front().size() < 2) return std::nullopt;
    const Point from = feature.geometry.lines.front().front(), to = feature.geometry.lines.front().back();
    const double length_m = distance(from, to);
    return length_m > 0 ? std::optional(Ray{from, to, length_m}) : std::nullopt;
}

/// Farther apart than this two transects are no neighbours: three times the median distance of their shores.
double widest_gap(const std::vector<Section>& sections)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < sections.size(); ++i) gaps.push_back(distance(sections[i - 1].shore, sections[i].shore));
    if (gaps.empty()) return 0;
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return 3 * *middle;
}

/// One polygon for each run of neighbours.
std::vector<Polygon> strips_of(const std::vector<Section>& sections)
{
    const double widest = widest_gap(sections);
    std::vector<Polygon> strips;
    for (std::size_t first = 0, next = 0; first < sections.size(); first = next) {
        for (next = first + 1; next < sections.size(); ++next)
            if (sections[next].baseline != sections[first].baseline || distance(sections[next - 1].shore, sections[next].shore) > widest)
                break;
        if (next - first < 2) continue;
        Polyline ring;
        for (std::size_t i = first; i < next; ++i) ring.push_back(sections[i].from);
        for (std::size_t i = next; i-- > first;) ring.push_back(sections[i].to);
        ring.push_back(ring.front());
        strips.push_back({ring, {}});
    }
    return strips;
}

}  // namespace

std::vector<Polygon> land_strips(const Layer& rates)
{
    const Cells cell(rates);
    std::vector<Section> sections;
    for (const Feature& feature : rates.features) {
        const auto now = cell.number(feature, "now_m");
        const auto ray = ray_of(feature);
        if (!now || !ray || *now <= 0) continue;
        const Point shore = ray->at(std::min(*now, ray->length_m));
        sections.push_back({cell.text(feature, "baseline"), shore, shore, ray->landward});
    }
    return strips_of(sections);
}

std::map<int, std::vector<Polygon>> forecast_bands(const Layer& rates, const Layer& forecast)
{
    const Cells cell(rates), ahead(forecast);
    std::map<int, std::map<std::string, std::pair<double, double>>> bounds;
    for (const Feature& feature : forecast.features) {
        const auto year = ahead.number(feature, "year"), low = ahead.number(feature, "lower_m"), high = ahead.number(feature, "upper_m");
        if (year && low && high) bounds[static_cast<int>(*year)][ahead.text(feature, "transect")] = {*low, *high};
    }
    std::map<int, std::vector<Polygon>> bands;
    for (const auto& [year, by_transect] : bounds) {
        std::vector<Section> sections;
        for (const Feature& feature : rates.features) {
            const auto found = by_transect.find(cell.text(feature, "transect"));
            const auto ray = ray_of(feature);
            if (found == by_transect.end() || !ray) continue;
            const auto [low, high] = found->second;
            sections.push_back({cell.text(feature, "baseline"), ray->at((low + high) / 2), ray->at(low), ray->at(high)});
        }
        if (std::vector<Polygon> strips = strips_of(sections); !strips.empty()) bands.emplace(year, std::move(strips));
    }
    return bands;
}

}  // namespace tasi::report

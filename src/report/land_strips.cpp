#include <algorithm>
#include <vector>

#include "src/report/cells.hpp"
#include "src/report/map_data.hpp"

namespace tasi::report {
namespace {

struct Section {
    std::string baseline;
    Point landward, shore;
};

/// One per transect with a present shoreline, in the order of the layer.
std::vector<Section> sections_of(const Layer& rates)
{
    const Cells cell(rates);
    std::vector<Section> sections;
    for (const Feature& feature : rates.features) {
        const auto now = cell.number(feature, "now_m");
        if (!now || feature.geometry.lines.empty() || feature.geometry.lines.front().size() < 2) continue;
        const Point from = feature.geometry.lines.front().front(), to = feature.geometry.lines.front().back();
        const double whole = distance(from, to);
        if (whole <= 0 || *now <= 0) continue;
        sections.push_back({cell.text(feature, "baseline"), from, from + (std::min(*now, whole) / whole) * (to - from)});
    }
    return sections;
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

}  // namespace

std::vector<Polygon> land_strips(const Layer& rates)
{
    const std::vector<Section> sections = sections_of(rates);
    const double widest = widest_gap(sections);
    std::vector<Polygon> strips;
    for (std::size_t first = 0, next = 0; first < sections.size(); first = next) {
        for (next = first + 1; next < sections.size(); ++next)
            if (sections[next].baseline != sections[first].baseline || distance(sections[next - 1].shore, sections[next].shore) > widest)
                break;
        if (next - first < 2) continue;
        Polyline ring;
        for (std::size_t i = first; i < next; ++i) ring.push_back(sections[i].shore);
        for (std::size_t i = next; i-- > first;) ring.push_back(sections[i].landward);
        ring.push_back(ring.front());
        strips.push_back({ring, {}});
    }
    return strips;
}

}  // namespace tasi::report

#include "src/io/transect_directions.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tasi::io {
namespace {

constexpr double cosine_of_120_deg = -0.5;
constexpr double reach_in_spacings = 3;

Point middle(const Transect& t) { return t.at(t.length_m() / 2); }

/// Indices of the transects along their baselines.
std::vector<std::size_t> along_baselines(const std::vector<Transect>& transects)
{
    std::vector<std::size_t> order(transects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) { return std::tie(transects[i].baseline, transects[i].order); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

/// Median distance between the middles of consecutive transects.
double typical_spacing(const std::vector<Transect>& transects, const std::vector<std::size_t>& order)
{
    std::vector<double> spacings;
    for (std::size_t i = 1; i < order.size(); ++i)
        if (transects[order[i]].baseline == transects[order[i - 1]].baseline)
            spacings.push_back(distance(middle(transects[order[i]]), middle(transects[order[i - 1]])));
    if (spacings.empty()) return 0;
    const auto median = spacings.begin() + static_cast<std::ptrdiff_t>(spacings.size() / 2);
    std::nth_element(spacings.begin(), median, spacings.end());
    return *median;
}

class Neighbourhood {
public:
    explicit Neighbourhood(const std::vector<Transect>& transects)
        : transects_(transects), order_(along_baselines(transects)), reach_(reach_in_spacings * typical_spacing(transects, order_))
    {
    }

    std::size_t size() const { return order_.size(); }
    std::size_t index(std::size_t rank) const { return order_[rank]; }

    /// Whether the transects of two ranks are close on one baseline and differ by more than 120 degrees.
    bool opposed(std::size_t rank, std::size_t other) const
    {
        if (rank >= size() || other >= size()) return false;
        const Transect &a = transects_[order_[rank]], &b = transects_[order_[other]];
        return a.baseline == b.baseline && distance(middle(a), middle(b)) <= reach_ &&
               dot(a.direction(), b.direction()) < cosine_of_120_deg;
    }

    bool same_baseline(std::size_t rank, std::size_t other) const
    {
        return rank < size() && other < size() && transects_[order_[rank]].baseline == transects_[order_[other]].baseline;
    }

    bool against_both(std::size_t rank) const
    {
        const bool has_before = rank > 0 && same_baseline(rank, rank - 1);
        const bool has_after = same_baseline(rank, rank + 1);
        if (has_before && has_after) return opposed(rank, rank - 1) && opposed(rank, rank + 1);
        if (has_after) return opposed(rank, rank + 1) && opposed(rank, rank + 2);
        return has_before && rank > 1 && opposed(rank, rank - 1) && opposed(rank, rank - 2);
    }

private:
    const std::vector<Transect>& transects_;
    std::vector<std::size_t> order_;
    double reach_;
};

}  // namespace

DirectionReport compare_directions(const std::vector<Transect>& transects)
{
    const Neighbourhood neighbourhood(transects);
    DirectionReport report;
    for (std::size_t rank = 0; rank < neighbourhood.size(); ++rank) {
        if (neighbourhood.against_both(rank) && !report.against_neighbours) report.against_neighbours = neighbourhood.index(rank);
        if (neighbourhood.opposed(rank, rank + 1)) ++report.sharp_turns;
    }
    return report;
}

}  // namespace tasi::io

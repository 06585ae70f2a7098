#include "algorithms/exposure/count_network.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

namespace tasi {
namespace {

constexpr long long no_limit = std::numeric_limits<long long>::max() / 4;

/// Sums over all places are usually known to the world: hidden only when nothing else helps.
constexpr long loss_of_a_whole = 1'000'000;

}  // namespace

CountNetwork::CountNetwork(const CountTree& tree, long long threshold) : threshold_(threshold), categories_(tree.categories())
{
    const std::size_t places = tree.places(), outside = places * (categories_ + 1);
    const auto divided = [&](std::size_t place) { return place; };
    const auto gathered = [&](std::size_t place, std::size_t category) { return places + place * categories_ + category; };
    touching_.resize(outside + 1);
    for (std::size_t place = 0; place < places; ++place) {
        const bool whole = place == 0;
        const long loss = whole ? loss_of_a_whole : 1;
        add(whole ? outside : divided(tree.parent(place)), divided(place), tree.total(place), loss);
        for (std::size_t c = 0; c < categories_; ++c)
            add(tree.has_children(place) ? gathered(place, c) : divided(place), whole ? outside : gathered(tree.parent(place), c),
                tree.count(place, c), loss);
    }
}

void CountNetwork::add(std::size_t from, std::size_t to, long long people, long loss)
{
    const bool small = people > 0 && people < threshold_;
    touching_[from].push_back(arcs_.size());
    touching_[to].push_back(arcs_.size());
    arcs_.push_back({from, to, people, small ? Disclosure::below : Disclosure::shown, false, loss});
}

void CountNetwork::withhold(std::size_t arc)
{
    arcs_[arc].may_be_small = arcs_[arc].may_be_small || arcs_[arc].disclosure == Disclosure::below;
    arcs_[arc].disclosure = Disclosure::withheld;
}

long long CountNetwork::least(std::size_t arc) const
{
    const Arc& a = arcs_[arc];
    return a.disclosure == Disclosure::below || a.may_be_small ? 1 : threshold_;
}

long long CountNetwork::most(std::size_t arc) const { return arcs_[arc].disclosure == Disclosure::below ? threshold_ - 1 : no_limit; }

bool CountNetwork::open(std::size_t arc, bool may_hide) const
{
    return arcs_[arc].people > 0 && (may_hide || arcs_[arc].disclosure != Disclosure::shown);
}

long long CountNetwork::capacity(const Step& step, const std::vector<long long>& change) const
{
    const long long people = arcs_[step.arc].people + change[step.arc];
    return step.raised ? most(step.arc) - people : people - least(step.arc);
}

CountNetwork::Path CountNetwork::path_of(const std::vector<Step>& steps, const std::vector<long long>& change) const
{
    Path path;
    path.capacity = no_limit;
    for (const Step& step : steps) {
        path.steps.emplace_back(step.arc, step.raised);
        path.capacity = std::min(path.capacity, capacity(step, change));
        if (arcs_[step.arc].disclosure != Disclosure::shown) continue;
        path.newly_hidden.push_back(step.arc);
        path.cost.first += arcs_[step.arc].loss;
        path.cost.second += arcs_[step.arc].people;
    }
    return path;
}

std::optional<CountNetwork::Path> CountNetwork::cheapest_path(std::size_t arc, bool raise, const std::vector<long long>& change,
                                                              bool may_hide) const
{
    using Cost = std::pair<long, long long>;
    const std::size_t start = raise ? arcs_[arc].to : arcs_[arc].from, goal = raise ? arcs_[arc].from : arcs_[arc].to;
    std::vector<std::optional<Cost>> cost(touching_.size());
    std::vector<Step> came_by(touching_.size());
    std::priority_queue<std::pair<Cost, std::size_t>, std::vector<std::pair<Cost, std::size_t>>, std::greater<>> waiting;
    cost[start] = Cost{0, 0};
    waiting.emplace(Cost{0, 0}, start);
    while (!waiting.empty() && waiting.top().second != goal) {
        const auto [so_far, node] = waiting.top();
        waiting.pop();
        if (so_far != *cost[node]) continue;
        for (const std::size_t next : touching_[node]) {
            const Step step{next, arcs_[next].from == node};
            if (next == arc || !open(next, may_hide) || capacity(step, change) <= 0) continue;
            const bool hides = arcs_[next].disclosure == Disclosure::shown;
            const Cost total{so_far.first + (hides ? arcs_[next].loss : 0), so_far.second + (hides ? arcs_[next].people : 0)};
            const std::size_t there = step.raised ? arcs_[next].to : arcs_[next].from;
            if (cost[there] && *cost[there] <= total) continue;
            cost[there] = total;
            came_by[there] = step;
            waiting.emplace(total, there);
        }
    }
    if (waiting.empty()) return std::nullopt;
    std::vector<Step> steps;
    for (std::size_t node = goal; node != start;) {
        const Step& step = came_by[node];
        steps.push_back(step);
        node = step.raised ? arcs_[step.arc].from : arcs_[step.arc].to;
    }
    return path_of(steps, change);
}

}  // namespace tasi

#include "algorithms/exposure/small_counts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "algorithms/exposure/count_network.hpp"
#include "src/core/error.hpp"

namespace tasi {
namespace {

/// How far one hidden count can be raised, or lowered, without contradicting what is published.
class Freedom {
public:
    Freedom(const CountNetwork& network, std::size_t arc, bool raise)
        : network_(network), arc_(arc), raise_(raise), change_(network.arcs().size(), 0)
    {
        const long long people = network.arcs()[arc].people;
        by_label_ = raise ? network.most(arc) - people : people - network.least(arc);
    }

    /// As far as hidden counts allow, up to `enough`.
    long long explore(long long enough)
    {
        const long long wanted = std::min(enough, by_label_);
        while (moved_ < wanted) {
            const auto path = network_.cheapest_path(arc_, raise_, change_, false);
            if (!path) break;
            const long long people = std::min(path->capacity, wanted - moved_);
            for (const auto& [arc, raised] : path->steps) change_[arc] += raised ? people : -people;
            moved_ += people;
        }
        return moved_;
    }

    /// The least loss of shown counts by which it goes farther.
    std::optional<CountNetwork::Path> beyond() const
    {
        if (moved_ >= by_label_) return std::nullopt;
        return network_.cheapest_path(arc_, raise_, change_, true);
    }

private:
    const CountNetwork& network_;
    std::size_t arc_;
    bool raise_;
    std::vector<long long> change_;
    long long by_label_ = 0, moved_ = 0;
};

/// Withholds what it takes that `enough` values of the count stay possible; the number that do.
long long protect(CountNetwork& network, std::size_t arc, long long enough)
{
    for (;;) {
        Freedom up(network, arc, true), down(network, arc, false);
        long long values = 1 + up.explore(enough - 1);
        values += down.explore(enough - values);
        if (values >= enough) return values;
        const auto raise = up.beyond(), lower = down.beyond();
        if (!raise && !lower) return values;
        const auto& path = !lower || (raise && raise->cost <= lower->cost) ? raise : lower;
        for (const std::size_t hidden : path->newly_hidden) network.withhold(hidden);
    }
}

/// A count that its own label would betray (9 and 1 below 10, their sum not below 10) loses the label, and so do the sums that it is in.
void protect_without_labels(CountNetwork& network, const CountTree& tree, std::size_t arc, long long enough)
{
    const std::size_t row = tree.categories() + 1;
    for (std::size_t place = arc / row;; place = tree.parent(place)) {
        for (const std::size_t a : {place * row, place * row + arc % row})
            if (network.arcs()[a].disclosure == Disclosure::below) network.withhold(a);
        if (place == 0) break;
    }
    protect(network, arc, enough);
}

}  // namespace

CountTree::CountTree(std::vector<std::size_t> parents, std::size_t categories)
    : parents_(std::move(parents)), categories_(categories), has_children_(parents_.size(), false)
{
    for (std::size_t place = 1; place < parents_.size(); ++place) {
        if (parents_[place] >= place) throw BugError("TREE", "", "a place comes before its parent", "report this");
        has_children_[parents_[place]] = true;
    }
    counts_.assign(parents_.size() * categories_, 0);
    totals_.assign(parents_.size(), 0);
}

void CountTree::add(std::size_t place, std::size_t category, long long people)
{
    if (people < 0 || has_children_[place]) throw BugError("COUNT", "", "people are counted in places without parts", "report this");
    for (;; place = parents_[place]) {
        counts_[place * categories_ + category] += people;
        totals_[place] += people;
        if (place == 0) return;
    }
}

ProtectedCounts protect_small_counts(const CountTree& tree, long long threshold)
{
    if (threshold < 3)
        throw UsageError("MIN-COUNT", "", fmt::format("a threshold of {} hides nothing", threshold), "give 3 or more; 10 is usual");
    CountNetwork network(tree, threshold);
    const long long enough = std::max(2LL, threshold / 2);
    for (std::size_t arc = 0; arc < network.arcs().size(); ++arc) {
        const long long people = network.arcs()[arc].people;
        if (people > 0 && people < threshold && protect(network, arc, enough) < 2) protect_without_labels(network, tree, arc, enough);
    }

    ProtectedCounts result;
    for (std::size_t place = 0; place < tree.places(); ++place) {
        result.total.push_back(network.arcs()[network.total_arc(place)].disclosure);
        std::vector<Disclosure>& categories = result.category.emplace_back();
        for (std::size_t c = 0; c < tree.categories(); ++c) categories.push_back(network.arcs()[network.category_arc(place, c)].disclosure);
    }
    return result;
}

}  // namespace tasi

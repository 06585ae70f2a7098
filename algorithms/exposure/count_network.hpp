#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "algorithms/exposure/small_counts.hpp"

namespace tasi {

/// The sums of a `CountTree` as a network. Every count is the flow of one arc: from the whole down to the places, there split into
/// categories, and along each category up to the whole again. What flows into a node flows out of it: that is what a reader knows beside
/// the counts that are shown.
class CountNetwork {
public:
    struct Arc {
        std::size_t from = 0, to = 0;
        long long people = 0;
        Disclosure disclosure = Disclosure::shown;
        bool may_be_small = false;  ///< a withheld count below the threshold
        long loss = 1;              ///< what it costs to hide it
    };
    /// A way round through other counts by which one count can change.
    struct Path {
        std::vector<std::pair<std::size_t, bool>> steps;  ///< arc, and whether it is raised
        long long capacity = 0;
        std::vector<std::size_t> newly_hidden;  ///< shown counts that it needs
        std::pair<long, long long> cost;        ///< their loss, and their people
    };

    CountNetwork(const CountTree& tree, long long threshold);

    const std::vector<Arc>& arcs() const { return arcs_; }
    std::size_t total_arc(std::size_t place) const { return place * (categories_ + 1); }
    std::size_t category_arc(std::size_t place, std::size_t category) const { return total_arc(place) + 1 + category; }
    void withhold(std::size_t arc);

    /// What a reader who knows the rule takes for the least and the most of a count.
    long long least(std::size_t arc) const;
    long long most(std::size_t arc) const;

    /// The way round by which `arc` is raised (or lowered) by 1 or more when the counts differ from the truth by `change`: through
    /// hidden counts alone, or, where `may_hide`, through shown ones at a cost.
    std::optional<Path> cheapest_path(std::size_t arc, bool raise, const std::vector<long long>& change, bool may_hide) const;

private:
    struct Step {
        std::size_t arc;
        bool raised;
    };
    void add(std::size_t from, std::size_t to, long long people, long loss);
    bool open(std::size_t arc, bool may_hide) const;
    long long capacity(const Step& step, const std::vector<long long>& change) const;
    Path path_of(const std::vector<Step>& steps, const std::vector<long long>& change) const;

    long long threshold_;
    std::size_t categories_;
    std::vector<Arc> arcs_;
    std::vector<std::vector<std::size_t>> touching_;  // arcs of each node
};

}  // namespace tasi

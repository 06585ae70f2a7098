#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tasi {

/// How a count of people may be shown.
enum class Disclosure {
    shown,     ///< as it is; 0 always is
    below,     ///< only that it is between 1 and the threshold less 1
    withheld,  ///< only that it is 1 or more: kept back so that another count cannot be worked out
};

/// Counts of people by place and category, where places form a tree: place 0 is the whole, every other place has a parent of smaller index,
/// and people are counted in the places without children. Counts of the other places and of all categories together are sums.
class CountTree {
public:
    /// `parents[i]` is the parent of place i; that of place 0 is not read. BugError when a parent does not come before its child.
    CountTree(std::vector<std::size_t> parents, std::size_t categories);

    /// BugError for a place with children or a negative count.
    void add(std::size_t place, std::size_t category, long long people);

    std::size_t places() const { return parents_.size(); }
    std::size_t categories() const { return categories_; }
    std::size_t parent(std::size_t place) const { return parents_[place]; }
    bool has_children(std::size_t place) const { return has_children_[place]; }
    long long count(std::size_t place, std::size_t category) const { return counts_[place * categories_ + category]; }
    long long total(std::size_t place) const { return totals_[place]; }

private:
    std::vector<std::size_t> parents_;
    std::size_t categories_;
    std::vector<bool> has_children_;
    std::vector<long long> counts_, totals_;
};

/// What may be shown of every count of a tree.
struct ProtectedCounts {
    std::vector<std::vector<Disclosure>> category;  ///< [place][category]
    std::vector<Disclosure> total;                  ///< [place]
};

/// Decides what may be shown when all counts of the tree (every place, every category, every sum) are published together, as tables of
/// one level or of several. Counts of 1 to `threshold` - 1 are `below`; others are `withheld` where otherwise sums would betray
/// such a count: of the values that its label allows, at least max(2, threshold / 2) stay possible where hiding other counts can achieve
/// that, and never one alone. Zeros are never hidden. As few counts as a greedy choice finds are withheld, the smaller ones first, and sums
/// over all places only when nothing else helps. Deterministic.
///
/// Method: the sums are a network (`CountNetwork`), so that what a reader can work out of a hidden count is found exactly, by the largest
/// flows that the published counts leave open.
/// UsageError (2) for a threshold below 3: "below 2" would say 1.
ProtectedCounts protect_small_counts(const CountTree& tree, long long threshold);

}  // namespace tasi

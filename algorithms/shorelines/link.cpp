#include <algorithm>
#include <numeric>

#include "algorithms/shorelines/cells.hpp"

namespace tasi {
namespace {

using Number = std::uint32_t;
constexpr Number none = ~Number{0};

/// For every piece the one that begins where it ends. Every edge begins at most one piece, because high nodes are on
/// the right-hand side of all.
std::vector<Number> successors(const std::vector<CellSegment>& segments)
{
    std::vector<Number> by_start(segments.size());
    std::iota(by_start.begin(), by_start.end(), Number{0});
    std::sort(by_start.begin(), by_start.end(), [&](Number a, Number b) { return segments[a].from < segments[b].from; });
    std::vector<Number> next(segments.size(), none);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const EdgeKey end = segments[i].to;
        const auto found =
            std::lower_bound(by_start.begin(), by_start.end(), end, [&](Number n, EdgeKey key) { return segments[n].from < key; });
        if (found != by_start.end() && segments[*found].from == end) next[i] = *found;
    }
    return next;
}

/// Follows the pieces from `first` until they end or return, and marks them as used.
EdgeChain follow(const std::vector<CellSegment>& segments, const std::vector<Number>& next, Number first, std::vector<bool>& used)
{
    EdgeChain chain{segments[first].from};
    for (Number i = first; i != none && !used[i]; i = next[i]) {
        used[i] = true;
        chain.push_back(segments[i].to);
    }
    return chain;
}

}  // namespace

std::vector<EdgeChain> link(const std::vector<CellSegment>& segments)
{
    const std::vector<Number> next = successors(segments);
    std::vector<bool> continues(segments.size(), false), used(segments.size(), false);
    for (const Number n : next)
        if (n != none) continues[n] = true;

    struct Found {
        Number first;
        EdgeChain chain;
    };
    std::vector<Found> found;
    const auto take = [&](Number i) { found.push_back({i, follow(segments, next, i, used)}); };
    for (Number i = 0; i < segments.size(); ++i)
        if (!continues[i]) take(i);
    for (Number i = 0; i < segments.size(); ++i)
        if (!used[i]) take(i);  // only rings are left
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.first < b.first; });

    std::vector<EdgeChain> chains;
    chains.reserve(found.size());
    for (Found& f : found) chains.push_back(std::move(f.chain));
    return chains;
}

}  // namespace tasi

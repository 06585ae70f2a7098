#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace tasi {

/// Sets of numbers 0..n-1 that can be joined; the label of a set is its smallest number.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t n = 0) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::uint32_t{0}); }

    std::size_t label(std::size_t i)
    {
        while (parent_[i] != i) {
            parent_[i] = parent_[parent_[i]];
            i = parent_[i];
        }
        return i;
    }

    void join(std::size_t a, std::size_t b)
    {
        a = label(a), b = label(b);
        if (a < b)
            parent_[b] = static_cast<std::uint32_t>(a);
        else
            parent_[a] = static_cast<std::uint32_t>(b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace tasi

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace tasi::testing {

/// Standard normal numbers, the same on every machine (splitmix64 and Box-Muller).
class NormalNoise {
public:
    explicit NormalNoise(std::uint64_t seed) : state_(seed) {}

    double next()
    {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    /// Above 0, at most 1.
    double uniform()
    {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + 1) / 9007199254740992.0;
    }
    /// `n` numbers of variance 1, each remembering `memory` of the one before.
    std::vector<double> series(int n, double memory)
    {
        std::vector<double> values{next()};
        while (static_cast<int>(values.size()) < n) values.push_back(memory * values.back() + std::sqrt(1 - memory * memory) * next());
        return values;
    }

private:
    std::uint64_t state_;
};

}  // namespace tasi::testing
